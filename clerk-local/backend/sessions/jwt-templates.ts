import type { Context as Call } from 'hono'
import { z } from 'zod'
import type { JwtTemplateAnswers, jwtTemplateOperations } from '../../contract/backend/people/jwt-templates.ts'
import type { Handlers } from '../../contract/operations.ts'
import type { Context } from '../../core/context.ts'
import { createJwtTemplate, deleteJwtTemplate, type JwtTemplateInput, requireJwtTemplate, updateJwtTemplate } from '../../domain/people/sessions/jwt-templates.ts'
import { deletedJson } from '../../formatters/organizations/organization.ts'
import { jwtTemplateJson } from '../../formatters/people/tokens.ts'
import { page, queryFlag, readBody } from '../request.ts'

const body = z.strictObject({
  name: z.string(),
  claims: z.record(z.string(), z.unknown()),
  lifetime: z.int().min(30).max(315_360_000).nullish(),
  allowed_clock_skew: z.int().min(0).max(300).nullish(),
  custom_signing_key: z.boolean().nullish(),
  signing_algorithm: z.string().nullish(),
  signing_key: z.string().nullish(),
})

/** Recipes for tokens of other systems. */
export const jwtTemplateHandlers = (ctx: Context): Handlers<Call, typeof jwtTemplateOperations, JwtTemplateAnswers> => ({
  ListJWTTemplates(c) {
    const rows = ctx.store.jwtTemplates.all()
    const data = page(c, rows).map(jwtTemplateJson)
    return queryFlag(c, 'paginated') ? { data, total_count: rows.length } : data
  },

  CreateJWTTemplate: async c => jwtTemplateJson(createJwtTemplate(ctx, await read(c))),

  GetJWTTemplate: (_, { template_id }) => jwtTemplateJson(requireJwtTemplate(ctx, template_id)),

  UpdateJWTTemplate: async (c, { template_id }) => jwtTemplateJson(updateJwtTemplate(ctx, template_id, await read(c))),

  DeleteJWTTemplate: (_, { template_id }) => deletedJson('jwt_template', deleteJwtTemplate(ctx, template_id)),
})

async function read(c: Call): Promise<JwtTemplateInput> {
  const template = await readBody(c, body)
  return {
    name: template.name,
    claims: template.claims,
    lifetimeSeconds: template.lifetime,
    clockSkewSeconds: template.allowed_clock_skew,
    customSigningKey: template.custom_signing_key,
    signingAlgorithm: template.signing_algorithm,
    signingKey: template.signing_key,
  }
}
