import type { CreateOrganizationParams, SetActiveParams } from '@clerk/nuxt/types'

/** Which lists are wanted: the others ask for nothing. `pageSize` rows at a time, 10 unless told. */
interface Wanted { userMemberships?: boolean, userInvitations?: boolean, userSuggestions?: boolean, pageSize?: number }

/**
 * The organizations that the signed-in person belongs to, is invited to, or may ask to join. @clerk/vue lacks it; the names
 * are those of Clerk's React SDK.
 *
 * @returns `isLoaded`; `userMemberships`, `userInvitations` and `userSuggestions`, each what `useClerkPages` does;
 *   `createOrganization` and `setActive`, which reject with what clerk-js threw
 * @see https://clerk.com/docs/hooks/use-organization-list
 */
export function useOrganizationList({ pageSize = 10, ...wanted }: Wanted = {}) {
  const { user, isLoaded } = useUser()
  const requiredClerk = useRequiredClerk()
  const subject = (name: Exclude<keyof Wanted, 'pageSize'>) => () => wanted[name] ? user.value?.id : undefined
  const at = (initialPage: number) => ({ initialPage, pageSize })
  return {
    isLoaded,
    userMemberships: useClerkPages(subject('userMemberships'), page => user.value!.getOrganizationMemberships(at(page))),
    userInvitations: useClerkPages(subject('userInvitations'), page => user.value!.getOrganizationInvitations({ ...at(page), status: 'pending' })),
    userSuggestions: useClerkPages(subject('userSuggestions'), page => user.value!.getOrganizationSuggestions({ ...at(page), status: 'pending' })),
    createOrganization: async (params: CreateOrganizationParams) => (await requiredClerk()).clerk.createOrganization(params),
    setActive: async (params: SetActiveParams) => (await requiredClerk()).clerk.setActive(params),
  }
}
