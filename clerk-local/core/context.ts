import type { Keys } from './keys.ts'
import type { Settings } from './settings.ts'
import type { Store } from './store.ts'

/** What every domain function and route works with. */
export interface Context {
  store: Store
  /** Mutable: the Backend API and test controls change it. */
  settings: Settings
  keys: Keys
  /** Own origin, `http://127.0.0.1:<port>`; known once the server listens. */
  url: string
  /** One readable line about a call or an event. */
  log: (line: string) => void
}
