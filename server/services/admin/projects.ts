import { randomUUID } from 'node:crypto'
import { countActiveProjects, findDeletedProject, findProject, insertProject, putActivity, recordChanges, removeProject, restoreProject, updateProject, type Database, type Tx } from '../../../db'
import { AppError } from '../../../shared/errors'
import type { OrgFacts } from '../../../shared/policy/context'
import { plansWithMoreProjects, projectLimit } from '../../../shared/policy/table'
import { activityKinds, type ActivityKind } from '../../../shared/values'
import type { Project, ProjectChange } from '../../../shared/schemas/project'
import { findManagers } from '../orgs/context'

/** Who acts, and on which plan the organization is: from the guard, never from the client. */
type Actor = Pick<OrgFacts, 'org' | 'user'>
type Act = Extract<ActivityKind, `project_${string}`>
interface Aids {
  /** Refuses what the plan has no place for. */
  requirePlace: () => Promise<void>
  /** Keeps what was done, and by whom, in the activity. */
  note: (act: Act, id: string) => Promise<void>
}
type Unit<T> = (tx: Tx, aids: Aids) => Promise<T>

const missing = () => new AppError('not_found', 'This project does not exist.')

/**
 * Makes a change as one unit and tells open pages of it. The count of places and the change are one unit, so that two
 * people cannot both take the last one.
 */
async function change<T>(db: Database, { org, user }: Actor, unit: Unit<T>): Promise<T> {
  const { billing } = await findManagers(db, org.id)
  return db.write(async (tx) => {
    const result = await unit(tx, {
      async requirePlace() {
        const limit = projectLimit(org.plan), plans = plansWithMoreProjects(org.plan)
        if (limit === null || await countActiveProjects(tx, org.id) < limit) return
        throw new AppError('project_limit_reached', `The plan has ${limit} projects.`, { required: { plan: plans }, help: { people: billing, plans } })
      },
      note(kind, id) {
        const at = Date.now()
        return putActivity(tx, { id: `${id}:${kind}:${at}`, organizationId: org.id, kind, audience: activityKinds[kind], at, actorId: user.id, userId: null, targetId: id, value: null, shown: true })
      },
    })
    await recordChanges(tx, [{ organizationId: org.id, kind: 'projects', userId: null }])
    return result
  })
}

async function own(db: Database | Tx, { org }: Actor, id: string): Promise<Project> {
  const project = await findProject(db, org.id, id)
  if (!project) throw missing()
  return project
}

/**
 * Makes a project.
 *
 * @throws 402 project_limit_reached, 503
 */
export function createProject(db: Database, by: Actor, name: string): Promise<Project> {
  const id = `prj_${randomUUID().replaceAll('-', '')}`
  return change(db, by, async (tx, { requirePlace, note }) => {
    await requirePlace()
    const now = Date.now()
    await insertProject(tx, { id, organizationId: by.org.id, name, createdBy: by.user.id, createdAt: now, updatedAt: now })
    await note('project_created', id)
    return own(tx, by, id)
  })
}

/**
 * Renames, archives or takes up a project again.
 *
 * @throws 402 project_limit_reached, 404 not_found, 503
 */
export function changeProject(db: Database, by: Actor, id: string, { name, archived }: ProjectChange): Promise<Project> {
  return change(db, by, async (tx, { requirePlace, note }) => {
    const project = await own(tx, by, id)
    const moves = archived !== undefined && archived !== (project.archivedAt !== null)
    if (moves && !archived) await requirePlace()
    const archivedAt = archived === undefined ? project.archivedAt : archived ? project.archivedAt ?? Date.now() : null
    await updateProject(tx, by.org.id, { id, name: name ?? project.name, archivedAt })
    if (moves) await note(archived ? 'project_archived' : 'project_resumed', id)
    if (name !== undefined && name !== project.name) await note('project_renamed', id)
    return own(tx, by, id)
  })
}

/**
 * Deletes a project. It can be restored for 30 days.
 *
 * @throws 404 not_found, 503
 */
export function deleteProject(db: Database, by: Actor, id: string): Promise<void> {
  return change(db, by, async (tx, { note }) => {
    if (!await removeProject(tx, by.org.id, id)) throw missing()
    await note('project_deleted', id)
  })
}

/**
 * Takes the deletion of a project back.
 *
 * @throws 402 project_limit_reached, 404 not_found, 503
 */
export function undeleteProject(db: Database, by: Actor, id: string): Promise<Project> {
  return change(db, by, async (tx, { requirePlace, note }) => {
    const deleted = await findDeletedProject(tx, by.org.id, id)
    if (!deleted) throw missing()
    if (deleted.archivedAt === null) await requirePlace()
    await restoreProject(tx, by.org.id, id)
    await note('project_restored', id)
    return own(tx, by, id)
  })
}
