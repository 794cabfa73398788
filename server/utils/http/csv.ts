import { Readable } from 'node:stream'
import { setResponseHeaders, type H3Event } from 'h3'

/** A value of one cell. */
type Cell = string | number | null

/** A cell by RFC 4180. A text that a spreadsheet would take for a formula gets an apostrophe in front. */
function cell(value: Cell): string {
  const text = typeof value === 'string' && /^[=+\-@\t\r]/.test(value) ? `'${value}` : String(value ?? '')
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

/** One line of a CSV file. */
export const csvLine = (cells: readonly Cell[]): string => `${cells.map(cell).join(',')}\r\n`

/**
 * Answers with a CSV file that is sent while its rows are read, so that its size costs no memory.
 *
 * @param name - of the file, without its ending
 * @param rows - read as fast as the client takes them
 */
export function sendCsv(event: H3Event, name: string, head: readonly string[], rows: AsyncIterable<readonly Cell[]>): Readable {
  setResponseHeaders(event, { 'Content-Type': 'text/csv; charset=utf-8', 'Content-Disposition': `attachment; filename="${name.replace(/[^\w.-]/g, '_')}.csv"` })
  async function* lines() {
    // A mark of the encoding: without it some spreadsheets garble what isn't ASCII.
    yield `\uFEFF${csvLine(head)}`
    for await (const row of rows) yield csvLine(row)
  }
  return Readable.from(lines())
}
