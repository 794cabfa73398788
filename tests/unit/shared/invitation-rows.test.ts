import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { markRows, readInvitationRows } from '../../../shared/invitation-rows'
import { MAX_ADDRESSES } from '../../../shared/values'

const roles = [{ key: 'org:admin', name: 'Admin' }, { key: 'org:billing_manager', name: 'Billing manager' }]
const read = (text: string) => readInvitationRows(text, roles, 'org:member').rows

describe('readInvitationRows', () => {
  it.each([
    ['one a line', 'a@x.com\nb@x.com\r\nc@x.com\n\n'],
    ['in one line', 'a@x.com, b@x.com; c@x.com'],
    ['with names', 'Ann <a@x.com>\n"Bee, Bob" <b@x.com>\nCee\t<c@x.com>'.replace('Cee\t', 'Cee ')],
    ['in any case', 'A@X.com\n B@x.COM \nc@x.com'],
  ])('reads addresses %s', (_, text) => {
    expect(read(text)).toEqual(['a@x.com', 'b@x.com', 'c@x.com'].map(emailAddress => ({ emailAddress, role: 'org:member' })))
  })

  it('reads roles by name, key and key without prefix, and skips a heading', () => {
    expect(read('E-mail,Role\na@x.com,Admin\nb@x.com;org:admin\n"c@x.com","billing_manager"\nd@x.com,\ne@x.com,Boss')).toEqual([
      { emailAddress: 'a@x.com', role: 'org:admin' },
      { emailAddress: 'b@x.com', role: 'org:admin' },
      { emailAddress: 'c@x.com', role: 'org:billing_manager' },
      { emailAddress: 'd@x.com', role: 'org:member' },
      { emailAddress: 'e@x.com', role: 'Boss', problem: 'unknown_role' },
    ])
  })

  it('says what is no address, and what comes twice', () => {
    expect(read('nonsense@\na@x.com\nA@x.com').map(({ problem }) => problem)).toEqual(['invalid', undefined, 'duplicate'])
  })

  it('leaves out what is too much, and says how much', () => {
    const { rows, leftOut } = readInvitationRows(Array.from({ length: MAX_ADDRESSES + 3 }, (_, at) => `p${at}@x.com`).join('\n'), roles, 'org:member')
    expect([rows.length, leftOut]).toEqual([MAX_ADDRESSES, 3])
  })

  it('takes any text', () => {
    fc.assert(fc.property(fc.string(), (text) => {
      for (const { emailAddress, problem } of read(text)) if (!problem) expect(emailAddress).toContain('@')
    }))
  })
})

describe('markRows', () => {
  it('marks who is here and who finds no seat; what is not sent takes none', () => {
    const rows = [...read('here@x.com\ninvited@x.com\nnonsense@\na@x.com\nb@x.com\nc@x.com')]
    const marked = markRows(rows, { members: ['here@x.com'], invited: ['invited@x.com'] }, 2)
    expect(marked.map(({ problem }) => problem)).toEqual(['member', 'invited', 'invalid', undefined, undefined, 'no_seat'])
    expect(markRows(rows, { members: [], invited: [] }, null).filter(({ problem }) => problem === 'no_seat')).toEqual([])
  })
})
