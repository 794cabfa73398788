import { formerSlugParamsSchema } from '../../../shared/schemas/organization'
import { findRenamed } from '../../services/orgs/organizations'
import { defineUserHandler } from '../../utils/guard/user-handler'

/** GET /api/former-slugs/:slug — the slug by now of an organization of the caller which once had this one. */
export default defineUserHandler({ params: formerSlugParamsSchema }, ({ db, userId, params }) => findRenamed(db, userId, params.slug))
