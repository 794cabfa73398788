/** `npm run mirror:purge [-- --days N]`: deletes old events from the inbox. */
import { purge } from '../../server/services/mirror/mirror'
import { command, numberSetting, UsageError } from './open.ts'

await command({ options: { days: { type: 'string' } } }, async (db, { values }) => {
  const days = values.days === undefined ? numberSetting('NUXT_MIRROR_RETENTION_DAYS') ?? 30 : Number(values.days)
  if (!(Number.isInteger(days) && days >= 1)) throw new UsageError('--days takes a whole number from 1 on.')
  console.log(`${await purge(db, days)} events deleted`)
  return 0
})
