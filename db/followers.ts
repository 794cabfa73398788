/** Who follows which organization: their functions are called when changes of it are committed. */
export function createFollowers() {
  const groups = new Map<string, Set<() => void>>()
  return {
    isEmpty: () => !groups.size,
    /** @returns ends it */
    follow(orgId: string, wake: () => void): () => void {
      const group = groups.get(orgId) ?? new Set()
      groups.set(orgId, group.add(wake))
      return () => {
        group.delete(wake)
        if (!group.size && groups.get(orgId) === group) groups.delete(orgId)
      }
    },
    wake: (orgId: string) => groups.get(orgId)?.forEach(wake => wake()),
    wakeAll: () => groups.forEach(group => group.forEach(wake => wake())),
    clear: () => groups.clear(),
  }
}
