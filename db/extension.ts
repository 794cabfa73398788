import type { Extension } from './migrations/migration'
import type { Kit } from './schema'

/** Tables and migrations of an app that extends this one: none here. That app puts its own file in this one's place, by the alias `#tables`. */
export const extension = { tables: (_kit: Kit) => ({}), migrations: { sqlite: [], postgresql: [] } } satisfies Extension
