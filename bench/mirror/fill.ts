/** Databases of the benchmark: one organization of ten thousand among as many memberships as are asked for. */
import Client from 'better-sqlite3'
import { createDatabase, type Database } from '../../db'

/** The organization that is asked. */
export const big = 'org_2big00000000000000000000000'
/** Its members. */
export const bigSize = 10_000
/** How many members every other one has. */
export const smallSize = 50

const firstNames = ['Ada', 'Alan', 'Barbara', 'Donald', 'Edsger', 'Frances', 'Grace', 'Jürgen', 'Katherine', 'Ken', 'Linus', 'Margaret', 'Niklaus', 'Radia', 'Tim', 'Zoë']
const lastNames = ['Allen', 'Backus', 'Dijkstra', 'Hamilton', 'Hopper', 'Johnson', 'Knuth', 'Liskov', 'Lovelace', 'Özil', 'Perlman', 'Thompson', 'Torvalds', 'Turing', 'Wirth']

/** An id as long as Clerk's. */
export const id = (prefix: string, n: number) => `${prefix}_2${n.toString(36).padStart(26, '0')}`

function person(n: number) {
  const first = firstNames[n % firstNames.length]!, last = lastNames[Math.floor(n / firstNames.length) % lastNames.length]!
  const identifier = `${first}.${last}${n}@example.com`.toLowerCase()
  return { id: id('user', n), first, last, identifier, text: `${first} ${last} ${identifier}`.toLowerCase() }
}

/**
 * Makes a database with so many memberships in small organizations, besides those of the big one, and opens it.
 *
 * @param file - must not exist
 */
export async function filled(file: string, memberships: number): Promise<Database> {
  await (await createDatabase(`file:${file}`)).close()
  const client = new Client(file)
  client.pragma('synchronous = off')
  client.pragma('cache_size = -500000')
  const people = Math.max(bigSize, memberships / 10), small = Math.ceil(memberships / smallSize)
  const organization = client.prepare('insert into organizations (id, slug, name, image_url, has_image, max_allowed_memberships, created_at, filled_at, updated_at, seen_at) values (?, ?, ?, \'\', 0, 0, ?, 1, 1, 1)')
  const user = client.prepare('insert into users (id, identifier, first_name, last_name, image_url, created_at, search_text, updated_at, seen_at) values (?, ?, ?, ?, null, 1, ?, 1, 1)')
  const membership = client.prepare('insert into organization_memberships (id, organization_id, user_id, role, role_name, permissions, created_at, updated_at, seen_at, search_text) values (?, ?, ?, ?, ?, ?, ?, 1, 1, ?)')
  const permissions = '["org:sys_memberships:read"]'
  client.transaction(() => {
    organization.run(big, 'big', 'Big', 1)
    for (let n = 0; n < small; n++) organization.run(id('org', n), `organization-${n}`, `Organization ${n}`, n)
    for (let n = 0; n < people; n++) {
      const one = person(n)
      user.run(one.id, one.identifier, one.first, one.last, one.text)
    }
    // The big organization's members came over the same time as all others.
    const every = Math.max(1, Math.floor(memberships / bigSize))
    for (let n = 0, joined = 0; n < Math.max(memberships, bigSize); n++) {
      const at = 1_700_000_000_000 + n * 1000
      if (n < memberships) {
        const one = person(n % people)
        membership.run(id('orgmem', n), id('org', n % small), one.id, 'org:member', 'Member', permissions, at, one.text)
      }
      if (n % every === 0 && joined < bigSize) {
        const one = person(joined)
        membership.run(id('orgmembig', joined++), big, one.id, joined % 20 ? 'org:member' : 'org:admin', 'Member', permissions, at + 1, one.text)
      }
    }
  })()
  client.pragma('optimize')
  client.close()
  return createDatabase(`file:${file}`)
}
