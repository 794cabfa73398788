import { createPrivateKey, createSecretKey, type KeyObject, randomBytes } from 'node:crypto'
import type { Context } from '../../../core/context.ts'
import type { JwtTemplate, Metadata, Session } from '../../../core/entities/index.ts'
import { clerkError, invalidParam, notFound, paramError } from '../../../core/errors.ts'
import { signingAlgorithms, signJwt, signJwtWith } from '../../../core/keys/jwt.ts'
import { issuer } from '../../../core/keys/keys.ts'
import { fillClaims } from './shortcodes.ts'

/** A template as given; what is absent keeps its value, or takes Clerk's default. */
export interface JwtTemplateInput {
  name: string
  claims: Metadata
  lifetimeSeconds?: number | null
  clockSkewSeconds?: number | null
  customSigningKey?: boolean | null
  signingAlgorithm?: string | null
  signingKey?: string | null
}

/** Claims that every token has of its own (clerk.com/docs/guides/sessions/jwt-templates). */
const reserved = ['azp', 'exp', 'iat', 'iss', 'jti', 'nbf', 'sub']

/** A recipe for tokens: by name, which no other has. */
export function createJwtTemplate(ctx: Context, input: JwtTemplateInput): JwtTemplate {
  const fields = checked(ctx, input)
  const now = ctx.store.now()
  return ctx.store.jwtTemplates.insert({ id: ctx.store.id('jtmp'), ...fields, createdAt: now, updatedAt: now })
}

/** Replaces a template's fields. */
export function updateJwtTemplate(ctx: Context, id: string, input: JwtTemplateInput): JwtTemplate {
  const template = requireJwtTemplate(ctx, id)
  return ctx.store.jwtTemplates.update(id, { ...checked(ctx, input, template), updatedAt: ctx.store.now() })
}

/** Removes a template. */
export function deleteJwtTemplate(ctx: Context, id: string): JwtTemplate {
  const template = requireJwtTemplate(ctx, id)
  ctx.store.jwtTemplates.delete(id)
  return template
}

/** By id, or 404. */
export function requireJwtTemplate(ctx: Context, id: string): JwtTemplate {
  const template = ctx.store.jwtTemplates.get(id)
  if (!template) throw notFound(`No JWT template was found with id ${id}.`)
  return template
}

/** A token of the template named, for the session's user; 404 when there is none. */
export function issueTemplateToken(ctx: Context, session: Session, name: string, options: { azp?: string, expiresInSeconds?: number } = {}): string {
  const template = ctx.store.jwtTemplates.by('name', name)[0]
  if (!template) throw clerkError(404, 'resource_not_found', 'JWT template not found', `No JWT template exists with name: ${name}`)
  const iat = Math.floor(ctx.store.now() / 1000)
  const claims = {
    ...fillClaims(ctx, session, template.claims),
    ...(options.azp && { azp: options.azp }),
    exp: iat + (options.expiresInSeconds ?? template.lifetimeSeconds),
    iat,
    iss: issuer,
    jti: randomBytes(10).toString('hex'),
    nbf: iat - template.clockSkewSeconds,
    sub: session.userId,
  }
  const key = template.signingKey === null ? undefined : keyOf(template.signingAlgorithm, template.signingKey)
  return key ? signJwtWith(key, template.signingAlgorithm, claims) : signJwt(ctx.keys, claims)
}

function checked(ctx: Context, input: JwtTemplateInput, self?: JwtTemplate): Omit<JwtTemplate, 'id' | 'createdAt' | 'updatedAt'> {
  const name = input.name.trim()
  if (!/^[\w-]{1,255}$/.test(name)) throw invalidParam('name', 'name must be 1 to 255 letters, numbers, - and _.')
  if (ctx.store.jwtTemplates.by('name', name).some(t => t.id !== self?.id)) throw paramError('name', 'form_identifier_exists', 'already exists', `A JWT template with name ${name} already exists.`)
  const taken = Object.keys(input.claims).find(claim => reserved.includes(claim))
  if (taken) throw paramError('claims', 'jwt_template_reserved_claim', 'reserved claim', `The claim ${taken} is reserved: every token has its own.`)
  const signingAlgorithm = (input.customSigningKey ? input.signingAlgorithm : undefined) ?? 'RS256'
  if (input.customSigningKey && (!input.signingAlgorithm || !input.signingKey)) throw invalidParam(input.signingAlgorithm ? 'signing_key' : 'signing_algorithm', 'signing_algorithm and signing_key must be included with custom_signing_key.')
  if (input.customSigningKey && !keyOf(signingAlgorithm, input.signingKey ?? '')) throw invalidParam('signing_key', `signing_key must be a key for ${signingAlgorithm}, which must be one of ${Object.keys(signingAlgorithms).join(', ')}.`)
  return {
    name,
    claims: input.claims,
    lifetimeSeconds: input.lifetimeSeconds ?? self?.lifetimeSeconds ?? 60,
    clockSkewSeconds: input.clockSkewSeconds ?? self?.clockSkewSeconds ?? 5,
    signingKey: input.customSigningKey ? input.signingKey ?? null : null,
    signingAlgorithm,
  }
}

/** The key a text holds, if it fits the algorithm: a PEM, or the shared secret itself. */
function keyOf(algorithm: string, text: string): KeyObject | undefined {
  const type = Object.hasOwn(signingAlgorithms, algorithm) ? signingAlgorithms[algorithm as keyof typeof signingAlgorithms].type : undefined
  if (!type) return undefined
  try {
    const key = type === 'secret' ? createSecretKey(Buffer.from(text)) : createPrivateKey(text)
    return type === 'secret' || key.asymmetricKeyType === type ? key : undefined
  }
  catch {
    return undefined
  }
}
