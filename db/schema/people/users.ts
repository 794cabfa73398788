import { sql } from 'drizzle-orm'
import { versionColumns } from '../columns'
import type { Kit } from '../kit'

/** A person's account at an identity provider. `lastAt` in ms since 1970; null where they never signed in through it. */
export interface EnterpriseAccount { connectionId: string, lastAt: number | null }

/** People: what members of an organization may see of each other. `updated_at` is 0 while known only through a membership. */
export const usersTable = (kit: Kit) => kit.table('users', {
  /** `user_…` */
  id: kit.text('id').primaryKey(),
  /** The primary e-mail address, else the username, else the phone number. */
  identifier: kit.text('identifier'),
  firstName: kit.text('first_name'),
  lastName: kit.text('last_name'),
  imageUrl: kit.text('image_url'),
  createdAt: kit.integer('created_at'),
  /** Name and identifier in lower case, because SQLite's LIKE folds ASCII letters only. */
  searchText: kit.text('search_text').notNull(),
  ...versionColumns(kit),
  /** Their accounts at identity providers: what they sign in through, and when they last did. */
  enterpriseAccounts: kit.json('enterprise_accounts').$type<EnterpriseAccount[]>().notNull().default(sql`'[]'`),
})

/** One mirrored person. */
export type UserRow = ReturnType<typeof usersTable>['$inferSelect']
