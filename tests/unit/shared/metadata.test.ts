import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { mergeMetadata } from '../../../clerk-local/domain/metadata.ts'
import { differencesOf, holdsNull, mergePatch, type Metadata } from '../../../shared/metadata.ts'

const value = fc.letrec(tie => ({
  any: fc.oneof({ depthSize: 'small' }, fc.string(), fc.integer(), fc.boolean(), fc.array(fc.integer(), { maxLength: 3 }), tie('object')),
  object: fc.dictionary(fc.constantFrom('a', 'b', 'c', '__proto__', 'constructor'), tie('any'), { maxKeys: 4, noNullPrototype: true }),
}))
const object = value.object as fc.Arbitrary<Metadata>

describe('a patch', () => {
  it('makes one of the other when Clerk merges it, and leaves alone what it does not name', () => {
    fc.assert(fc.property(object, object, (before, after) => {
      const patch = mergePatch(before, after)
      expect(mergeMetadata(before, patch, 'public_metadata')).toEqual(after)
      expect(mergeMetadata({ ...before, elsewhere: 1 }, patch, 'public_metadata')).toEqual({ ...after, elsewhere: 1 })
      expect(mergePatch(after, after)).toEqual({})
      expect(differencesOf(before, after).length === 0).toBe(Object.keys(patch).length === 0)
    }))
  })
})

it('differences name what is added, removed and changed, at any depth', () => {
  expect(differencesOf({ a: 1, b: { c: [1], d: 'x' }, gone: true }, { a: 1, b: { c: [1, 2], d: 'x' }, fresh: {} })).toEqual([
    { path: 'b.c', before: [1], after: [1, 2] },
    { path: 'gone', before: true, after: undefined },
    { path: 'fresh', before: undefined, after: {} },
  ])
})

it('null is found at any depth of objects', () => {
  expect([holdsNull({ a: { b: null } }), holdsNull({ a: [null] }), holdsNull({ a: 0 })]).toEqual([true, false, false])
})
