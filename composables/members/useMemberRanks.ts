import { isManager, MANAGE_MEMBERS, rankRefusal } from '#shared/policy/ranks'
import type { Member } from '#shared/schemas/member'
import { texts } from '#shared/texts'

/** A role in a menu; `reason` says why it can't be given. */
export interface RoleChoice { key: string, name: string, description: string | null, reason?: string }

/**
 * What the signed-in person may do with members here, by the rules that the API decides by, and the words for why not.
 *
 * @returns `manages`; `choices(member)` of roles (null: for somebody to be invited); `whyNotChange` and `whyNotRemove`, undefined where they may;
 *   `choicesForMany` and `whyNotRemoveMany` for an act on several at once
 */
export function useMemberRanks() {
  const { data: context } = useOrg()
  const can = useOrgCan({ permission: MANAGE_MEMBERS })
  const manages = computed(() => can.value.allowed)
  const { data: roles } = useOrgRoles()
  const permissionsOf = (key?: string) => roles.value?.data.find(role => role.key === key)?.permissions
  const managers = computed(() => roles.value?.data.filter(role => isManager(role.permissions)).reduce((sum, role) => sum + role.membersCount, 0) ?? 0)

  /** `ending`: how many managers the act is about in all. */
  function whyNot(member: Member | null, given: readonly string[], ending = 1): string | undefined {
    const own = permissionsOf(context.value?.user.role), held = member ? permissionsOf(member.role) : []
    if (!own || !held) return texts.members.rolesUnknown
    const code = rankRefusal({ own, held, given, otherManagers: managers.value > (isManager(held) ? ending : 0) })
    return code && texts.members.refusals[code](member ? texts.members.nameOf(member) : '')
  }

  /** Why an act can't be done to all of them: the first refusal. */
  function whyNotMany(members: readonly Member[], given: readonly string[]): string | undefined {
    const ending = members.filter(({ role }) => isManager(permissionsOf(role) ?? [])).length
    for (const member of members) {
      const reason = whyNot(member, given, ending)
      if (reason) return reason
    }
  }

  const choices = (member: Member | null): RoleChoice[] => (roles.value?.data ?? []).filter(role => role.assignable)
    .map(({ key, name, description, permissions }) => ({ key, name, description, reason: whyNot(member, permissions) }))

  function whyNotChange(member: Member): string | undefined {
    const others = choices(member).filter(({ key }) => key !== member.role)
    if (!roles.value) return texts.members.rolesUnknown
    return others.some(({ reason }) => reason === undefined) ? undefined : others[0]?.reason ?? texts.members.noOtherRole
  }

  /** Clerk lets nobody end by hand what an identity provider keeps up. */
  const whyProvisioned = (member: Member) => member.connection === null ? undefined : texts.members.whyProvisioned(member.connection)

  const whyNotRemove = (member: Member) => whyProvisioned(member) ?? (manages.value ? whyNot(member, []) : undefined)

  const choicesForMany = (members: readonly Member[]): RoleChoice[] => (roles.value?.data ?? []).filter(role => role.assignable)
    .map(({ key, name, description, permissions }) => ({ key, name, description, reason: whyNotMany(members, permissions) }))

  const whyNotRemoveMany = (members: readonly Member[]) => members.map(whyProvisioned).find(Boolean) ?? whyNotMany(members, [])

  return { manages, choices, choicesForMany, whyNotChange, whyNotRemove, whyNotRemoveMany }
}
