import { z } from 'zod'

/** Query of `GET /api/orgs/:slug/domains`; `fresh` has Clerk asked before the answer. */
export const domainListQuerySchema = z.object({ fresh: z.enum(['true']).optional() })

/** A domain of an organization as the API answers it; times in ms since 1970. */
export interface Domain {
  /** `orgdmn_…` */
  id: string
  name: string
  /** One of `enrollmentModes`, or `enterprise_sso`. */
  enrollmentMode: string
  /** Whether the organization has proved that the domain is its own. */
  verified: boolean
  createdAt: number
  /** The name of the single sign-on connection that people of this domain sign in through: nobody can join by the domain alone. */
  connection: string | null
}
