import Client from 'better-sqlite3'
import { verifyWebhook } from '@clerk/nuxt/webhooks'
import { drizzle } from 'drizzle-orm/better-sqlite3'
import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { defineEventHandler, setResponseStatus } from 'h3'

// The same durability as ours: WAL, and synced before the answer.
const client = new Client(process.env.BENCH_DATABASE!)
client.pragma('journal_mode = wal')
client.pragma('synchronous = full')

const memberships = sqliteTable('organization_memberships', {
  id: text('id').primaryKey(),
  organizationId: text('organization_id').notNull(),
  userId: text('user_id').notNull(),
  role: text('role').notNull(),
  updatedAt: integer('updated_at').notNull(),
})
const db = drizzle(client)

/** POST /api/webhooks/clerk — what Clerk's guide shows, with drizzle's upsert in it. */
export default defineEventHandler(async (event) => {
  try {
    // The SDK's types come from an h3 of its own.
    const { type, data } = await verifyWebhook(event as never)
    if (type === 'organizationMembership.updated') {
      const row = { id: data.id, organizationId: data.organization.id, userId: data.public_user_data.user_id, role: data.role, updatedAt: data.updated_at }
      await db.insert(memberships).values(row).onConflictDoUpdate({ target: memberships.id, set: row })
    }
    return 'Webhook received'
  }
  catch {
    setResponseStatus(event, 400)
    return 'Error verifying webhook'
  }
})
