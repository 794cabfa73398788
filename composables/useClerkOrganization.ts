/**
 * The organization of this page as clerk-js has it, for what only Clerk's Frontend API can do. Clerk checks each act by the
 * person's role.
 *
 * @returns a function that answers the resource; it throws when clerk-js didn't load, or the person isn't a member
 */
export function useClerkOrganization() {
  const loadedClerk = useLoadedClerk()
  const context = useLoadedOrg()
  return async () => {
    const { id } = context.value.org
    const session = await loadedClerk().then(clerk => clerk && sessionOf(clerk))
    const found = session?.user?.organizationMemberships.find(({ organization }) => organization.id === id)?.organization
    if (!found) throw createError({ status: 503, data: { code: 'clerk_unavailable' } })
    return found
  }
}
