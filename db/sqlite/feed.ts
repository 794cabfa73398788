import { createFollowers } from '../followers'
import { changedOrganizations } from '../queries/mirror/changes'
import type { Source } from '../types'

/** How often the file is looked at for what another process has committed, in ms. */
const POLL = 1_000

/**
 * Wakes who follows an organization when changes of it are committed: at once for this process's own commits, within a
 * second for those of another process on the same file.
 */
export function createFeed(source: Source) {
  const followers = createFollowers()
  let polling: NodeJS.Timeout | undefined
  let position = 0

  async function check() {
    if (followers.isEmpty()) return
    const changed = await changedOrganizations(source, position)
    position = changed.position
    changed.organizationIds.forEach(followers.wake)
  }
  // A database that cannot answer now is asked again at the next commit or poll.
  const look = () => void check().catch(() => undefined)

  return {
    look,
    /** @returns ends it */
    follow(orgId: string, wake: () => void): () => void {
      const end = followers.follow(orgId, wake)
      polling ??= setInterval(look, POLL).unref()
      return () => {
        end()
        if (followers.isEmpty()) polling = void clearInterval(polling)
      }
    },
    stop() {
      clearInterval(polling)
      followers.clear()
    },
  }
}
