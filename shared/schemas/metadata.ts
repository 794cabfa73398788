import { z } from 'zod'
import type { Metadata } from '../metadata'

/** The most that Clerk keeps, in bytes of JSON. Source: Clerk's guide to metadata. */
export const METADATA_BYTES = 8 * 1024

/** Whether it is within Clerk's limit. What is nested too deep to be written is not. */
export function metadataFits(value: unknown): boolean {
  try { return new TextEncoder().encode(JSON.stringify(value)).length <= METADATA_BYTES }
  catch { return false }
}

/** Body of `PATCH /api/orgs/:slug/metadata`: what is merged into the public metadata; null removes a key. */
export const updateMetadataSchema = z.strictObject({
  publicMetadata: z.record(z.string(), z.unknown()).refine(metadataFits, `Use ${METADATA_BYTES / 1024} KB at most`),
})

/** Answer of `GET` and `PATCH /api/orgs/:slug/metadata`. */
export interface OrganizationMetadata { publicMetadata: Metadata }
