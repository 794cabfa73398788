import { defaultSettings, type SettingsInput } from '../core/settings.ts'
import { InputError } from './error.ts'
import { suggestion } from './nearest.ts'

/** Settings that must be one of some words. */
const words: Record<string, readonly string[]> = {
  'organizations.domainEnrollmentModes': ['manual_invitation', 'automatic_invitation', 'automatic_suggestion'],
  'signUp.mode': ['public', 'restricted'],
  'rateLimits': ['off', 'development', 'production'],
  'session.handshake': ['token', 'nonce'],
}

/** Settings that exist, each with the type of its default; anything else is an InputError that names the nearest one. */
export function checkSettings(input: unknown, source: string): SettingsInput {
  const problem = mismatch(input, defaultSettings, '')
  if (problem) throw new InputError(`${source} can't be used: ${problem}`)
  return input as SettingsInput
}

function mismatch(input: unknown, model: unknown, path: string): string | undefined {
  const allowed = words[path]
  if (Array.isArray(model)) {
    if (!Array.isArray(input)) return `${path} must be a list.`
    return input.map(item => wordProblem(item, allowed, path)).find(Boolean)
  }
  if (typeof model !== 'object' || model === null) {
    if (typeof input !== typeof model) return `${path} must be a ${typeof model}, not ${JSON.stringify(input)}.`
    if (typeof input === 'number' && !(input >= 0)) return `${path} must not be negative.`
    return wordProblem(input, allowed, path)
  }
  if (typeof input !== 'object' || input === null || Array.isArray(input)) return `${path || 'it'} must be a group of settings.`
  for (const [key, value] of Object.entries(input)) {
    if (value === undefined) continue
    const name = path ? `${path}.${key}` : key
    if (!Object.hasOwn(model, key)) return `${name} is not a setting. ${suggestion(key, Object.keys(model))}`
    const problem = mismatch(value, (model as Record<string, unknown>)[key], name)
    if (problem) return problem
  }
  return undefined
}

function wordProblem(value: unknown, allowed: readonly string[] | undefined, path: string): string | undefined {
  return allowed && !allowed.includes(String(value)) ? `${path} must be one of ${allowed.join(', ')}, not ${JSON.stringify(value)}.` : undefined
}
