import type { Faults } from '../faults/index.ts'
import type { SlidingWindows } from '../limits/sliding-window.ts'
import type { Keys } from './keys/keys.ts'
import type { Settings } from './settings.ts'
import type { Store } from './store/store.ts'

/** What every domain function and route works with. */
export interface Context {
  store: Store
  /** Mutable: the Backend API and test controls change it. */
  settings: Settings
  keys: Keys
  /** What goes wrong on purpose. */
  faults: Faults
  /** Calls that count against rate limits. */
  recentCalls: SlidingWindows
  /** Own origin, `http://127.0.0.1:<port>`; known once the server listens. */
  url: string
  /** Origin of the app that called last, `http://localhost:3000`; unknown before. */
  appOrigin?: string
  /** One readable line about a call or an event. */
  log: (line: string) => void
}
