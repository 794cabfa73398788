import { randomBytes } from 'node:crypto'
import { Agent, request } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import { Webhook } from 'svix'

/** One webhook as Svix sends it; the signature is good for five minutes. */
export interface Shot { id: string, body: string, headers: Record<string, string> }

/** What came back; status 0 where no answer did. `ms` is the time until its last byte. */
export interface Answer { shot: Shot, status: number, ms: number }

/** Signs a body as Svix does. */
export function shotOf(secret: string, body: string, id = `msg_${randomBytes(16).toString('hex')}`, at = new Date()): Shot {
  const headers = {
    'content-type': 'application/json',
    'svix-id': id,
    'svix-timestamp': String(Math.floor(at.getTime() / 1000)),
    'svix-signature': new Webhook(secret).sign(id, at, body),
  }
  return { id, body, headers }
}

/** Sends webhooks to an app over a number of connections that stay open. */
export class Battery {
  private readonly url: string
  private readonly connections: number
  private readonly agent: Agent
  /** How many answers have come so far. */
  answered = 0

  constructor(appUrl: string, connections: number) {
    this.url = `${appUrl}/api/webhooks/clerk`
    this.connections = connections
    // In turn, because a server closes a connection that is idle for seconds, perhaps in the moment when it is used again.
    this.agent = new Agent({ keepAlive: true, maxSockets: connections, scheduling: 'fifo' })
  }

  /**
   * Never rejects: a connection that breaks is an answer with status 0.
   *
   * @param begin - since when the answer is waited for
   */
  send(shot: Shot, begin = performance.now()): Promise<Answer> {
    return new Promise((resolve) => {
      const end = (status: number) => {
        if (status) this.answered++
        resolve({ shot, status, ms: performance.now() - begin })
      }
      request(this.url, { method: 'POST', agent: this.agent, headers: { ...shot.headers, 'content-length': Buffer.byteLength(shot.body) } }, response =>
        void response.on('error', () => end(0)).on('close', () => end(response.complete ? response.statusCode ?? 0 : 0)).resume(),
      ).on('error', () => end(0)).end(shot.body)
    })
  }

  /** Every connection sends its next one as soon as it has an answer. */
  async all(shots: readonly Shot[]): Promise<Answer[]> {
    const answers: Answer[] = []
    let next = 0
    await Promise.all(Array.from({ length: this.connections }, async () => {
      for (let shot = shots[next++]; shot; shot = shots[next++]) answers.push(await this.send(shot))
    }))
    return answers
  }

  /** So many a second, whether or not earlier ones were answered. Waiting counts from when each was due. */
  async atRate(shots: readonly Shot[], perSecond: number): Promise<Answer[]> {
    const begin = performance.now()
    const answers: Promise<Answer>[] = []
    for (const shot of shots) {
      const due = begin + answers.length * 1000 / perSecond, early = due - performance.now()
      if (early > 1) await sleep(early)
      answers.push(this.send(shot, due))
    }
    return Promise.all(answers)
  }

  close(): void {
    this.agent.destroy()
  }
}

/** The value below which a share of the values lies. */
export const percentile = (values: readonly number[], share: number): number => values.toSorted((a, b) => a - b)[Math.ceil(values.length * share) - 1] ?? NaN

/** How many answers there are of each status. */
export function statuses(answers: readonly Answer[]): Record<number, number> {
  const counts: Record<number, number> = {}
  for (const { status } of answers) counts[status] = (counts[status] ?? 0) + 1
  return counts
}
