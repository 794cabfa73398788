import { projectParamsSchema, updateProjectSchema } from '../../../../../shared/schemas/project'
import { changeProject } from '../../../../services/admin/projects'
import { defineOrgHandler } from '../../../../utils/guard/org-handler'

/** PATCH /api/orgs/:slug/projects/:id — renames a project, archives it or takes it up again; answers it. */
export default defineOrgHandler(
  { requires: { permission: 'org:projects:manage' }, params: projectParamsSchema, body: updateProjectSchema },
  ({ db, org, user, params, body }) => changeProject(db, { org, user }, params.id, body),
)
