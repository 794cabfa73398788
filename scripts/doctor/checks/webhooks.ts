import { isSet } from '../../lib/clerk-env.ts'
import type { Check } from '../finding.ts'

const where = 'Webhooks'
/** What Svix allows between two clocks, in ms. */
const SKEW = 300_000

/** Whether the mirror hears of what happens. */
export const webhooks: Check[] = [
  {
    id: 'webhook_secret_missing',
    look: ({ env }) => isSet(env, 'NUXT_CLERK_WEBHOOK_SIGNING_SECRET')
      ? []
      : [{ level: 'error', cause: 'Webhooks can’t be checked and are refused; the mirror fills on first use only.', proof: 'NUXT_CLERK_WEBHOOK_SIGNING_SECRET is not set.', fix: 'Add the endpoint <your app>/api/webhooks/clerk and set its signing secret.', where }],
  },
  {
    id: 'webhook_secret_malformed',
    look: ({ env }) => isSet(env, 'NUXT_CLERK_WEBHOOK_SIGNING_SECRET') && !env.NUXT_CLERK_WEBHOOK_SIGNING_SECRET!.trim().split(/[\s,]+/).every(secret => /^whsec_[A-Za-z0-9+/=_-]{16,}$/.test(secret))
      ? [{ level: 'error', cause: 'Every webhook is refused.', proof: 'NUXT_CLERK_WEBHOOK_SIGNING_SECRET is not whsec_… as Svix makes it.', fix: 'Copy the endpoint’s signing secret again, whole.', where }]
      : [],
  },
  {
    id: 'webhooks_never_came',
    look: ({ mirror, instance }) => mirror && !mirror.lastEvent && instance?.used
      ? [{ level: 'warning', cause: 'The endpoint was never called.', proof: 'The inbox is empty, and people have signed in.', fix: 'Look at the endpoint’s address and its delivery log. From Clerk’s cloud, localhost needs a tunnel.', where }]
      : [],
  },
  {
    id: 'clock_off',
    look: ({ instance }) => instance && Math.abs(instance.skew) > SKEW
      ? [{ level: 'error', cause: 'Webhooks count as too old, and fresh session tokens as not yet valid.', proof: `This machine’s clock is ${Math.round(Math.abs(instance.skew) / 60_000)} minutes ${instance.skew > 0 ? 'behind' : 'ahead of'} Clerk’s.`, fix: 'Set the clock, and keep it by NTP.' }]
      : [],
  },
  {
    id: 'events_in_quarantine',
    look: ({ mirror }) => mirror?.events.quarantined
      ? [{ level: 'warning', cause: 'Clerk sent what this version can’t use.', proof: `${mirror.events.quarantined} events are in quarantine.`, fix: 'npm run mirror:status says why; after an update, npm run mirror:replay -- --all.' }]
      : [],
  },
  {
    id: 'listeners_gave_up',
    look: ({ mirror }) => mirror?.listeners.givenUp
      ? [{ level: 'warning', cause: 'A webhook listener failed for a day.', proof: `${mirror.listeners.givenUp} tasks were given up.`, fix: 'Mend the listener, then npm run mirror:replay -- --listeners.' }]
      : [],
  },
  {
    id: 'mirror_behind',
    look: ({ mirror, instance }) => mirror && instance?.used && mirror.organizations < instance.organizations
      ? [{ level: 'warning', cause: 'The mirror doesn’t have every organization. They fill when first opened, and lists of them are short until then.', proof: `It has ${mirror.organizations} of ${instance.organizations}.`, fix: 'npm run mirror:reconcile' }]
      : [],
  },
]
