import type { Context } from '../../core/context.ts'
import type { Feature, Plan } from '../../core/entities.ts'
import { notFound } from '../../core/errors.ts'

export interface PlanInput {
  slug: string
  name: string
  forPayerType: 'org' | 'user'
  description?: string | null
  isDefault?: boolean
  publiclyVisible?: boolean
  monthlyFee?: number
  annualFee?: number | null
  featureSlugs?: string[]
  seats?: number | null
}

/** Adds a feature to the instance. */
export function createFeature(ctx: Context, input: { slug: string, name: string, description?: string | null }): Feature {
  return ctx.store.features.insert({ id: ctx.store.id('feat'), slug: input.slug, name: input.name, description: input.description ?? null })
}

/** Adds a plan; fees are in cents. */
export function createPlan(ctx: Context, input: PlanInput): Plan {
  const now = ctx.store.now()
  return ctx.store.plans.insert({
    id: ctx.store.id('cplan'),
    slug: input.slug,
    name: input.name,
    description: input.description ?? null,
    forPayerType: input.forPayerType,
    isDefault: input.isDefault ?? false,
    publiclyVisible: input.publiclyVisible ?? true,
    monthlyFee: input.monthlyFee ?? 0,
    annualFee: input.annualFee ?? null,
    freeTrialDays: null,
    featureSlugs: input.featureSlugs ?? [],
    seats: input.seats ?? null,
    createdAt: now,
    updatedAt: now,
  })
}

/** Plans for a kind of payer, cheapest first. */
export function listPlans(ctx: Context, type?: 'org' | 'user'): Plan[] {
  return ctx.store.plans.filter(p => p.publiclyVisible && (!type || p.forPayerType === type)).sort((a, b) => a.monthlyFee - b.monthlyFee)
}

/** By id or slug, or 404. */
export function requirePlan(ctx: Context, idOrSlug: string): Plan {
  const plan = ctx.store.plans.get(idOrSlug) ?? ctx.store.plans.by('slug', idOrSlug)[0]
  if (!plan) throw notFound(`No plan was found with id ${idOrSlug}.`)
  return plan
}
