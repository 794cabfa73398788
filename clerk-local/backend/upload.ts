import type { Context as Call } from 'hono'
import { clerkError, missingParam } from '../core/errors.ts'
import { pictureOf } from '../domain/pictures.ts'

/** The picture in the form field `file`, as a data URL; refusals as in Clerk's error index. */
export async function uploadedImage(c: Call): Promise<string> {
  const form = await c.req.parseBody().catch(() => undefined)
  if (!form) throw clerkError(400, 'request_body_invalid', 'Request body invalid', 'The request body is invalid. Please consult the API documentation for more information.')
  const file = form.file
  if (!(file instanceof File)) throw missingParam('file')
  return pictureOf(file)
}
