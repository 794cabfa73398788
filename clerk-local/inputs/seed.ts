import type { z } from 'zod'
import { seedProblems } from '../seed/check.ts'
import type { SeedInput } from '../seed/index.ts'
import { extendDemo } from '../seed/extend.ts'
import { type Seed, seedJsonSchema, seedSchema } from '../seed/schema.ts'
import { InputError } from './error.ts'
import { suggestion } from './nearest.ts'

/** Problems that are told at once; more would not be read. */
const told = 10

/** A seed whose form is right and whose names all lead somewhere, or an InputError that says what to mend and where. */
export function parseSeed(input: unknown, source: string): Seed {
  const result = seedSchema.safeParse(input)
  const seed = result.data?.extends ? extendDemo(result.data) : result.data
  const problems = seed ? seedProblems(seed) : result.error!.issues.flatMap(describe)
  if (!problems.length) return seed!
  const lines = problems.slice(0, told).map(({ path, message }) => `${place(path)}: ${message}`)
  if (problems.length > told) lines.push(`and ${problems.length - told} more`)
  throw new InputError(`${source} is wrong at ${lines.length === 1 ? lines[0] : `${problems.length} places:\n  ${lines.join('\n  ')}`}`)
}

/** A seed by its name, or checked. */
export function namedOrChecked(input: unknown): SeedInput {
  return input === 'demo' || input === 'empty' ? input : parseSeed(input, 'The seed')
}

/** `organizations[0].members[1].email`. */
function place(path: readonly PropertyKey[]): string {
  return path.map((key, i) => typeof key === 'number' ? `[${key}]` : `${i ? '.' : ''}${String(key)}`).join('') || 'its top'
}

function describe(issue: z.core.$ZodIssue): { path: PropertyKey[], message: string }[] {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map(key => ({ path: [...issue.path, key], message: `is not known here. ${suggestion(key, keysAt(issue.path))}` }))
  }
  if (issue.code === 'invalid_type' && issue.input === undefined && issue.message.endsWith('received undefined')) return [{ path: issue.path, message: 'is missing.' }]
  return [{ path: issue.path, message: issue.message.endsWith('.') ? issue.message : `${issue.message}.` }]
}

/** The keys that an object at this place may have. */
function keysAt(path: readonly PropertyKey[]): string[] {
  const place = path.reduce<Place | undefined>((at, key) => typeof key === 'number' ? at?.items : at?.properties?.[String(key)], seedJsonSchema() as Place)
  return Object.keys(place?.properties ?? {})
}

interface Place { properties?: Record<string, Place>, items?: Place }
