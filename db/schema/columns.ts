import type { Kit } from './kit'

/**
 * Columns every mirrored row carries; times in ms since 1970.
 *
 * `updated_at` is Clerk's version of the resource. `seen_at` says when that state was observed (time of the event or of
 * the API call) and decides between two states with the same version. `deleted_at` makes the row a tombstone, for good.
 */
export const versionColumns = ({ integer }: Kit) => ({
  updatedAt: integer('updated_at').notNull(),
  seenAt: integer('seen_at').notNull(),
  deletedAt: integer('deleted_at'),
})
