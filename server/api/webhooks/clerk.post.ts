// POST /api/webhooks/clerk
import { defineEventHandler, getRequestHeader, getRequestHeaders, setResponseHeader, type H3Event } from 'h3'
import { isDatabaseUnavailable } from '../../../db'
import { ingestWebhook } from '../../ingest'
import { apiError, httpError } from '../../utils/errors'

/** Largest body that is read, in bytes. Clerk's events are a few kilobytes. */
const MAX_BYTES = 1_000_000

function tooLarge(event: H3Event) {
  setResponseHeader(event, 'Connection', 'close')
  return apiError('payload_too_large', 'The event is larger than 1 MB.')
}

/** The body's bytes. Stops at the limit, so that an endless stream costs no memory. */
async function readBytes(event: H3Event): Promise<Buffer> {
  if (Number(getRequestHeader(event, 'content-length') ?? 0) > MAX_BYTES) throw tooLarge(event)
  const chunks: Buffer[] = []
  let size = 0
  // Not destroyed on leaving early: the answer goes out on the same socket.
  for await (const chunk of event.node.req.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    size += chunk.length
    if (size > MAX_BYTES) throw tooLarge(event)
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

/** Takes what Clerk sends through Svix. 2xx only after the commit, so that an unacknowledged event comes again. */
export default defineEventHandler(async (event) => {
  const rawBody = await readBytes(event)
  const { db, config } = event.context
  try {
    return await ingestWebhook({ db, secrets: config.webhookSecrets, log: console }, { headers: getRequestHeaders(event), rawBody })
  }
  catch (error) {
    throw isDatabaseUnavailable(error) ? apiError('database_unavailable', 'The database cannot take the event now. Send it again later.') : httpError(error)
  }
})
