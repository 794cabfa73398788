import type { Metadata } from '../core/entities.ts'

/** Merges deeply; null removes a key (PATCH …/metadata in backend-api.yml). */
export function mergeMetadata(current: Metadata, change: Metadata | undefined): Metadata {
  const merged: Metadata = { ...current }
  for (const [key, value] of Object.entries(change ?? {})) {
    const old = merged[key]
    if (value === null) delete merged[key]
    else merged[key] = isObject(value) ? mergeMetadata(isObject(old) ? old : {}, value) : value
  }
  return merged
}

function isObject(value: unknown): value is Metadata {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
