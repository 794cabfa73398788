import { invalidParam } from '../../core/errors.ts'
import type { Params } from '../params.ts'

/** A parameter that is a whole number from 1, or absent. */
export function wholeNumber(params: Params, name: string): number | undefined {
  const text = params.string(name)
  if (!text) return undefined
  const value = Number(text)
  if (!Number.isInteger(value) || value < 1 || value > 1_000_000) throw invalidParam(name, `${name} must be a whole number of at least 1.`)
  return value
}
