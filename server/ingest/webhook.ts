import { Webhook } from 'svix'
import { eraseTraces, findErased, isDatabaseUnavailable, putWebhookTask, storeWebhookEvent, type Database, type WebhookEventRow, type WebhookOutcome } from '../../db'
import { AppError } from '../../shared/errors'
import { applyChanges } from './project/apply'
import { projectEvent } from './project/events'
import type { Change } from './project/project'
import { redact, subjectOf } from './project/redact'
import { eventSchema, type ClerkEvent } from './project/resources'

/** What ingestion needs. `secrets`: the signing secret, and the old one beside it while it is being rotated. */
export interface WebhookDeps {
  db: Database
  secrets: readonly string[]
  /** Whether stored events keep `private_metadata`; false unless told. */
  keepPrivateMetadata?: boolean
  /** Names of those who have something to do about events of a type; nobody unless told. */
  listenersOf?: (type: string) => readonly string[]
  /** Told of each delivery that was stored or known, after the commit. */
  told?: (delivered: Delivered) => void
}

/** What may be said of a delivery. `eventTime` in ms. */
export interface Delivered { svixId: string, type: string, eventTime: number | null, outcome: WebhookOutcome | 'duplicate' }

/** A delivery as it came. The signature covers the body's bytes: parsing and writing them again would break it. */
export interface WebhookDelivery {
  headers: Readonly<Record<string, string | undefined>>
  rawBody: string | Buffer
}

/**
 * Checks that Clerk signed the delivery, and not longer ago than five minutes.
 *
 * @returns the delivery's `svix-id`
 * @throws AppError webhook_secret_missing | bad_signature
 */
function verify(headers: WebhookDelivery['headers'], body: string, secrets: readonly string[]): string {
  const id = headers['svix-id'] ?? '', timestamp = headers['svix-timestamp'] ?? '', signature = headers['svix-signature'] ?? ''
  if (!secrets.length) throw new AppError('webhook_secret_missing', 'Webhooks cannot be checked: NUXT_CLERK_WEBHOOK_SIGNING_SECRET is not set.')
  if (!/^[\w.-]{1,255}$/.test(id) || !timestamp || !signature) throw new AppError('bad_signature', 'The Svix headers are missing or malformed.')
  const signed = secrets.some((secret) => {
    const webhook = verifier(secret)
    try { webhook.verify(body, { 'svix-id': id, 'svix-timestamp': timestamp, 'svix-signature': signature }) }
    catch { return false }
    return true
  })
  if (!signed) throw new AppError('bad_signature', 'The signature does not match, or is too old.')
  return id
}

/** One for each secret: decoding it costs as much as some events. */
const verifiers = new Map<string, Webhook>()

function verifier(secret: string): Webhook {
  try {
    const webhook = verifiers.get(secret) ?? new Webhook(secret)
    verifiers.set(secret, webhook)
    return webhook
  }
  catch { throw new AppError('webhook_secret_missing', 'Webhooks cannot be checked: NUXT_CLERK_WEBHOOK_SIGNING_SECRET is not a Svix secret (whsec_…).') }
}

interface Reading extends ReturnType<typeof subjectOf> {
  event?: ClerkEvent
  changes?: Change[]
  /** What the inbox keeps: nothing of what cannot be read, because nobody knows what it holds. */
  payload: string
  error?: string
}

/** Reads a signed body. What cannot be used is an error to keep, not to throw: sending it again would not help. */
function read(body: string, keepPrivateMetadata: boolean): Reading {
  let reading: Reading = { payload: '', userId: null, invitationId: null, error: `The body cannot be read as JSON (${body.length} characters).` }
  let event: ClerkEvent | undefined
  try {
    const json: unknown = JSON.parse(body)
    redact(json, keepPrivateMetadata)
    reading = { ...subjectOf(json), payload: JSON.stringify(json) }
    event = eventSchema.parse(json)
    return { ...reading, event, changes: projectEvent(event) }
  }
  catch (error) { return { ...reading, event, error: reading.error ?? String(error) } }
}

/**
 * Takes one webhook delivery: verifies it, and stores it with its effect in one transaction.
 *
 * Resolves after the commit. A repeated `svix-id` has no second effect. A signed delivery that cannot be used is
 * quarantined with the reason, so that one poisonous event cannot get the endpoint disabled.
 *
 * @throws AppError webhook_secret_missing | bad_signature; what `isDatabaseUnavailable` knows, so that Svix tries again
 */
export async function ingestWebhook({ db, secrets, keepPrivateMetadata = false, listenersOf = () => [], told }: WebhookDeps, delivery: WebhookDelivery): Promise<{ outcome: WebhookOutcome | 'duplicate' }> {
  const body = delivery.rawBody.toString()
  const svixId = verify(delivery.headers, body, secrets)
  const { event, changes, payload, userId, invitationId, error } = read(body, keepPrivateMetadata)

  const store = async (outcome: WebhookOutcome, reason: string | null, effect: readonly Change[]) => {
    const row: WebhookEventRow = {
      svixId, payload, outcome, error: reason, attempts: 1,
      type: event?.type ?? 'unknown', eventTime: event?.timestamp ?? null, receivedAt: Date.now(), userId, invitationId,
    }
    const result = await db.write(async (tx) => {
      if (!await storeWebhookEvent(tx, row)) return { outcome: 'duplicate' as const }
      await applyChanges(tx, effect)
      if (outcome !== 'quarantined') for (const listener of listenersOf(row.type)) await putWebhookTask(tx, svixId, listener)
      const erased = await findErased(tx, { userId, invitationId })
      if (erased) await eraseTraces(tx, erased)
      return { outcome }
    })
    told?.({ svixId, type: row.type, eventTime: row.eventTime, ...result })
    return result
  }

  if (error !== undefined) return store('quarantined', error, [])
  try { return await store(changes ? 'applied' : 'ignored', null, changes ?? []) }
  catch (cause) {
    if (isDatabaseUnavailable(cause)) throw cause
    return store('quarantined', String(cause), [])
  }
}
