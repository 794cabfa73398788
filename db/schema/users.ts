import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { versionColumns } from './columns'

/** People: what members of an organization may see of each other. `updated_at` is 0 while known only through a membership. */
export const users = sqliteTable('users', {
  /** `user_…` */
  id: text('id').primaryKey(),
  /** The primary e-mail address, else the username, else the phone number. */
  identifier: text('identifier'),
  firstName: text('first_name'),
  lastName: text('last_name'),
  imageUrl: text('image_url'),
  createdAt: integer('created_at'),
  /** Name and identifier in lower case, because SQLite's LIKE folds ASCII letters only. */
  searchText: text('search_text').notNull(),
  ...versionColumns(),
})

/** One mirrored person. */
export type UserRow = typeof users.$inferSelect
