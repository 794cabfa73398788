/** `npm run mirror:replay -- msg_… | --all | --listeners`: projects stored events once more, or has listeners try again what was given up. */
import { replay, retryListeners } from '../../server/services/mirror/mirror'
import { command, UsageError } from './open.ts'

await command({ options: { all: { type: 'boolean' }, listeners: { type: 'boolean' } }, allowPositionals: true }, async (db, { values, positionals }) => {
  if ([values.all, values.listeners, positionals.length].filter(Boolean).length !== 1)
    throw new UsageError('Say which: the id of an event (msg_…), --all for every one in quarantine, or --listeners for what listeners gave up.')
  if (values.listeners) {
    console.log(`${await retryListeners(db)} tasks are due again`)
    return 0
  }
  const outcomes = { applied: 0, ignored: 0, quarantined: 0, erased: 0 }
  for (const id of values.all ? [undefined] : positionals)
    for (const [outcome, count] of Object.entries(await replay(db, id))) outcomes[outcome as keyof typeof outcomes] += count
  console.log(Object.entries(outcomes).map(([outcome, count]) => `${count} ${outcome}`).join(', '))
  return outcomes.quarantined ? 1 : 0
})
