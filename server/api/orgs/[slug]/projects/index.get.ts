import { listProjects } from '../../../../../db'
import { projectListQuerySchema } from '../../../../../shared/schemas/project'
import { defineOrgHandler } from '../../../../utils/guard/org-handler'

/** GET /api/orgs/:slug/projects — projects by `status`, newest first; search by `query`, page by `cursor`. */
export default defineOrgHandler(
  { scope: 'projects:read', query: projectListQuerySchema },
  ({ db, org, query }) => listProjects(db, org.id, query),
)
