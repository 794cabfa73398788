import { customPermissions, featureOf, permissions as table } from '../../../shared/policy/table'
import type { Check } from '../finding.ts'

const where = 'Organizations → Roles and permissions'
/** Without them the creator of an organization can do nothing with it. Source: Clerk's guide to roles and permissions. */
const CREATOR = ['org:sys_memberships:read', 'org:sys_memberships:manage', 'org:sys_profile:delete']
const mentioned = /['"`](org:[a-z0-9_]+:[a-z0-9_]+)['"`]/g

/** Permissions and roles that the code counts on. */
export const permissions: Check[] = [
  {
    id: 'permission_unknown_to_clerk',
    look: ({ instance }) => instance?.settings.enabled
      ? Object.keys(customPermissions).filter(key => !instance.permissions.some(known => known.key === key))
          .map(key => ({ level: 'error', cause: 'A permission of the policy table doesn’t exist at Clerk, so that nobody has it.', proof: `${key} is not among the instance’s permissions.`, fix: 'Make it under its feature, and give it to roles.', where }))
      : [],
  },
  {
    id: 'permission_not_in_table',
    look: ({ code }) => code.flatMap(({ file, line, text }) => [...text.matchAll(mentioned)].flatMap(([, key]) => key! in table
      ? []
      : [{ level: 'warning' as const, cause: 'The code names a permission that the policy table doesn’t have.', proof: `${file}:${line} names ${key}.`, fix: 'Mend the name, or add it to shared/policy/vocabulary.ts.' }])),
  },
  {
    id: 'feature_on_no_plan',
    look: ({ instance }) => instance?.plans.length
      ? [...new Set(Object.keys(customPermissions).map(featureOf))].filter(feature => !instance.plans.some(({ features }) => features.some(({ slug }) => slug === feature)))
          .map(feature => ({ level: 'error', cause: 'Clerk counts a permission only while the plan has its feature, and no plan has this one.', proof: `No plan has the feature ${feature}.`, fix: 'Turn the feature on in a plan.', where: 'Billing → Plans' }))
      : [],
  },
  {
    id: 'creator_role_too_weak',
    look: ({ instance }) => (instance?.roleSets ?? []).flatMap(({ key, creator_role: creator }) => {
      const role = instance!.roles.find(known => known.key === creator?.key)
      const lacking = role ? CREATOR.filter(wanted => !role.permissions.some(({ key: held }) => held === wanted)) : []
      return lacking.length
        ? [{ level: 'error' as const, cause: 'Who makes an organization can’t manage it.', proof: `The creator’s role of ${key} is ${role!.key}, which lacks ${lacking.join(', ')}.`, fix: 'Give the role these permissions, or make another one the creator’s.', where }]
        : []
    }),
  },
  {
    id: 'role_set_without_role',
    look: ({ instance }) => (instance?.roleSets ?? []).flatMap(({ key, roles }) => ['org:admin', 'org:member'].filter(wanted => !roles.some(role => role.key === wanted))
      .map(wanted => ({ level: 'warning' as const, cause: 'The code offers a role that organizations of this role set don’t have.', proof: `${key} has no ${wanted}.`, fix: 'Add the role to the set, or take it out of shared/policy/vocabulary.ts.', where }))),
  },
]
