import { z } from 'zod'

/** Body of `POST /api/orgs/:slug/reports`. */
export const createReportSchema = z.strictObject({ title: z.string().trim().min(1).max(120) })

/** A report as the API answers it; time in ms since 1970. */
export interface Report { id: string, title: string, createdBy: string, createdAt: number }
