import { projectParamsSchema } from '../../../../../shared/schemas/project'
import { deleteProject } from '../../../../services/admin/projects'
import { defineOrgHandler } from '../../../../utils/guard/org-handler'

/** DELETE /api/orgs/:slug/projects/:id — deletes a project, which can be restored for 30 days; answers 204. */
export default defineOrgHandler(
  { requires: { permission: 'org:projects:manage' }, params: projectParamsSchema, status: 204 },
  ({ db, org, user, params }) => deleteProject(db, { org, user }, params.id),
)
