import { sql, type SQLWrapper } from 'drizzle-orm'
import type { Tables } from '../../types'

/** A person's name, else their address; null when both are erased or were never known. */
export const nameOf = ({ users }: Tables, id: SQLWrapper) => sql<string | null>`(select coalesce(nullif(trim(coalesce(${users.firstName}, '') || ' ' || coalesce(${users.lastName}, '')), ''), ${users.identifier})
  from ${users} where ${users.id} = ${id})`

/** What a role is called now; nothing where it is not known. */
export const nameOfRole = ({ roles }: Tables, key: SQLWrapper) => sql`select ${roles.name} from ${roles} where ${roles.key} = ${key} and ${roles.deletedAt} is null
  order by ${roles.createdAt} desc, ${roles.id} desc limit 1`
