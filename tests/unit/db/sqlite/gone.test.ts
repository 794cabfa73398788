import { renameSync, rmSync, writeFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { isDatabaseUnavailable, type Tx } from '../../../../db'
import { tempDatabase } from '../temp-database'

const insert = (id: string) => async (tx: Tx) => { await tx.write.insert(tx.tables.users).values({ id, searchText: '', updatedAt: 1, seenAt: 1 }) }

it('a database acknowledges nothing while its file is away, and works again once it is back', async () => {
  const db = await tempDatabase()
  await db.write(insert('user_a'))
  renameSync(db.file, `${db.file}.away`)
  const error: unknown = await db.write(insert('user_b')).catch((reason: unknown) => reason)
  expect(isDatabaseUnavailable(error)).toBe(true)
  // Another file under its name is no place for an acknowledged write either.
  writeFileSync(db.file, '')
  await expect(db.write(insert('user_c'))).rejects.toThrow('replaced')
  rmSync(db.file)
  renameSync(`${db.file}.away`, db.file)
  await db.write(insert('user_d'))
  expect((await db.read.select().from(db.tables.users)).map(({ id }) => id).sort()).toEqual(['user_a', 'user_d'])
})
