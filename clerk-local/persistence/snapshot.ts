import { z } from 'zod'
import type { Context } from '../core/context.ts'
import { defaultSettings, resolveSettings, type Settings } from '../core/settings.ts'
import type { Snapshot } from '../core/store/store.ts'
import { InputError } from '../inputs/error.ts'
import { checkSettings } from '../inputs/settings.ts'
import { seededStore } from '../seed/index.ts'
import type { Webhooks, WebhooksSnapshot } from '../webhooks/index.ts'

const row = z.looseObject({ id: z.string() })

/** The form of a store's snapshot, in the state file and from `/__test__/snapshot`. */
export const storeForm = z.object({
  tables: z.record(z.string(), z.array(row)),
  changes: z.array(row.extend({ sequence: z.number(), type: z.string(), timestamp: z.number() })),
  clockOffset: z.number(),
})

/** The form of the webhooks' snapshot. */
export const webhooksForm = z.object({
  endpoints: z.array(row.extend({ url: z.url(), secrets: z.array(z.object({ key: z.string(), expiresAt: z.number().nullable() })).min(1), types: z.array(z.string()) })),
  deliveries: z.array(row.extend({
    endpointId: z.string(), messageId: z.string(), type: z.string(), status: z.enum(['pending', 'delivered', 'failed', 'dropped']), createdAt: z.number(), body: z.string().refine(isJson, 'is not JSON'),
    attempts: z.array(z.looseObject({ at: z.number() })), dueAt: z.number().nullable(),
  })),
})

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  }
  catch {
    return false
  }
}

const snapshotForm = z.object({ settings: z.looseObject({}), store: storeForm, webhooks: webhooksForm })

/** Everything that happened to an instance, and what was set. */
export interface InstanceSnapshot {
  settings: Settings
  store: Snapshot
  webhooks: WebhooksSnapshot
}

/** The whole state as plain data. */
export function takeSnapshot(ctx: Context, webhooks: Webhooks): InstanceSnapshot {
  return { settings: structuredClone(ctx.settings), store: ctx.store.snapshot(), webhooks: webhooks.snapshot() }
}

/** Brings a state back, or throws an InputError and changes nothing. Calls that rate limits counted since are forgotten, faults stay. */
export function restoreSnapshot(ctx: Context, webhooks: Webhooks, input: unknown): void {
  const snapshot = checkSnapshot(ctx, input)
  ctx.store.restore(snapshot.store)
  Object.assign(ctx.settings, resolveSettings(snapshot.settings))
  webhooks.restore(snapshot.webhooks)
  ctx.recentCalls.clear()
}

/** References without which nothing works: the table and column, and the table it leads to. */
const references: [string, string, string][] = [
  ['memberships', 'organizationId', 'organizations'], ['memberships', 'userId', 'users'], ['invitations', 'organizationId', 'organizations'],
  ['domains', 'organizationId', 'organizations'], ['suggestions', 'organizationId', 'organizations'], ['suggestions', 'userId', 'users'],
  ['membershipRequests', 'organizationId', 'organizations'], ['subscriptions', 'organizationId', 'organizations'], ['subscriptions', 'userId', 'users'],
  ['organizations', 'roleSetKey', 'roleSets'], ['memberships', 'role', 'roles'],
]

type Row = Record<string, unknown>
type Tables = Record<string, Row[]>

/**
 * A snapshot that can be restored whole, or an InputError: form, tables, ids, fields and references are looked at before
 * anything is touched. A row must have the fields that rows of a new store have, with values of the same kind.
 */
function checkSnapshot(ctx: Context, input: unknown): InstanceSnapshot {
  const result = snapshotForm.safeParse(input)
  if (!result.success) {
    const [issue] = result.error.issues
    throw unusable(`${issue?.path.join('.') || 'it'}: ${issue?.message}`)
  }
  const tables = result.data.store.tables as Tables
  // By the default settings: under others the demo may break a rule.
  const models = seededStore({ ...ctx, settings: defaultSettings }, 'demo').snapshot().tables as unknown as Tables
  for (const [name, rows] of Object.entries(tables)) {
    if (!Object.hasOwn(models, name)) throw unusable(`there is no table ${name}`)
    if (new Set(rows.map(row => row.id)).size < rows.length) throw unusable(`two rows of ${name} have the same id`)
    for (const row of rows) checkRow(name, row, models[name]?.[0] ?? {})
  }
  for (const reference of references) checkReference(tables, ...reference)
  checkSettings(result.data.settings, 'The snapshot')
  return result.data as unknown as InstanceSnapshot
}

function checkRow(table: string, row: Row, model: Row): void {
  for (const [field, value] of Object.entries({ ...model, ...row })) {
    const [given, wanted] = [kind(row[field]), field in model ? kind(model[field]) : conventionalKind(field, value)]
    if (given === 'nothing' || (wanted !== 'null' && given !== 'null' && given !== wanted)) throw unusable(`${field} of ${String(row.id)} in ${table} must be a ${wanted}, not ${given}`)
  }
}

function checkReference(tables: Tables, table: string, column: string, target: string): void {
  const known = new Set(tables[target]?.flatMap(row => [row.id, row.key]))
  const lost = tables[table]?.find(row => row[column] !== null && row[column] !== undefined && !known.has(row[column]))
  if (lost) throw unusable(`${column} of ${String(lost.id)} in ${table} leads nowhere: there is no ${String(lost[column])} in ${target}`)
}

/** Where a new store has no such row: times are numbers and metadata are objects, by the way they are named. */
function conventionalKind(field: string, value: unknown): string {
  return /[a-z]At$/.test(field) ? 'number' : /Metadata$/.test(field) ? 'object' : kind(value)
}

function kind(value: unknown): string {
  return value === undefined ? 'nothing' : value === null ? 'null' : Array.isArray(value) ? 'list' : typeof value
}

const unusable = (reason: string) => new InputError(`The snapshot can't be used: ${reason}.`)
