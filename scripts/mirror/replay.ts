/** `npm run mirror:replay -- msg_… | --all`: projects stored events once more. */
import { replay } from '../../server/services/mirror'
import { command, UsageError } from './open.ts'

await command({ options: { all: { type: 'boolean' } }, allowPositionals: true }, async (db, { values, positionals }) => {
  if (Boolean(values.all) === (positionals.length > 0)) throw new UsageError('Say which: the id of an event (msg_…), or --all for every one in quarantine.')
  const outcomes = { applied: 0, ignored: 0, quarantined: 0, erased: 0 }
  for (const id of values.all ? [undefined] : positionals)
    for (const [outcome, count] of Object.entries(await replay(db, id))) outcomes[outcome as keyof typeof outcomes] += count
  console.log(Object.entries(outcomes).map(([outcome, count]) => `${count} ${outcome}`).join(', '))
  return outcomes.quarantined ? 1 : 0
})
