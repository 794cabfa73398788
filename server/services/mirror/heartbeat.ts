import { getSyncState, putSyncState, type Database, type Source } from '../../../db'

const KEY = 'heartbeat'

/** Writes that the app is alive, for real: it resolves after the commit. */
export const beat = (db: Database): Promise<void> => db.write(tx => putSyncState(tx, KEY, ''))

/** When some process of the app last wrote that it is alive, in ms since 1970; null when none ever did. */
export async function lastBeat(db: Source): Promise<number | null> {
  return (await getSyncState(db, KEY))?.updatedAt ?? null
}

/** Why the app cannot do its work: migrations run, nothing can be written, or deliveries wait with all other writes. */
export type Unready = 'migrating' | 'database_not_writable' | 'inbox_stuck'

/** A commit that takes longer than this, in ms, means that deliveries are stuck behind it. */
const PATIENCE = 2_000
/** An answer is good for this long, in ms: probes of several balancers are one write. */
const FRESH = 1_000

async function probe(db: Database): Promise<Unready[]> {
  const { promise: stuck, resolve } = Promise.withResolvers<Unready[]>()
  const timer = setTimeout(() => resolve(['inbox_stuck']), PATIENCE)
  const written = beat(db).then((): Unready[] => [], (): Unready[] => ['database_not_writable'])
  try { return await Promise.race([written, stuck]) }
  finally { clearTimeout(timer) }
}

const probes = new WeakMap<Database, { at: number, reasons: Promise<Unready[]> }>()

/**
 * Whether requests and webhooks can be served, tried with a write that waits in the same queue as they do.
 *
 * @param db - undefined while migrations run
 * @returns the reasons why not; none when all is well
 */
export async function unreadyReasons(db: Database | undefined): Promise<Unready[]> {
  if (!db) return ['migrating']
  const known = probes.get(db)
  if (known && known.at > Date.now() - FRESH) return known.reasons
  const reasons = probe(db)
  probes.set(db, { at: Date.now(), reasons })
  return reasons
}
