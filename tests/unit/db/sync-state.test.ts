import { expect, it } from 'vitest'
import { deleteSyncState, getSyncState, listSyncState, putSyncState } from '../../../db'
import { tempDatabase } from './temp-database'

it('remembers the last value of a key, and lists by prefix', async () => {
  const db = await tempDatabase()
  await db.write(async (tx) => {
    await putSyncState(tx, 'scan:org_b', '1', 10)
    await putSyncState(tx, 'scan:org_a', '2', 11)
    await putSyncState(tx, 'scan', 'not in the list', 12)
    await putSyncState(tx, 'scan:org_b', '3', 13)
    await putSyncState(tx, 'scanner', 'neither', 14)
  })
  expect(await getSyncState(db, 'scan:org_b')).toEqual({ key: 'scan:org_b', value: '3', updatedAt: 13 })
  expect((await listSyncState(db, 'scan:')).map(({ key }) => key)).toEqual(['scan:org_a', 'scan:org_b'])
  await db.write(tx => deleteSyncState(tx, 'scan:org_b'))
  expect(await getSyncState(db, 'scan:org_b')).toBeUndefined()
})
