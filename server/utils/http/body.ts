import { getRequestHeader, setResponseHeader, type H3Event } from 'h3'
import { apiError } from './errors'

/**
 * The body's bytes. Stops at the limit, so that an endless stream costs no memory.
 *
 * @throws 413 payload_too_large; 400 bad_request for a body that was cut off
 */
export async function readBytes(event: H3Event, limit: number): Promise<Buffer<ArrayBuffer>> {
  const tooLarge = () => {
    // What is still on its way is not read any more, so nothing can follow on this connection.
    setResponseHeader(event, 'Connection', 'close')
    return apiError('payload_too_large', 'The body is too large.')
  }
  if (Number(getRequestHeader(event, 'content-length') ?? 0) > limit) throw tooLarge()
  const chunks: Buffer[] = []
  let size = 0
  try {
    // Not destroyed on leaving early: the answer goes out on the same socket.
    for await (const chunk of event.node.req.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
      size += chunk.length
      if (size > limit) break
      chunks.push(chunk)
    }
  }
  catch { throw apiError('bad_request', 'The body ended before it was complete.') }
  if (size > limit) throw tooLarge()
  return Buffer.concat(chunks)
}
