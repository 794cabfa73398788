// POST /api/webhooks/clerk
import { defineEventHandler, getRequestHeaders } from 'h3'
import { isDatabaseUnavailable } from '../../../db'
import { ingestWebhook } from '../../ingest'
import { readBytes } from '../../utils/http/body'
import { deliveryLog } from '../../utils/http/delivery-log'
import { apiError, httpError } from '../../utils/http/errors'

/** Largest body that is read, in bytes. Clerk's events are a few kilobytes. */
const MAX_BYTES = 1_000_000

/** Takes what Clerk sends through Svix. 2xx only after the commit, so that an unacknowledged event comes again. */
export default defineEventHandler(async (event) => {
  const delivery = deliveryLog()
  const rawBody = await readBytes(event, MAX_BYTES)
  const { db, config } = event.context
  try {
    const { webhookSecrets: secrets, keepPrivateMetadata, listenersOf } = config
    return await ingestWebhook({ db, secrets, keepPrivateMetadata, listenersOf, told: delivery.told }, { headers: getRequestHeaders(event), rawBody })
  }
  catch (error) {
    delivery.failed()
    throw isDatabaseUnavailable(error) ? apiError('database_unavailable', 'The database cannot take the event now. Send it again later.') : httpError(error)
  }
})
