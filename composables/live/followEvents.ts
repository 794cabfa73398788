import { EventSourceParserStream, type EventSourceMessage } from 'eventsource-parser/stream'

/** The server gives a sign of life every 15 s; a stream that is silent for this long is dead, in ms. */
const SILENCE = 45_000
/** Longest pause before connecting again, in ms. */
const MAX_PAUSE = 30_000

/** How to follow server-sent events. */
interface Following {
  /** Makes the request; rejects with a `status` when it is refused. */
  open: (signal: AbortSignal) => Promise<ReadableStream<BufferSource>>
  onMessage: (message: EventSourceMessage) => void
  signal: AbortSignal
}

/** Reads one stream to its end, or until it falls silent. */
async function listen({ open, onMessage, signal }: Following): Promise<void> {
  const dead = new AbortController()
  let timer = setTimeout(() => dead.abort(), SILENCE)
  try {
    const body = await open(AbortSignal.any([signal, dead.signal]))
    const reader = body.pipeThrough(new TextDecoderStream()).pipeThrough(new EventSourceParserStream()).getReader()
    for (let { value, done } = await reader.read(); !done && value; { value, done } = await reader.read()) {
      clearTimeout(timer)
      timer = setTimeout(() => dead.abort(), SILENCE)
      onMessage(value)
    }
  }
  finally { clearTimeout(timer) }
}

/**
 * Follows server-sent events, connecting again whenever a stream ends. The browser's EventSource can't send a token.
 *
 * @returns when the signal says stop (`stopped`), or the server answers 403 or 404 (`refused`)
 */
export async function followEvents(following: Following): Promise<'stopped' | 'refused'> {
  for (let failures = 0; !following.signal.aborted;) {
    try {
      await listen(following)
      failures = 0
    }
    catch (error) {
      if (!following.signal.aborted && [403, 404].includes((error as { status?: number }).status ?? 0)) return 'refused'
      failures++
    }
    // Not everybody at once, after a restart of the server.
    await new Promise(resolve => setTimeout(resolve, Math.min(MAX_PAUSE, 1000 * 2 ** failures) * (0.5 + Math.random() / 2)))
  }
  return 'stopped'
}
