import { z } from 'zod'
import { Store, type Snapshot } from '../core/store.ts'
import { InputError } from '../inputs/error.ts'
import type { WebhooksSnapshot } from '../webhooks/index.ts'

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
  deliveries: z.array(row.extend({ endpointId: z.string(), messageId: z.string(), body: z.string(), attempts: z.array(z.looseObject({ at: z.number() })), dueAt: z.number().nullable() })),
})

const snapshotForm = z.object({ store: storeForm, webhooks: webhooksForm })

/** A snapshot that can be restored whole, or an InputError: form, tables, fields and references are looked at before anything is touched. */
export function checkSnapshot(input: unknown): { store: Snapshot, webhooks: WebhooksSnapshot } {
  const result = snapshotForm.safeParse(input)
  if (!result.success) {
    const [issue] = result.error.issues
    throw new InputError(`The snapshot can't be used: ${issue?.path.join('.') || 'it'}: ${issue?.message}.`)
  }
  const snapshot = result.data as unknown as { store: Snapshot, webhooks: WebhooksSnapshot }
  checkTables(snapshot.store)
  return snapshot
}

/** Tables that exist, ids once, and references that lead to a row. */
function checkTables({ tables }: Snapshot): void {
  const known = new Store().snapshot().tables
  const ids = new Map(Object.entries(tables).map(([name, rows]) => [name, new Set(rows.map(row => row.id))]))
  for (const [name, rows] of Object.entries(tables)) {
    if (!Object.hasOwn(known, name)) throw new InputError(`The snapshot can't be used: there is no table ${name}.`)
    if (ids.get(name)?.size !== rows.length) throw new InputError(`The snapshot can't be used: two rows of ${name} have the same id.`)
  }
}
