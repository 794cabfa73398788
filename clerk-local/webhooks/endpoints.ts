import { createHash, randomBytes } from 'node:crypto'
import { svixHour } from './schedule.ts'
import type { EndpointInput, WebhookEndpoint } from './types.ts'

/** How long the old secret still signs after a rotation (Svix: 24 h). */
const rotationOverlap = 24 * svixHour

/** Where webhooks go, each place with its own secrets and event types. */
export class Endpoints {
  private list: WebhookEndpoint[] = []
  private readonly options: { secret: string, speed: number }

  /** `secret` signs for endpoints that bring none. */
  constructor(options: { secret: string, speed: number }) {
    this.options = options
  }

  all(): WebhookEndpoint[] {
    return this.list
  }

  get(id: string): WebhookEndpoint | undefined {
    return this.list.find(endpoint => endpoint.id === id)
  }

  /** Replaces the list; an endpoint whose URL stays keeps its id and secrets. */
  set(inputs: EndpointInput[]): void {
    const known = this.list
    this.list = inputs.map(({ url, secret, types = [] }, place) => {
      const id = endpointId(url, inputs.slice(0, place).filter(other => other.url === url).length)
      const old = known.find(endpoint => endpoint.id === id)
      const secrets = secret || !old ? [{ key: secret ?? this.options.secret, expiresAt: null }] : old.secrets
      return { id, url, secrets, types, failingSince: null, disabled: false }
    })
  }

  /** A new secret signs first, the old one along with it for a day. */
  rotate(id: string, key = `whsec_${randomBytes(24).toString('base64')}`): WebhookEndpoint {
    const endpoint = this.get(id)
    if (!endpoint) throw new Error(`No webhook endpoint ${id}`)
    const expiresAt = Date.now() + rotationOverlap / this.options.speed
    endpoint.secrets = [{ key, expiresAt: null }, ...endpoint.secrets.map(old => ({ ...old, expiresAt: old.expiresAt ?? expiresAt }))]
    return endpoint
  }

  /**
   * Saved ones where none is configured. A rotation of the configured secret goes on, and a secret that was never there
   * before wins over the saved ones.
   */
  restore(saved: WebhookEndpoint[]): void {
    if (!this.list.length) this.list = saved
    for (const endpoint of this.list) {
      const old = saved.find(old => old.id === endpoint.id && old.secrets.some(({ key }) => endpoint.secrets.some(secret => secret.key === key)))
      endpoint.secrets = old?.secrets ?? endpoint.secrets
    }
  }

  /** Each starts afresh, so that a mended receiver gets its messages. */
  enable(): void {
    for (const endpoint of this.list) Object.assign(endpoint, { failingSince: null, disabled: false })
  }
}

/** The same for the same URL, so that pending deliveries find their endpoint after a restart; `earlier` ones of the URL make it another. */
function endpointId(url: string, earlier: number): string {
  return `ep_${createHash('sha256').update(earlier ? `${url} ${earlier}` : url).digest('hex').slice(0, 24)}`
}
