import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { setResponseHeaders, type H3Event } from 'h3'
import { apiError } from './errors'

/** Streams one person may have open in this process: tabs in sight, on several devices. */
const MAX_STREAMS = 20

interface Message { event: string, id?: string, data?: unknown }

/** Every open stream, with whose it is. */
const streams = new Map<AbortController, string>()

async function* encode(messages: AsyncIterable<Message>) {
  // Without data an EventSource tells nobody.
  try {
    for await (const { event, id, data = {} } of messages) yield `${id ? `id: ${id}\n` : ''}event: ${event}\ndata: ${JSON.stringify(data)}\n\n`
  }
  catch (error) { console.error('[events]', error) }
}

/**
 * Answers with server-sent events, until there are no more or the client is gone.
 *
 * Not h3's `createEventStream`, which writes on however slowly the client reads. Here the next message is made when the
 * last one is on its way, so a slow client costs one message, and is cut off at the deadline.
 *
 * @param owner - whose stream it is: 429 when they have too many
 * @param deadline - in ms; later than the messages end by themselves
 * @param messages - stops at the signal: client gone, or the server shutting down
 */
export async function sendEvents(event: H3Event, owner: string, deadline: number, messages: (signal: AbortSignal) => AsyncIterable<Message>): Promise<void> {
  if ([...streams.values()].filter(other => other === owner).length >= MAX_STREAMS)
    throw apiError('rate_limited', 'Too many pages are open at once. Close some of them.', { retryAfter: 30 })
  const { res } = event.node
  const stop = new AbortController()
  streams.set(stop, owner)
  res.once('close', () => stop.abort())
  setResponseHeaders(event, { 'Content-Type': 'text/event-stream', 'Cache-Control': 'private, no-store, no-transform', 'X-Accel-Buffering': 'no' })
  res.flushHeaders()
  // It rejects when the client has gone, or was too slow.
  await pipeline(Readable.from(encode(messages(stop.signal))), res, { signal: AbortSignal.timeout(deadline) }).catch(() => undefined)
  stop.abort()
  streams.delete(stop)
}

/** Ends every open stream; clients come back, to this process or another one. */
export const endEventStreams = (): void => streams.forEach((_, stop) => stop.abort())

/** How many streams are open in this process. */
export const openStreams = (): number => streams.size
