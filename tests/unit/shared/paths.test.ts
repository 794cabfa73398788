import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { orgPath, safeReturnPath } from '../../../shared/paths'

const origin = 'http://localhost:3000'

describe('safeReturnPath', () => {
  it.each([
    ['/orgs/acme/members?query=a#top', '/orgs/acme/members?query=a#top'],
    ['http://localhost:3000/orgs/acme', '/orgs/acme'],
    ['/', '/'],
    ['/a/../b', '/b'],
  ])('keeps %s', (value, path) => expect(safeReturnPath(value, origin)).toBe(path))

  it.each([
    '//evil.test', '/\\evil.test', '\\/evil.test', 'https://evil.test', 'javascript:alert(1)', 'http://localhost:3000.evil.test/',
    'http://localhost:3000@evil.test/', '/\t/evil.test', '/ /evil', '', 'orgs', '/.//evil.test', '/a/..//evil.test', undefined, null, 7, ['/orgs'],
    'http://user@localhost:3000/orgs', `/${'a'.repeat(3000)}`,
  ])('refuses %j', value => expect(safeReturnPath(value, origin)).toBeNull())

  it('never gives anything that leaves the origin', () => {
    const piece = fc.constantFrom('/', '\\', '.', '..', '@', ':', '//', 'evil.test', 'http:', '?', '#', '%2f', '\t', 'a')
    fc.assert(fc.property(fc.array(piece, { maxLength: 8 }).map(parts => parts.join('')), (value) => {
      const path = safeReturnPath(value, origin)
      if (path !== null) expect(new URL(path, origin).origin).toBe(origin)
    }), { numRuns: 2000 })
  })
})

it('takes an origin with a slash at its end', () => expect(safeReturnPath(`${origin}/orgs/acme`, `${origin}/`)).toBe('/orgs/acme'))

describe('orgPath', () => {
  it('encodes the slug', () => expect(orgPath('a/b', '/members')).toBe('/orgs/a%2Fb/members'))
})
