import { describe, expect, it } from 'vitest'
import { orgDb, type OrgWriter } from '../../../db'
import { tempDatabase } from './temp-database'

const project = (id: string, createdAt = 1) => ({ id, name: id, createdBy: 'user_1', createdAt, updatedAt: createdAt, archivedAt: null, deletedAt: null })

/** Two organizations, with two projects and one. */
async function two() {
  const db = await tempDatabase()
  const [own, other] = [orgDb(db, 'org_a'), orgDb(db, 'org_b')]
  const { projects } = db.tables
  await own.write(async (rows) => {
    for (const [id, at] of [['prj_1', 1], ['prj_2', 2]] as const) await rows.insert(projects, project(id, at))
  })
  await other.write(rows => rows.insert(projects, project('prj_3', 3)))
  return { db, own, other, projects }
}

describe('orgDb', () => {
  it('reads the rows of one organization, in order and in part', async () => {
    const { own, other, projects } = await two()
    expect((await own.list(projects, { by: 'createdAt' })).map(({ id }) => id)).toEqual(['prj_2', 'prj_1'])
    expect((await own.list(projects, { by: 'createdAt', ascending: true, limit: 1, offset: 1 })).map(({ id }) => id)).toEqual(['prj_2'])
    expect((await own.list(projects, { where: { name: ['prj_1', 'prj_3'] } })).map(({ id }) => id)).toEqual(['prj_1'])
    expect(await own.find(projects, 'prj_3')).toBeUndefined()
    expect((await other.find(projects, 'prj_3'))?.organizationId).toBe('org_b')
    expect([await own.count(projects), await own.count(projects, { id: 'prj_1' }), await own.count(projects, { id: 'prj_3' })]).toEqual([2, 1, 0])
  })

  it('names no other tenant, whatever a filter, a row or a change says', async () => {
    const { own, other, projects } = await two()
    const forged = { organizationId: 'org_b' } as unknown as Record<string, never>
    expect((await own.list(projects, { where: forged })).map(({ id }) => id)).toEqual(['prj_2', 'prj_1'])
    await own.write(async (rows) => {
      await rows.insert(projects, { ...project('prj_4'), ...forged })
      expect(await rows.update(projects, { id: 'prj_3' }, { name: 'taken' })).toBe(0)
      expect(await rows.update(projects, { id: 'prj_1' }, { name: 'kept', ...forged })).toBe(1)
      expect(await rows.remove(projects, { id: 'prj_3' })).toBe(0)
    })
    expect((await other.list(projects)).map(({ id, name }) => [id, name])).toEqual([['prj_3', 'prj_3']])
    expect((await own.list(projects, { by: 'id', ascending: true })).map(({ id, name }) => [id, name])).toEqual([['prj_1', 'kept'], ['prj_2', 'prj_2'], ['prj_4', 'prj_4']])
  })

  it('undoes a unit of work that fails', async () => {
    const { own, projects } = await two()
    const failing = async (rows: OrgWriter) => {
      await rows.remove(projects, {})
      throw new Error('no')
    }
    await expect(own.write(failing)).rejects.toThrow('no')
    expect(await own.count(projects)).toBe(2)
  })
})
