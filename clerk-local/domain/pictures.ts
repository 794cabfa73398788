import { clerkError } from '../core/errors.ts'

const maxBytes = 10 * 1024 * 1024

/** An uploaded picture as a data URL, after the checks of type and size both APIs share; refusals as in Clerk's error index. */
export async function pictureOf(file: Blob): Promise<string> {
  if (file.size > maxBytes) throw clerkError(413, 'image_too_large', 'Image too large', 'The image being uploaded is more than 10MB. Please choose a smaller one.')
  // No svg: it can hold scripts.
  if (!/^image\/(png|jpe?g|gif|webp)$/.test(file.type)) throw notSupported()
  return `data:${file.type};base64,${Buffer.from(await file.arrayBuffer()).toString('base64')}`
}

/** The same for a picture sent as text: a base64 data URL, or base64 alone, which is a png. */
export async function pictureOfText(text: string): Promise<string> {
  const [, type, data = ''] = /^data:([^;,]*);base64,(.*)$/s.exec(text) ?? ['', 'image/png', text]
  if (!/^[\w+/\s-]+={0,2}$/.test(data)) throw notSupported()
  return pictureOf(new Blob([Buffer.from(data, 'base64')], { type }))
}

const notSupported = () => clerkError(400, 'image_type_not_supported', 'Image type not supported', 'The image type is not supported. Please use png, jpeg, gif or webp.')
