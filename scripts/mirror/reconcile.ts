/** `npm run mirror:reconcile [-- --org org_… --check --fix --per-second N --json]`: compares the mirror with Clerk. */
import { openDifferences, reconcile } from '../../server/ingest'
import { callsPerSecond } from '../../server/services/mirror/reconcile'
import { command, numberSetting, openClerk, UsageError } from './open.ts'

const options = { 'org': { type: 'string' }, 'check': { type: 'boolean' }, 'fix': { type: 'boolean' }, 'per-second': { type: 'string' }, 'json': { type: 'boolean' } } as const

await command({ options }, async (db, { values }) => {
  const { org: organizationId, check = false, json = false } = values
  if (check && values.fix) throw new UsageError('--check only tells what differs, and --fix puts it right: give one of them.')
  if (organizationId !== undefined && !organizationId.startsWith('org_')) throw new UsageError('--org takes the id of an organization, such as org_2abc.')
  const perSecond = Number(values['per-second'] ?? 0) || numberSetting('NUXT_MIRROR_CALLS_PER_SECOND')
  if (perSecond !== undefined && !(perSecond > 0)) throw new UsageError('--per-second takes a number above 0.')
  const { clerk, secretKey } = await openClerk()
  const stop = new AbortController()
  process.once('SIGINT', () => stop.abort(new UsageError('Stopped. The next run goes on from here.')))

  const fix = !check
  const report = await reconcile({ db, clerk }, {
    organizationId, fix, perSecond: perSecond || callsPerSecond(secretKey), signal: stop.signal, progress: line => json || console.error(line),
  })
  const { counts, differences, unreadable, incomplete, resumed, startedAt, finishedAt } = report
  const open = openDifferences(report, fix)
  if (json) console.log(JSON.stringify({ ...report, open }, null, 2))
  else {
    if (resumed) console.log('Went on where the last run stopped.')
    for (const { table, id, kind } of differences) console.log(`  ${kind.padEnd(8)} ${table.padEnd(17)} ${id}`)
    console.table(Object.fromEntries(Object.entries(counts).map(([table, { scanned, missing = 0, changed = 0, gone = 0, buried = 0 }]) => [table, { scanned, missing, changed, gone, buried }])))
    for (const { table, id } of unreadable) console.log(`Clerk sent ${table} ${id} in a form that cannot be read.`)
    for (const { what, why } of incomplete) console.log(`Not compared in full: ${what}. ${why}`)
    console.log(`${open ? `${open} differences ${fix ? 'that cannot be put right' : 'found'}` : fix && differences.length ? 'Put right' : 'No difference'}, in ${((finishedAt - startedAt) / 1000).toFixed(1)} s.`)
  }
  return incomplete.length ? 2 : open ? 1 : 0
})
