import Client from 'better-sqlite3'
import { defineEventHandler, getRequestHeaders, readRawBody, setResponseStatus } from 'h3'
import { Webhook } from 'svix'

// The same durability as ours: WAL, and synced before the answer.
const client = new Client(process.env.BENCH_DATABASE!)
client.pragma('journal_mode = wal')
client.pragma('synchronous = full')
const upsert = client.prepare(`insert into organization_memberships values (?, ?, ?, ?, ?) on conflict (id) do update set
  organization_id = excluded.organization_id, user_id = excluded.user_id, role = excluded.role, updated_at = excluded.updated_at`)
const webhook = new Webhook(process.env.BENCH_SECRET!)

interface Membership { id: string, organization: { id: string }, public_user_data: { user_id: string }, role: string, updated_at: number }

/** POST /api/webhooks/clerk — the least that can be done: signature, parse, one prepared upsert, one commit. No inbox, no check of anything. */
export default defineEventHandler(async (event) => {
  const body = await readRawBody(event) ?? ''
  try { webhook.verify(body, getRequestHeaders(event) as Record<string, string>) }
  catch {
    setResponseStatus(event, 400)
    return 'no'
  }
  const { data } = JSON.parse(body) as { data: Membership }
  upsert.run(data.id, data.organization.id, data.public_user_data.user_id, data.role, data.updated_at)
  return 'ok'
})
