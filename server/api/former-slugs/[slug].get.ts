import { formerSlugParamsSchema } from '../../../shared/schemas/organization'
import { findRenamed } from '../../services/organizations'
import { defineUserHandler } from '../../utils/user-handler'

/** GET /api/former-slugs/:slug — the slug by now of an organization of the caller which once had this one. */
export default defineUserHandler({ params: formerSlugParamsSchema }, ({ db, userId, params }) => findRenamed(db, userId, params.slug))
