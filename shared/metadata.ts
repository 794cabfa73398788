/** What Clerk keeps with an organization, as JSON. */
export type Metadata = Record<string, unknown>

/** One thing that saving would change. `path` is dotted; `before` or `after` is undefined where there is nothing. */
export interface MetadataDifference { path: string, before: unknown, after: unknown }

/** Whether a value is a JSON object: these are merged, everything else is replaced. */
export const isMetadata = (value: unknown): value is Metadata => typeof value === 'object' && value !== null && !Array.isArray(value)

const same = (a: unknown, b: unknown): boolean => {
  if (isMetadata(a) && isMetadata(b)) return [...new Set([...Object.keys(a), ...Object.keys(b)])].every(key => Object.hasOwn(a, key) && Object.hasOwn(b, key) && same(a[key], b[key]))
  if (Array.isArray(a) && Array.isArray(b)) return a.length === b.length && a.every((value, index) => same(value, b[index]))
  return a === b
}

/** Keys that differ, with their value on both sides. */
function differing(before: Metadata, after: Metadata) {
  return [...new Set([...Object.keys(before), ...Object.keys(after)])].flatMap((key) => {
    const [old, now] = [before, after].map(side => Object.hasOwn(side, key) ? side[key] : undefined)
    return same(old, now) ? [] : [{ key, old, now }]
  })
}

/**
 * What must be merged into `before` so that it becomes `after`: only what differs, with null for what is to go. What somebody
 * else changes elsewhere meanwhile stays.
 *
 * @see https://clerk.com/docs/reference/backend/organization/update-organization-metadata
 */
export function mergePatch(before: Metadata, after: Metadata): Metadata {
  return Object.fromEntries(differing(before, after).map(({ key, old, now }) =>
    [key, now === undefined ? null : isMetadata(old) && isMetadata(now) ? mergePatch(old, now) : now]))
}

/** What differs, one line each, in the order of the keys. */
export function differencesOf(before: Metadata, after: Metadata, above = ''): MetadataDifference[] {
  return differing(before, after).flatMap(({ key, old, now }) => {
    const path = above + key
    return isMetadata(old) && isMetadata(now) ? differencesOf(old, now, `${path}.`) : [{ path, before: old, after: now }]
  })
}

/** Whether it holds a null, which Clerk can't keep: merging takes it as "remove". */
export const holdsNull = (value: unknown): boolean => isMetadata(value) && Object.values(value).some(one => one === null || holdsNull(one))
