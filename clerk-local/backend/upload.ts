import type { Context as Call } from 'hono'
import { clerkError, missingParam } from '../core/errors.ts'

const maxBytes = 10 * 1024 * 1024

/** The picture in the form field `file`, as a data URL; refusals as in Clerk's error index. */
export async function uploadedImage(c: Call): Promise<string> {
  const form = await c.req.parseBody().catch(() => undefined)
  if (!form) throw clerkError(400, 'request_body_invalid', 'Request body invalid', 'The request body is invalid. Please consult the API documentation for more information.')
  const file = form.file
  if (!(file instanceof File)) throw missingParam('file')
  if (file.size > maxBytes) throw clerkError(413, 'image_too_large', 'Image too large', 'The image being uploaded is more than 10MB. Please choose a smaller one.')
  if (!/^image\/(png|jpe?g|gif|webp|svg\+xml)$/.test(file.type)) throw clerkError(400, 'image_type_not_supported', 'Image type not supported', 'The image type is not supported. Please use png, jpeg, gif or webp.')
  return `data:${file.type};base64,${Buffer.from(await file.arrayBuffer()).toString('base64')}`
}
