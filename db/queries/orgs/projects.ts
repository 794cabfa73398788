import { and, count, desc, eq, isNotNull, isNull, lt, sql } from 'drizzle-orm'
import type { Page } from '../../../shared/schemas/common'
import type { Project, ProjectListQuery } from '../../../shared/schemas/project'
import { decodeCursor } from '../../cursor'
import { prepared } from '../../prepared'
import type { ProjectRow } from '../../schema'
import type { Source, Tables, Tx } from '../../types'
import { afterPosition, containing, toPage } from '../page'

/** How long a deleted project can be brought back, in ms. */
const KEPT = 30 * 24 * 3600 * 1000

const ofOrganization = ({ projects }: Tables) => eq(projects.organizationId, sql.placeholder('orgId'))
const own = (tables: Tables) => and(ofOrganization(tables), eq(tables.projects.id, sql.placeholder('id')))

const columns = ({ projects, users }: Tables) => ({
  id: projects.id, name: projects.name, archivedAt: projects.archivedAt, createdAt: projects.createdAt, updatedAt: projects.updatedAt,
  firstName: users.firstName, lastName: users.lastName, identifier: users.identifier,
})
type Row = Omit<Project, 'createdBy'> & { firstName: string | null, lastName: string | null, identifier: string | null }

const toProject = ({ firstName, lastName, identifier, ...project }: Row): Project =>
  ({ ...project, createdBy: [firstName, lastName].filter(Boolean).join(' ') || identifier })

const matching = (tables: Tables, archived: boolean) => and(
  ofOrganization(tables), isNull(tables.projects.deletedAt), archived ? isNotNull(tables.projects.archivedAt) : isNull(tables.projects.archivedAt),
  sql`lower(${tables.projects.name}) like ${sql.placeholder('pattern')} escape '\\'`,
)

const pageOf = (archived: boolean) => prepared(({ read, tables }) => {
  const { projects, users } = tables
  return read.select(columns(tables)).from(projects).leftJoin(users, eq(users.id, projects.createdBy))
    .where(and(matching(tables, archived), afterPosition(projects.createdAt, projects.id)))
    .orderBy(desc(projects.createdAt), desc(projects.id)).limit(sql.placeholder('limit'))
})
const countOf = (archived: boolean) => prepared(({ read, tables }) => read.select({ total: count() }).from(tables.projects).where(matching(tables, archived)))

const pages = { active: pageOf(false), archived: pageOf(true) }
const counts = { active: countOf(false), archived: countOf(true) }

/**
 * A page of the organization's projects in one state, newest first. `query` searches the name.
 *
 * @throws InvalidCursorError
 */
export async function listProjects(db: Source, orgId: string, { limit, cursor, query = '', status }: ProjectListQuery): Promise<Page<Project>> {
  const filter = { orgId, pattern: containing(query) }
  const rows = await pages[status](db).execute({ ...filter, ...decodeCursor(cursor), limit: limit + 1 })
  const [counted] = await counts[status](db).execute(filter)
  return toPage(rows.map(toProject), limit, counted?.total ?? 0)
}

/** How many projects the organization works on: archived and deleted ones don't count. */
export async function countActiveProjects(db: Source, orgId: string): Promise<number> {
  const [row] = await counts.active(db).execute({ orgId, pattern: '%' })
  return row?.total ?? 0
}

const byId = prepared(({ read, tables }) => read.select(columns(tables)).from(tables.projects)
  .leftJoin(tables.users, eq(tables.users.id, tables.projects.createdBy)).where(and(own(tables), isNull(tables.projects.deletedAt))))

/** One project, if it is the organization's own and not deleted. */
export async function findProject(db: Source, orgId: string, id: string): Promise<Project | undefined> {
  const [row] = await byId(db).execute({ orgId, id })
  return row && toProject(row)
}

const insert = prepared(({ write, tables: { projects } }: Tx) => write.insert(projects).values({
  id: sql.placeholder('id'), organizationId: sql.placeholder('organizationId'), name: sql.placeholder('name'), createdBy: sql.placeholder('createdBy'),
  createdAt: sql.placeholder('createdAt'), updatedAt: sql.placeholder('updatedAt'), archivedAt: null, deletedAt: null,
}))

/** Adds a project. */
export async function insertProject(tx: Tx, row: Omit<ProjectRow, 'archivedAt' | 'deletedAt'>): Promise<void> {
  await insert(tx).execute({ ...row })
}

const update = prepared(({ write, tables }: Tx) => write.update(tables.projects)
  .set({ name: sql`${sql.placeholder('name')}`, archivedAt: sql`${sql.placeholder('archivedAt')}`, updatedAt: sql`${sql.placeholder('now')}` })
  .where(and(own(tables), isNull(tables.projects.deletedAt))))

/** Writes what can change of a project. */
export async function updateProject(tx: Tx, orgId: string, { id, name, archivedAt }: Pick<Project, 'id' | 'name' | 'archivedAt'>, now = Date.now()): Promise<void> {
  await update(tx).execute({ orgId, id, name, archivedAt, now })
}

const remove = prepared(({ write, tables }: Tx) => write.update(tables.projects).set({ deletedAt: sql`${sql.placeholder('now')}` })
  .where(and(own(tables), isNull(tables.projects.deletedAt))).returning({ id: tables.projects.id }))

const purge = prepared(({ write, tables }: Tx) => write.delete(tables.projects)
  .where(and(ofOrganization(tables), lt(tables.projects.deletedAt, sql.placeholder('before')))))

/** Deletes a project, and for good what was deleted a month ago. False when the organization has none of this id. */
export async function removeProject(tx: Tx, orgId: string, id: string, now = Date.now()): Promise<boolean> {
  await purge(tx).execute({ orgId, before: now - KEPT })
  return (await remove(tx).execute({ orgId, id, now })).length > 0
}

const deletedById = prepared(({ read, tables }) => read.select({ archivedAt: tables.projects.archivedAt }).from(tables.projects)
  .where(and(own(tables), isNotNull(tables.projects.deletedAt))))

/** Whether a deleted project of the organization was archived; undefined when there is none of this id. */
export async function findDeletedProject(tx: Tx, orgId: string, id: string): Promise<Pick<Project, 'archivedAt'> | undefined> {
  const [row] = await deletedById(tx).execute({ orgId, id })
  return row
}

const bringBack = prepared(({ write, tables }: Tx) => write.update(tables.projects).set({ deletedAt: null }).where(own(tables)))

/** Takes a deletion back. */
export async function restoreProject(tx: Tx, orgId: string, id: string): Promise<void> {
  await bringBack(tx).execute({ orgId, id })
}
