import { createError, defineEventHandler, getRouterParam } from 'h3'
import { createDatabase, listInvitations } from '../../../../../../db'

const database = createDatabase(process.env.BENCH_DATABASE!)

/** GET /api/orgs/:slug — what a guide for @clerk/nuxt shows: signed in, and in the organization of the URL; then the same list by the same query. */
export default defineEventHandler(async (event) => {
  const { userId, orgId, orgSlug } = event.context.auth()
  if (!userId || !orgId) throw createError({ statusCode: 401 })
  if (orgSlug !== getRouterParam(event, 'slug')) throw createError({ statusCode: 404 })
  return listInvitations(await database, orgId, { limit: 50, status: 'pending' })
})
