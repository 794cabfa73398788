import type { Context } from '../../../core/context.ts'
import type { Feature, PayerType, Plan } from '../../../core/entities/index.ts'
import { clerkError } from '../../../core/errors.ts'

/** What a plan is made of. */
export interface PlanInput {
  slug: string
  name: string
  forPayerType: PayerType
  description?: string | null
  isDefault?: boolean
  publiclyVisible?: boolean
  monthlyFee?: number
  annualFee?: number | null
  freeTrialDays?: number | null
  featureSlugs?: string[]
  seats?: number | null
  seatPrice?: Plan['seatPrice']
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
    freeTrialDays: input.freeTrialDays ?? null,
    featureSlugs: input.featureSlugs ?? [],
    seats: input.seats ?? null,
    seatPrice: input.seatPrice ?? null,
    createdAt: now,
    updatedAt: now,
  })
}

/** Switching Billing on makes a free default plan for that kind of payer; one of the seed takes its place. */
export function createMissingDefaultPlans(ctx: Context): void {
  const { organizationEnabled, userEnabled } = ctx.settings.billing
  if (organizationEnabled && !defaultPlan(ctx, 'org')) createPlan(ctx, { slug: 'free_org', name: 'Free', forPayerType: 'org', isDefault: true })
  if (userEnabled && !defaultPlan(ctx, 'user')) createPlan(ctx, { slug: 'free_user', name: 'Free', forPayerType: 'user', isDefault: true })
}

/** The plan that every payer of a kind starts on and falls back to. */
export function defaultPlan(ctx: Context, type: PayerType): Plan | undefined {
  return ctx.store.plans.find(plan => plan.forPayerType === type && plan.isDefault)
}

/** Plans that payers may see, cheapest first; `minSeats` leaves out those with fewer seats. */
export function listPlans(ctx: Context, type?: PayerType, minSeats = 0): Plan[] {
  return ctx.store.plans
    .filter(p => p.publiclyVisible && (!type || p.forPayerType === type) && (!p.seats || p.seats >= minSeats))
    .sort((a, b) => a.monthlyFee - b.monthlyFee)
}

/** By id or slug, or 404 (Clerk's error index). */
export function requirePlan(ctx: Context, idOrSlug: string): Plan {
  const plan = ctx.store.plans.get(idOrSlug) ?? ctx.store.plans.by('slug', idOrSlug)[0]
  if (!plan) throw clerkError(404, 'plan_not_found', 'Plan not found')
  return plan
}

/** Whether seats are part of the plan, as a limit or for a price. */
export function isSeatBased(plan: Plan): boolean {
  return plan.seats !== null || plan.seatPrice !== null
}
