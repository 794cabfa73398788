import { nilParam, paramError } from '../../core/errors.ts'
import type { Table } from '../../core/store/table.ts'

/** A name that is there and no longer than Clerk takes. */
export function checkName(name: string): string {
  const trimmed = name.trim()
  if (!trimmed) throw nilParam('name')
  if (trimmed.length > 256) throw paramError('name', 'form_param_max_length_exceeded', 'exceeds maximum length', 'name should not exceed 256 characters.')
  return trimmed
}

/** A key of the wanted form that no other row of the table has. */
export function checkKey<Row extends { id: string, key: string }>(table: Table<Row>, key: string, form: { pattern: RegExp, words: string }, ownId?: string): string {
  if (!form.pattern.test(key)) throw paramError('key', 'form_param_format_invalid', 'is invalid', `key must ${form.words}.`)
  if (table.by('key', key as Row['key']).some(row => row.id !== ownId)) throw paramError('key', 'form_identifier_exists', 'already exists', 'That key is taken. Please try another.')
  return key
}
