import type { Project, ProjectListQuery } from '#shared/schemas/project'

interface ProjectOptions { query?: MaybeRefOrGetter<string>, status?: MaybeRefOrGetter<ProjectListQuery['status']> }

/**
 * The organization's projects, newest answer of `GET /api/orgs/:slug/projects`.
 *
 * @param options.query - search words
 * @param options.status - active ones unless told
 * @returns what `useOrgList` does, and the acts `create`, `rename`, `archive` (false takes it up again), `remove` and `restore`,
 *   which show at once and are taken back when they fail. All acts reject with FetchError
 */
export function useOrgProjects({ query = '', status = 'active' }: ProjectOptions = {}) {
  const { act, orgFetch, ...list } = useOrgList<Project>('projects', '/projects', {
    filter: () => ({ query: toValue(query).trim() || undefined, status: toValue(status) === 'active' ? undefined : toValue(status) }),
    alsoChanges: [],
  })
  const { data } = list
  const show = (change: (page: NonNullable<typeof data.value>) => NonNullable<typeof data.value>) => { if (data.value) data.value = change(data.value) }
  const patch = ({ id }: Project, body: { name?: string, archived?: boolean }) => orgFetch<Project>(`/projects/${id}`, { method: 'PATCH', body })

  async function create(name: string): Promise<Project> {
    const created = await orgFetch<Project>('/projects', { method: 'POST', body: { name } })
    show(page => withNewRow(page, created))
    return created
  }

  const rename = (project: Project, name: string): Promise<Project> => act(page => withRow(page, { ...project, name }), () => patch(project, { name }))

  const archive = (project: Project, archived: boolean): Promise<Project> => act(page => withoutRow(page, project.id), () => patch(project, { archived }))

  const remove = ({ id }: Project): Promise<void> => act(page => withoutRow(page, id), () => orgFetch<undefined>(`/projects/${id}`, { method: 'DELETE' }))

  async function restore(project: Project): Promise<void> {
    const restored = await orgFetch<Project>(`/projects/${project.id}/restore`, { method: 'POST' })
    if ((restored.archivedAt === null) === (toValue(status) === 'active')) show(page => withNewRow(page, restored))
  }

  return { ...list, create, rename, archive, remove, restore }
}
