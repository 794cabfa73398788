/** Ends the person's own membership of this page's organization and leads out of it. Rejects with FetchError. */
export function useOrgLeave() {
  const { orgFetch } = useOrgFetch()
  return async (): Promise<void> => {
    await orgFetch('/members/me', { method: 'DELETE' })
    // A document load, because clerk-js still believes in the membership.
    await navigateTo({ path: '/orgs', query: { notice: 'left' } }, { external: true })
  }
}
