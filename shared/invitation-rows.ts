import { createInvitationSchema } from './schemas/invitation'
import { MAX_ADDRESSES } from './values'

/** Why a row is not sent. */
export type RowProblem = 'invalid' | 'duplicate' | 'unknown_role' | 'member' | 'invited' | 'no_seat'

/** One invitation of a list, as it was read. */
export interface InvitationRow { emailAddress: string, role: string, problem?: RowProblem }

/** A role that rows may name, by key or by name. */
interface NamedRole { key: string, name: string }

/** The address in `Ada Lovelace <ada@example.com>`, or the text itself. */
const addressIn = (text: string): string => (/<([^<>]*)>/.exec(text)?.[1] ?? text).trim().toLowerCase()

const unquoted = (cell: string): string => cell.trim().replace(/^"(.*)"$/s, '$1').replaceAll('""', '"').trim()

/** Splits a line at commas, semicolons and tabs that stand outside of quotes. */
const cellsOf = (line: string): string[] => line.match(/("([^"]|"")*"|[^,;\t])+/g)?.map(unquoted).filter(Boolean) ?? []

/**
 * Reads addresses that were pasted, or a CSV file: an address a line, or many; a second column may name a role.
 *
 * @param text - lines of `address`, `address, role` or `address, address, …`; a first line without any address is a heading
 * @param roles - the roles that can be given
 * @param role - the key for rows that name none
 * @returns at most `MAX_ADDRESSES` rows and how many were left out; rows that can't be sent say why
 */
export function readInvitationRows(text: string, roles: readonly NamedRole[], role: string): { rows: InvitationRow[], leftOut: number } {
  const lines = text.split(/\r\n|\r|\n/).map(cellsOf).filter(cells => cells.length)
  if (lines.length > 1 && !lines[0]?.some(cell => cell.includes('@'))) lines.shift()

  const seen = new Set<string>()
  const read = (address: string, named?: string): InvitationRow => {
    const emailAddress = addressIn(address)
    const given = named === undefined ? role : roles.find(({ key, name }) => [key, name, key.replace(/^org:/, '')].some(word => word.toLowerCase() === named.toLowerCase()))?.key
    const duplicate = seen.has(emailAddress)
    seen.add(emailAddress)
    if (!createInvitationSchema.shape.emailAddress.safeParse(emailAddress).success) return { emailAddress, role: given ?? role, problem: 'invalid' }
    if (duplicate) return { emailAddress, role: given ?? role, problem: 'duplicate' }
    return given === undefined ? { emailAddress, role: named ?? role, problem: 'unknown_role' } : { emailAddress, role: given }
  }

  const rows = lines.flatMap((cells) => {
    const [first = '', second] = cells
    // One address and a word is an address with its role; anything else is a list of addresses.
    return cells.length === 2 && second !== undefined && !second.includes('@') ? [read(first, second)] : cells.map(cell => read(cell))
  })
  return { rows: rows.slice(0, MAX_ADDRESSES), leftOut: Math.max(0, rows.length - MAX_ADDRESSES) }
}

/**
 * Marks rows that are of no use: people who are here already, and those for whom no seat is left. Other problems stay.
 *
 * @param free - seats left; null is any number
 */
export function markRows(rows: readonly InvitationRow[], known: { members: readonly string[], invited: readonly string[] }, free: number | null): InvitationRow[] {
  let left = free ?? Infinity
  return rows.map((row) => {
    if (row.problem) return row
    if (known.members.includes(row.emailAddress)) return { ...row, problem: 'member' }
    if (known.invited.includes(row.emailAddress)) return { ...row, problem: 'invited' }
    return left-- > 0 ? row : { ...row, problem: 'no_seat' }
  })
}
