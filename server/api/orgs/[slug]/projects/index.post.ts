import { createProjectSchema } from '../../../../../shared/schemas/project'
import { createProject } from '../../../../services/admin/projects'
import { defineOrgHandler } from '../../../../utils/guard/org-handler'

/** POST /api/orgs/:slug/projects — makes a project; answers 201 with it, 402 when the plan has no place for it. */
export default defineOrgHandler(
  { requires: { permission: 'org:projects:create' }, body: createProjectSchema, status: 201 },
  ({ db, org, user, body }) => createProject(db, { org, user }, body.name),
)
