import { changedOrganizations } from './queries/changes'
import type { Source } from './types'

/** How often the file is looked at for what another process has committed, in ms. */
const POLL = 1_000

/**
 * Wakes who follows an organization when changes of it are committed: at once for this process's own commits, within a
 * second for those of another process on the same file.
 */
export function createFeed(source: Source) {
  const followers = new Map<string, Set<() => void>>()
  let polling: NodeJS.Timeout | undefined
  let position = 0

  async function check() {
    if (!followers.size) return
    const changed = await changedOrganizations(source, position)
    position = changed.position
    for (const id of changed.organizationIds) followers.get(id)?.forEach(wake => wake())
  }
  // A database that cannot answer now is asked again at the next commit or poll.
  const look = () => void check().catch(() => undefined)

  return {
    look,
    /** @returns ends it */
    follow(orgId: string, wake: () => void): () => void {
      const group = followers.get(orgId) ?? new Set()
      followers.set(orgId, group.add(wake))
      polling ??= setInterval(look, POLL).unref()
      return () => {
        group.delete(wake)
        if (!group.size) followers.delete(orgId)
        if (!followers.size) polling = void clearInterval(polling)
      }
    },
    stop() {
      clearInterval(polling)
      followers.clear()
    },
  }
}
