import { createOrganizationSchema } from '../../../shared/schemas/organization'
import { createOrganization } from '../../services/orgs/organizations'
import { defineUserHandler } from '../../utils/guard/user-handler'

/** POST /api/orgs — makes an organization whose first admin is the caller. */
export default defineUserHandler({ body: createOrganizationSchema, limit: 'clerk', status: 201 }, ({ db, clerk, config, userId, body }) =>
  createOrganization({ db, clerk }, userId, body, config.organizationsPerPerson))
