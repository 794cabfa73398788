import { EventSourceParserStream } from 'eventsource-parser/stream'
import { waitFor } from './wait.ts'

/** One message of a stream; `data` parsed. */
export interface StreamMessage { event: string, id?: string, data: unknown }

/** An open event stream. */
export interface EventStreamClient {
  /** Everything so far. */
  messages: readonly StreamMessage[]
  /** What came, without the signs of life. */
  told: () => StreamMessage[]
  /** The first message of a kind, once it is there. */
  next: (event: string, timeout?: number) => Promise<StreamMessage>
  /** Whether the server has ended it. */
  ended: () => boolean
  close: () => void
}

/**
 * Reads server-sent events from a request.
 *
 * @param open - makes the request with the signal that ends it; must answer 200
 */
export async function openEventStream(open: (signal: AbortSignal) => Promise<Response>): Promise<EventStreamClient> {
  const stop = new AbortController()
  const response = await open(stop.signal)
  if (response.status !== 200 || !response.body) throw new Error(`The stream answered ${response.status}: ${await response.text()}`)
  const messages: StreamMessage[] = []
  let ended = false
  void (async () => {
    const reader = response.body!.pipeThrough(new TextDecoderStream()).pipeThrough(new EventSourceParserStream()).getReader()
    for (let { value } = await reader.read(); value; { value } = await reader.read()) messages.push({ event: value.event ?? '', id: value.id, data: JSON.parse(value.data) })
    ended = true
  })().catch(() => { ended = !stop.signal.aborted })
  return {
    messages,
    told: () => messages.filter(({ event }) => event !== 'heartbeat'),
    next: (event, timeout) => waitFor(`the event ${event}`, () => messages.find(message => message.event === event), timeout),
    ended: () => ended,
    close: () => stop.abort(),
  }
}
