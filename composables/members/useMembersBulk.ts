import type { Member, MemberOutcome } from '#shared/schemas/member'
import { MAX_BULK_MEMBERS } from '#shared/values'

/** Wait when the answer doesn't say how long, in s. */
const PATIENCE = 60

/**
 * Which of the shown members are chosen, and an act on all of them, in parts within Clerk's limits.
 *
 * @param members - those that are shown
 * @param act - acts on ten at most; `role` is null to remove
 * @returns `chosenIds` and `chosen`; `run(role)`, which resolves to how many were changed and rejects with what stopped it;
 *   `progress` while it runs, `waiting` while Clerk takes no more; `refused`, with the words for why. Those refused stay chosen
 */
export function useMembersBulk(members: Ref<Member[]>, act: (some: Member[], role: RoleChoice | null) => Promise<MemberOutcome[]>) {
  const chosenIds = ref<string[]>([])
  const chosen = computed(() => {
    const ids = new Set(chosenIds.value)
    return members.value.filter(({ userId }) => ids.has(userId))
  })
  const progress = ref<{ done: number, total: number }>()
  const waiting = ref(false)
  const refused = ref<{ member: Member, words: string }[]>([])
  let gone = false
  onBeforeUnmount(() => gone = true)

  async function pause(seconds = PATIENCE) {
    waiting.value = true
    await new Promise(resolve => setTimeout(resolve, seconds * 1000))
    waiting.value = false
  }

  async function run(role: RoleChoice | null): Promise<number> {
    let left = chosen.value
    const total = left.length
    refused.value = []
    try {
      while (left.length && !gone) {
        progress.value = { done: total - left.length, total }
        const part = left.slice(0, MAX_BULK_MEMBERS)
        const outcomes = await act(part, role).catch((error: unknown): MemberOutcome[] => {
          const { code, retryAfter } = errorDataOf(error) ?? {}
          if (code !== 'rate_limited') throw error
          return part.map(({ userId }) => ({ userId, refused: { code, message: '', retryAfter } }))
        })
        const settled = new Set<string>()
        let wait: number | undefined
        for (const outcome of outcomes) {
          const refusal = 'refused' in outcome ? outcome.refused : undefined
          if (refusal?.code === 'rate_limited') {
            wait = refusal.retryAfter ?? PATIENCE
            continue
          }
          settled.add(outcome.userId)
          const member = part.find(({ userId }) => userId === outcome.userId)
          if (refusal && member) refused.value.push({ member, words: wordsOf({ data: refusal }) })
        }
        left = left.filter(({ userId }) => !settled.has(userId))
        if (wait !== undefined && left.length) await pause(wait)
      }
      return total - left.length - refused.value.length
    }
    finally {
      progress.value = undefined
      chosenIds.value = [...refused.value.map(({ member }) => member.userId), ...left.map(({ userId }) => userId)]
    }
  }

  return { chosenIds, chosen, progress, waiting, refused, run }
}
