import { z } from 'zod'
import { listQuerySchema } from './common'
import { PROJECT_NAME_LENGTH } from '../values'

const nameSchema = z.string({ error: 'Enter a name' }).trim().min(1, 'Enter a name').max(PROJECT_NAME_LENGTH, `Use ${PROJECT_NAME_LENGTH} characters at most`)

/** Body of `POST /api/orgs/:slug/projects`. Unknown keys are refused. */
export const createProjectSchema = z.strictObject({ name: nameSchema })

/** Body of `PATCH /api/orgs/:slug/projects/:id`: what is to change. Unknown keys are refused. */
export const updateProjectSchema = z.strictObject({ name: nameSchema.optional(), archived: z.boolean().optional() })
  .refine(change => Object.keys(change).length > 0, 'Say what is to change: name, archived')

/** What is to change of a project. */
export type ProjectChange = z.infer<typeof updateProjectSchema>

/** Query of `GET /api/orgs/:slug/projects`. */
export const projectListQuerySchema = listQuerySchema.extend({ status: z.enum(['active', 'archived']).default('active') })

/** Parsed project list query. */
export type ProjectListQuery = z.infer<typeof projectListQuerySchema>

/** Path parameters of one project. */
export const projectParamsSchema = z.object({
  slug: z.string(),
  id: z.string().regex(/^prj_[a-z0-9]+$/, 'Not a project id'),
})

/** A project as the API answers it; times in ms since 1970. */
export interface Project {
  /** `prj_…` */
  id: string
  name: string
  /** When it was archived; null while it is worked on. */
  archivedAt: number | null
  /** Name of the person who made it; null where that isn't known any more. */
  createdBy: string | null
  createdAt: number
  updatedAt: number
}
