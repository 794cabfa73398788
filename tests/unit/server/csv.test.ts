import { describe, expect, it } from 'vitest'
import { csvLine } from '../../../server/utils/http/csv'

describe('a line of a CSV file', () => {
  it.each([
    [['a', 1, null], 'a,1,\r\n'],
    [['Lovelace, Ada', 'say "hi"', 'two\nlines'], '"Lovelace, Ada","say ""hi""","two\nlines"\r\n'],
    [['=HYPERLINK("x")', '+1', '-1', '@a', '\tb', -1], '"\'=HYPERLINK(""x"")",\'+1,\'-1,\'@a,\'\tb,-1\r\n'],
    [['Zoë 東京 🦊'], 'Zoë 東京 🦊\r\n'],
  ])('of %j', (cells, line) => expect(csvLine(cells)).toBe(line))
})
