/** A membership as the API answers it, with the person's public data; times in ms since 1970. */
export interface Member {
  /** The membership's id, `orgmem_…`. */
  id: string
  userId: string
  /** Clerk's role key, such as `org:admin`. */
  role: string
  roleName: string
  /** The person's primary identifier: an e-mail address, username or phone number. */
  identifier: string | null
  firstName: string | null
  lastName: string | null
  imageUrl: string | null
  createdAt: number
  updatedAt: number
}
