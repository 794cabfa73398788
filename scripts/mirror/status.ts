/** `npm run mirror:status [-- --json]`: how the mirror does. */
import { mirrorStatus } from '../../server/services/mirror/mirror'
import { command } from './open.ts'

const age = (now: number, at: number | null) => {
  if (at === null) return 'never'
  const seconds = Math.max(0, Math.round((now - at) / 1000))
  const [value, unit] = seconds < 120 ? [seconds, 's'] : seconds < 7200 ? [Math.round(seconds / 60), 'min'] : seconds < 172_800 ? [Math.round(seconds / 3600), 'h'] : [Math.round(seconds / 86_400), 'days']
  return `${value} ${unit} ago`
}

await command({ options: { json: { type: 'boolean' } } }, async (db, { values }) => {
  const status = await mirrorStatus(db)
  if (values.json) {
    console.log(JSON.stringify(status, null, 2))
    return 0
  }
  const { now, lastEvent, events, quarantine, listeners, reconcile: { running, last }, heartbeat } = status
  const counted = Object.values(last?.counts ?? {}).reduce((sum, { missing = 0, changed = 0, gone = 0, buried = 0 }) => sum + missing + changed + gone + buried, 0)
  const lines = [
    ['last event', lastEvent ? `${age(now, lastEvent.receivedAt)}, ${lastEvent.type}, ${lastEvent.outcome}` : 'none'],
    ['its lag', lastEvent?.lag == null ? '-' : `${(lastEvent.lag / 1000).toFixed(1)} s`],
    ['events', Object.entries(events).map(([outcome, count]) => `${count} ${outcome}`).join(', ')],
    ['listeners', `${listeners.waiting} tasks wait, ${listeners.givenUp} given up${listeners.givenUp ? ' (npm run mirror:replay -- --listeners tries them again)' : ''}`],
    ['app alive', age(now, heartbeat)],
    ['compared', running ? 'now' : last ? `${age(now, last.finishedAt)}, ${counted} differences${last.complete ? '' : ', not in full'}` : 'never'],
  ]
  for (const [name, value] of lines) console.log(`${name!.padEnd(12)}${value}`)
  if (quarantine.length) console.log('\nin quarantine, newest first (npm run mirror:replay -- --all projects them once more):')
  for (const { svixId, type, receivedAt, attempts, error } of quarantine) console.log(`  ${svixId}  ${type}  ${age(now, receivedAt)}  tried ${attempts} times\n    ${error.replaceAll(/\s+/g, ' ').slice(0, 200)}`)
  return 0
})
