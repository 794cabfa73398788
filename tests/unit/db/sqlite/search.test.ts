import { join } from 'node:path'
import Client from 'better-sqlite3'
import { expect, it } from 'vitest'
import { createDatabase, listMembers } from '../../../../db'
import { migrations } from '../../../../db/migrations/sqlite'
import { migrate } from '../../../../db/sqlite/migrate'
import { tempFolder } from '../temp-database'

it('a search finds the members that were there before searches had a text of their own', async () => {
  const file = join(tempFolder(), 'old.db')
  const old = new Client(file)
  migrate(old, migrations.slice(0, migrations.findIndex(({ name }) => name.endsWith('_search'))))
  old.exec(`
    insert into organizations (id, name, image_url, has_image, created_at, updated_at, seen_at) values ('org_a', 'A', '', 0, 1, 1, 1);
    insert into users (id, search_text, updated_at, seen_at) values ('user_1', 'ada ada@example.com', 1, 1);
    insert into organization_memberships (id, organization_id, user_id, role, role_name, permissions, created_at, updated_at, seen_at)
      values ('orgmem_1', 'org_a', 'user_1', 'r', 'R', '[]', 1, 1, 1), ('orgmem_2', 'org_a', null, 'r', 'R', '[]', 1, 1, 1);
  `)
  old.close()
  const db = await createDatabase(`file:${file}`)
  expect((await listMembers(db, 'org_a', { limit: 5, query: 'ada@' })).data.map(({ id }) => id)).toEqual(['orgmem_1'])
  await db.close()
})
