import type { Metadata } from '../core/entities/index.ts'
import { paramError } from '../core/errors.ts'

/** Bytes of JSON that one kind of metadata may take (Clerk: 8 KB). */
export const metadataBytes = 8 * 1024

/** Whether metadata is within Clerk's limit. */
export function metadataFits(metadata: Metadata): boolean {
  return Buffer.byteLength(JSON.stringify(metadata)) <= metadataBytes
}

/** The metadata, or 422 when it is too large. */
export function checkMetadata(metadata: Metadata, param: string): Metadata {
  if (!metadataFits(metadata)) throw paramError(param, 'form_param_exceeds_allowed_size', 'exceeds allowed size', `${param} exceeds the maximum allowed size of ${metadataBytes} bytes.`)
  return metadata
}

/** Merges deeply; null removes a key (PATCH …/metadata in backend-api.yml). 422 when the outcome is too large. */
export function mergeMetadata(current: Metadata, change: Metadata | undefined, param: string): Metadata {
  return change ? checkMetadata(merge(current, change), param) : current
}

/** By way of a Map, for which `__proto__` is a key like any other. */
function merge(current: Metadata, change: Metadata): Metadata {
  const merged = new Map(Object.entries(current))
  for (const [key, value] of Object.entries(change)) {
    const old = merged.get(key)
    if (value === null) merged.delete(key)
    else merged.set(key, isMetadata(value) ? merge(isMetadata(old) ? old : {}, value) : value)
  }
  return Object.fromEntries(merged)
}

/** Whether a value is a JSON object. */
export function isMetadata(value: unknown): value is Metadata {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
