import { orgDb, type Database } from '../../db'

/** Compiled only: what `orgDb` must not take. */
export function refused(db: Database) {
  const own = orgDb(db, 'org_a')
  void own.list(db.tables.projects, { where: { name: 'Moon' } })
  // @ts-expect-error users belong to no organization
  void own.list(db.tables.users)
  // @ts-expect-error the organization is named once, by the guard
  void own.list(db.tables.projects, { where: { organizationId: 'org_b' } })
  // @ts-expect-error a column that isn't there
  void own.count(db.tables.projects, { colour: 'red' })
  // @ts-expect-error rows stay with their organization
  void own.write(rows => rows.update(db.tables.projects, { id: 'prj_1' }, { organizationId: 'org_b' }))
}
