import * as base from '#clerk-orgs/shared/policy/vocabulary'

export const { roles, systemPermissions } = base

/** A feature of this app's own, which the plan Business turns on. */
export const features = { ...base.features, reports: { name: 'Reports', description: 'Keep what was found out.' } } as const

export const customPermissions = { ...base.customPermissions, 'org:reports:write': 'write reports' } as const

const { business } = base.plans
export const plans = { ...base.plans, business: { ...business, features: [...business.features, 'reports'] } } as const
