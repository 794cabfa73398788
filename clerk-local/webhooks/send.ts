import { Webhook } from 'svix'
import type { Attempt, Delivery, WebhookEndpoint } from './types.ts'

const excerptLength = 1000

/** Signatures of every valid secret, separated by spaces as Svix does during rotation (facts §G). */
function signatures(endpoint: WebhookEndpoint, messageId: string, at: Date, body: string): string {
  return endpoint.secrets
    .filter(secret => secret.expiresAt === null || secret.expiresAt > at.getTime())
    .map(secret => new Webhook(secret.key).sign(messageId, at, body))
    .join(' ')
}

/** Makes one attempt. Only 2xx in time counts; a redirect is not followed (facts §G). */
export async function send(endpoint: WebhookEndpoint, delivery: Delivery, trigger: Attempt['trigger'], timeoutMs: number, closing: AbortSignal): Promise<Attempt> {
  const at = new Date()
  const start = performance.now()
  const attempt = (status: number | null, response: string, error: string | null): Attempt =>
    ({ at: at.getTime(), trigger, status, durationMs: Math.round(performance.now() - start), response, error })
  const timeout = AbortSignal.timeout(timeoutMs)
  try {
    const response = await fetch(endpoint.url, {
      method: 'POST',
      redirect: 'manual',
      headers: {
        'content-type': 'application/json',
        'user-agent': 'Svix-Webhooks/1.0 (clerk-local)',
        'svix-id': delivery.messageId,
        'svix-timestamp': String(Math.floor(at.getTime() / 1000)),
        'svix-signature': signatures(endpoint, delivery.messageId, at, delivery.body),
      },
      body: delivery.body,
      signal: AbortSignal.any([timeout, closing]),
    })
    const error = response.ok ? null : response.status >= 300 && response.status < 400 ? 'Answered with a redirect, which counts as a failure.' : `Answered ${response.status}.`
    return attempt(response.status, await excerpt(response), error)
  }
  catch (error) {
    return attempt(null, '', timeout.aborted ? `No answer within ${timeoutMs / 1000} s.` : describe(error))
  }
}

/** Whether the receiver took the message. */
export function accepted(attempt: Attempt): boolean {
  return attempt.error === null
}

async function excerpt(response: Response): Promise<string> {
  const reader = response.body?.getReader()
  if (!reader) return ''
  const decoder = new TextDecoder()
  let text = ''
  for (;;) {
    const { done, value } = await reader.read()
    if (done) return text
    text += decoder.decode(value, { stream: true })
    if (text.length > excerptLength) {
      await reader.cancel()
      return `${text.slice(0, excerptLength)}…`
    }
  }
}

/** `fetch failed` hides the reason in its cause. */
function describe(error: unknown): string {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error
  return cause instanceof Error ? cause.message || String((cause as NodeJS.ErrnoException).code ?? cause.name) : String(cause)
}
