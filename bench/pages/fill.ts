/** An organization of ten thousand in a running app's mirror. */
import Client from 'better-sqlite3'

const firstNames = ['Ada', 'Alan', 'Barbara', 'Donald', 'Edsger', 'Frances', 'Grace', 'Jürgen', 'Katherine', 'Ken', 'Margaret', 'Radia', 'Zoë']
const lastNames = ['Allen', 'Backus', 'Dijkstra', 'Hamilton', 'Hopper', 'Johnson', 'Knuth', 'Liskov', 'Özil', 'Perlman', 'Turing']

/** Adds so many members to an organization's rows, as webhooks would have left them. */
export function addMembers(file: string, organizationId: string, count: number): void {
  const client = new Client(file)
  const user = client.prepare('insert into users (id, identifier, first_name, last_name, created_at, search_text, updated_at, seen_at) values (?, ?, ?, ?, 1, ?, 1, 1)')
  const membership = client.prepare(`insert into organization_memberships (id, organization_id, user_id, role, role_name, permissions, created_at, updated_at, seen_at, search_text)
    values (?, ?, ?, 'org:member', 'Member', '["org:sys_memberships:read"]', ?, 1, 1, ?)`)
  client.transaction(() => {
    for (let n = 0; n < count; n++) {
      const first = firstNames[n % firstNames.length]!, last = lastNames[n % lastNames.length]!, email = `${first}.${last}${n}@example.com`.toLowerCase()
      const text = `${first} ${last} ${email}`.toLowerCase()
      user.run(`user_bench${n}`, email, first, last, text)
      membership.run(`orgmem_bench${n}`, organizationId, `user_bench${n}`, Date.now() - n * 60_000, text)
    }
  })()
  client.close()
}
