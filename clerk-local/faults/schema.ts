import { z } from 'zod'

const use = {
  /** How often it strikes; until it is cleared when not given. */
  times: z.int().min(1).optional(),
  /** Of those that match; 1 when not given. Decided by the instance's random seed. */
  probability: z.number().min(0).max(1).optional(),
}
const ofDeliveries = {
  ...use,
  /** Event types; any when not given. */
  types: z.array(z.string()).optional(),
  /** Id of a webhook endpoint; any when not given. */
  endpoint: z.string().optional(),
}
const ofCalls = {
  ...use,
  api: z.enum(['backend', 'frontend']).optional(),
  /** Operation of the Backend API, such as `ListOrganizationMemberships`. */
  operation: z.string().optional(),
  method: z.enum(['GET', 'POST', 'PUT', 'PATCH', 'DELETE']).optional(),
  /** Path without `/v1`; `*` stands for anything, as in `/organizations/*`. */
  path: z.string().startsWith('/').optional(),
}

/** What can go wrong on purpose. Calls are those of the Backend API unless `api` says otherwise. */
export const faultInput = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('duplicate'), copies: z.int().min(2).max(100).default(2), ...ofDeliveries }),
  /** So many messages wait for each other, then go out in another order. */
  z.strictObject({ kind: z.literal('reorder'), window: z.int().min(2).max(1000).default(5), ...ofDeliveries }),
  z.strictObject({ kind: z.literal('delay'), ms: z.int().min(0), ...ofDeliveries }),
  z.strictObject({ kind: z.literal('drop'), ...ofDeliveries }),
  z.strictObject({ kind: z.literal('rate_limit'), seconds: z.int().min(1).default(1), ...ofCalls }),
  z.strictObject({ kind: z.literal('error'), status: z.int().min(500).max(599).default(500), ...ofCalls }),
  /** Without `ms` until it is released. */
  z.strictObject({ kind: z.literal('hang'), ms: z.int().min(0).optional(), ...ofCalls }),
  /** A list with fewer rows than its total says. */
  z.strictObject({ kind: z.literal('fewer_rows'), rows: z.int().min(0).default(0), ...ofCalls }),
  /** Half of the JSON text. */
  z.strictObject({ kind: z.literal('cut_body'), ...ofCalls }),
  /** Session tokens that live so many seconds; 0 has expired already. */
  z.strictObject({ kind: z.literal('short_token'), seconds: z.int().min(0), ...use }),
])

export type FaultInput = z.input<typeof faultInput>

/** A fault that waits for its chance. */
export type Fault = z.output<typeof faultInput> & {
  id: string
  /** How often it still strikes; null is until it is cleared. */
  left: number | null
  /** How often it struck. */
  struck: number
}

export type FaultOf<Kind extends Fault['kind']> = Extract<Fault, { kind: Kind }>
