// POST /api/webhooks/clerk
import { defineEventHandler, getRequestHeaders } from 'h3'
import { isDatabaseUnavailable } from '../../../db'
import { ingestWebhook } from '../../ingest'
import { readBytes } from '../../utils/body'
import { apiError, httpError } from '../../utils/errors'

/** Largest body that is read, in bytes. Clerk's events are a few kilobytes. */
const MAX_BYTES = 1_000_000

/** Takes what Clerk sends through Svix. 2xx only after the commit, so that an unacknowledged event comes again. */
export default defineEventHandler(async (event) => {
  const rawBody = await readBytes(event, MAX_BYTES)
  const { db, config } = event.context
  try {
    return await ingestWebhook({ db, secrets: config.webhookSecrets, keepPrivateMetadata: config.keepPrivateMetadata, log: console }, { headers: getRequestHeaders(event), rawBody })
  }
  catch (error) {
    throw isDatabaseUnavailable(error) ? apiError('database_unavailable', 'The database cannot take the event now. Send it again later.') : httpError(error)
  }
})
