import type { UpdateOrganization } from '#shared/schemas/organization'

/**
 * What an admin changes about the organization itself. All acts reject with what clerk-js or the API threw.
 *
 * @returns `update` of name and slug (the page follows a new slug), `setLogo` (null takes it away), and `remove`, which leaves
 *   for the list of organizations
 */
export function useOrgSettings() {
  const { slug, orgFetch } = useOrgFetch()
  const organization = useClerkOrganization()
  const clerk = useClerk()

  async function update(change: UpdateOrganization): Promise<void> {
    await orgFetch('', { method: 'PATCH', body: { ...change } })
    // A new slug is followed by the layout, once clerk-js knows it.
    await clerk.value?.user?.reload()
    if (change.slug === undefined) await refreshNuxtData(dataKeys.org(slug))
  }

  async function setLogo(file: File | null): Promise<void> {
    await (await organization()).setLogo({ file })
    // To change nothing has the app ask Clerk for what there is now.
    await update({})
  }

  async function remove(): Promise<void> {
    await orgFetch('', { method: 'DELETE' })
    // A document load, because clerk-js still believes in the organization.
    await navigateTo({ path: '/orgs', query: { notice: 'deleted' } }, { external: true })
  }
  return { update, setLogo, remove }
}
