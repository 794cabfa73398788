import { markRows, type InvitationRow } from '#shared/invitation-rows'
import type { InvitationOutcome } from '#shared/schemas/invitation'
import { MAX_BULK } from '#shared/values'

/** A row on its way: waiting, sent, or refused with the words for why. */
export interface BulkRow extends InvitationRow { state: 'waiting' | 'sent' | 'refused', words?: string }

/** What is left of a list when its page is opened again; for this browser only. */
const storageKey = (orgId: string) => `bulk-invitations:${orgId}`

/**
 * Sends a list of invitations in parts, within Clerk's limits. What is not sent yet survives a reload.
 *
 * @param send - invites ten at most, and says what became of each
 * @returns `rows`; `prepare(rows, known, free)` marks them; `start()` sends the waiting ones, `pause()` stops after the part under
 *   way, `clear()` forgets them; `running`; `sent` and `total` of those that can be sent; `retryAt` (ms since 1970) when Clerk takes no more for now;
 *   `failure`, what stopped it
 */
export function useBulkInvitations(orgId: string, send: (invitations: { emailAddress: string, role: string }[]) => Promise<InvitationOutcome[]>) {
  const rows = ref<BulkRow[]>([])
  const running = ref(false)
  const retryAt = ref<number>()
  const failure = ref<unknown>()
  const key = storageKey(orgId)

  const save = () => rows.value.some(({ state }) => state === 'waiting') ? localStorage.setItem(key, JSON.stringify(rows.value)) : localStorage.removeItem(key)
  onMounted(() => {
    try { rows.value = JSON.parse(localStorage.getItem(key) ?? '[]') as BulkRow[] }
    catch { localStorage.removeItem(key) }
  })
  onBeforeUnmount(() => running.value = false)

  function prepare(list: readonly InvitationRow[], known: Parameters<typeof markRows>[1], free: number | null) {
    rows.value = markRows(list, known, free).map(row => ({ ...row, state: row.problem ? 'refused' : 'waiting' }))
  }

  function settle({ emailAddress, ...outcome }: InvitationOutcome) {
    const row = rows.value.find(one => one.emailAddress === emailAddress && one.state === 'waiting')
    if (!row) return
    if ('invitation' in outcome) row.state = 'sent'
    else if (outcome.refused.code === 'rate_limited') retryAt.value = Date.now() + (outcome.refused.retryAfter ?? 60) * 1000
    else Object.assign(row, { state: 'refused', words: wordsOf({ data: outcome.refused }) })
  }

  async function start() {
    [running.value, retryAt.value, failure.value] = [true, undefined, undefined]
    try {
      while (running.value && retryAt.value === undefined) {
        const part = rows.value.filter(({ state }) => state === 'waiting').slice(0, MAX_BULK)
        if (!part.length) break
        const outcomes = await send(part.map(({ emailAddress, role }) => ({ emailAddress, role })))
        outcomes.forEach(settle)
        save()
      }
    }
    catch (error) {
      const { code, retryAfter } = errorDataOf(error) ?? {}
      if (code === 'rate_limited') retryAt.value = Date.now() + (retryAfter ?? 60) * 1000
      else failure.value = error
      save()
    }
    running.value = false
  }

  function clear() {
    rows.value = []
    save()
  }

  const total = computed(() => rows.value.filter(({ problem }) => !problem).length)
  const sent = computed(() => rows.value.filter(({ state, problem }) => !problem && state !== 'waiting').length)
  return { rows, running, retryAt, failure, total, sent, prepare, start, pause: () => { running.value = false }, clear }
}
