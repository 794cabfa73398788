import { readFileSync } from 'node:fs'
import { parse } from 'yaml'
import { z } from 'zod'
import { defaultSettings, type SettingsInput } from '../core/settings.ts'
import type { Seed } from '../seed/types.ts'

const text = z.string().min(1)

/** What a seed file may hold; misspelt keys are errors. */
export const seedSchema = z.strictObject({
  features: z.array(z.strictObject({ slug: text, name: text, description: z.string().optional() })).optional(),
  permissions: z.array(z.strictObject({ key: z.string().regex(/^org:[a-z0-9_]+:[a-z0-9_]+$/, 'must look like org:feature:action'), name: text, description: z.string().optional() })).optional(),
  plans: z.array(z.strictObject({
    slug: text,
    name: text,
    description: z.string().optional(),
    for: z.enum(['org', 'user']).optional(),
    default: z.boolean().optional(),
    monthlyFee: z.int().min(0).optional(),
    annualFee: z.int().min(0).optional(),
    features: z.array(text).optional(),
    seats: z.int().min(0).optional(),
  })).optional(),
  roles: z.array(z.strictObject({ key: z.string().regex(/^org:[a-z0-9_-]+$/, 'must look like org:role'), name: text.optional(), description: z.string().optional(), permissions: z.array(text) })).optional(),
  users: z.array(z.strictObject({ email: z.email(), password: z.string().min(8).optional(), firstName: text.optional(), lastName: text.optional() })).optional(),
  organizations: z.array(z.strictObject({
    name: text,
    slug: z.string().regex(/^[a-z0-9][a-z0-9_-]*$/, 'must be lower-case letters, digits, - and _'),
    plan: text.optional(),
    createdBy: text.optional(),
    members: z.array(z.strictObject({ email: text, role: text })).optional(),
  })).optional(),
}) satisfies z.ZodType<Seed>

/** A file that can't be used; the message is one sentence for people. */
export class InputError extends Error {}

/** Reads a seed in JSON or YAML. */
export function readSeedFile(file: string): Seed {
  return parseSeed(readInput(file, 'seed'), `The seed file ${file}`)
}

/** Checks a seed and says where it is wrong. */
export function parseSeed(input: unknown, source: string): Seed {
  const result = seedSchema.safeParse(input)
  if (result.success) return result.data
  const [issue] = result.error.issues
  throw new InputError(`${source} is wrong at ${issue?.path.join('.') || 'its top'}: ${issue?.message}.`)
}

/** Reads settings in JSON or YAML; each must be one that exists, with the type of its default. */
export function readSettingsFile(file: string): SettingsInput {
  const input = readInput(file, 'settings')
  const problem = mismatch(input, defaultSettings, '')
  if (problem) throw new InputError(`The settings file ${file} is wrong: ${problem}.`)
  return input as SettingsInput
}

function readInput(file: string, kind: string): unknown {
  try {
    return parse(readFileSync(file, 'utf8')) ?? {}
  }
  catch (error) {
    throw new InputError(`The ${kind} file ${file} can't be read: ${error instanceof Error ? error.message.split('\n')[0] : String(error)}.`)
  }
}

function mismatch(input: unknown, model: unknown, path: string): string | undefined {
  if (Array.isArray(model)) return Array.isArray(input) ? undefined : `${path} must be a list`
  if (typeof model !== 'object' || model === null) return typeof input === typeof model ? undefined : `${path} must be a ${typeof model}`
  if (typeof input !== 'object' || input === null || Array.isArray(input)) return `${path || 'it'} must be a group of settings`
  for (const [key, value] of Object.entries(input)) {
    const name = path ? `${path}.${key}` : key
    if (!Object.hasOwn(model, key)) return `${name} is not a setting`
    const problem = mismatch(value, (model as Record<string, unknown>)[key], name)
    if (problem) return problem
  }
  return undefined
}
