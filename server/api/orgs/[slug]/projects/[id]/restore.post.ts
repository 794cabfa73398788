import { projectParamsSchema } from '../../../../../../shared/schemas/project'
import { undeleteProject } from '../../../../../services/admin/projects'
import { defineOrgHandler } from '../../../../../utils/guard/org-handler'

/** POST /api/orgs/:slug/projects/:id/restore — takes the deletion of a project back; answers it. */
export default defineOrgHandler(
  { requires: { permission: 'org:projects:manage' }, params: projectParamsSchema },
  ({ db, org, user, params }) => undeleteProject(db, { org, user }, params.id),
)
