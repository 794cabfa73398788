/** A data set to start from; a seed file holds the same as JSON. */
export interface Seed {
  features?: { slug: string, name: string, description?: string }[]
  permissions?: { key: string, name: string, description?: string }[]
  plans?: {
    slug: string
    name: string
    description?: string
    for?: 'org' | 'user'
    default?: boolean
    /** Cents. */
    monthlyFee?: number
    annualFee?: number
    features?: string[]
    seats?: number
  }[]
  /** Adds to `org:admin` and `org:member`, or makes a new role. */
  roles?: { key: string, name?: string, description?: string, permissions: string[] }[]
  users?: { email: string, password?: string, firstName?: string, lastName?: string }[]
  organizations?: {
    name: string
    slug: string
    plan?: string
    createdBy?: string
    members?: { email: string, role: string }[]
  }[]
}
