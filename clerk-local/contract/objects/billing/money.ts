/** Money: `amount` in cents (both specifications, `CommerceMoneyResponse` and `BillingMoneyResponse`). */
export interface MoneyObject { amount: number, amount_formatted: string, currency: string, currency_symbol: string }

/** What units of one price come to. */
export interface UnitTierTotalObject { quantity: number | null, fee_per_block: MoneyObject, total: MoneyObject }

/** What the seats come to. */
export interface UnitTotalObject { name: string, block_size: number, tiers: UnitTierTotalObject[] }

/** What is given back for the rest of a cycle. */
export interface ProrationCreditObject {
  amount: MoneyObject
  cycle_days_remaining: number
  cycle_days_total: number
  /** From 0 to 1 (webhooks.yml). */
  cycle_remaining_percent: number
}

/** Credit of all kinds that lowers a charge. */
export interface CreditsObject {
  proration: ProrationCreditObject | null
  payer: { remaining_balance: MoneyObject, applied_amount: MoneyObject } | null
  total: MoneyObject
}

/** Discounts of all kinds that lower a charge. */
export interface DiscountsObject {
  proration: { amount: MoneyObject, cycle_days_passed: number, cycle_days_total: number, cycle_passed_percent: number } | null
  /** Frontend API only. */
  discount?: {
    amount: MoneyObject
    discount_id: string
    name: string
    effect: 'percentage' | 'fixed_amount'
    percent_off?: number
    amount_off?: MoneyObject
    promo_code?: string
    cycles_remaining: number | null
    duration_in_cycles: number | null
    cycles_applied: number | null
  } | null
  total: MoneyObject
}

/** How an amount comes about: `base_fee` is a month's, `subtotal` the period's (backend-api.yml, `CommerceTotalsResponse`). */
export interface TotalsObject {
  subtotal: MoneyObject
  base_fee: MoneyObject
  tax_total: MoneyObject
  grand_total: MoneyObject
  per_unit_totals?: UnitTotalObject[]
  credits?: CreditsObject | null
  discounts?: DiscountsObject | null
}

/** How a checkout's amount comes about (frontend-api.yml, `BillingCheckoutTotals`). */
export interface CheckoutTotalsObject {
  subtotal: MoneyObject
  base_fee: MoneyObject | null
  tax_total: MoneyObject
  grand_total: MoneyObject
  total_due_now: MoneyObject
  total_due_after_free_trial: MoneyObject | null
  total_due_per_period: MoneyObject
  totals_due_per_period: TotalsObject
  past_due: MoneyObject | null
  credit: MoneyObject | null
  credits: CreditsObject | null
  discounts: DiscountsObject | null
  per_unit_totals?: UnitTotalObject[]
}
