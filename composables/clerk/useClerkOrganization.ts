/**
 * The organization of this page as clerk-js has it, for what only Clerk's Frontend API can do. Clerk checks each act by the
 * person's role.
 *
 * @returns a function that answers the resource; it throws when clerk-js didn't load, or the person isn't a member
 */
export function useClerkOrganization() {
  const requiredClerk = useRequiredClerk()
  const context = useLoadedOrg()
  return async () => {
    const { id } = context.value.org
    const { user } = await requiredClerk()
    return orGone(user.organizationMemberships.find(({ organization }) => organization.id === id)).organization
  }
}
