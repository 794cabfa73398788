import { describe, expect, it } from 'vitest'
import { texts } from '#shared/texts'

const envelope = { statusCode: 409, message: 'x', data: { code: 'last_admin' } }

describe('errorDataOf', () => {
  it('reads the API\'s envelope, as FetchError and as page error', () => {
    expect(errorDataOf({ data: envelope })?.code).toBe('last_admin')
    expect(errorDataOf({ data: { code: 'last_admin' } })?.code).toBe('last_admin')
  })

  it.for([null, undefined, new Error('x'), { data: 'last_admin' }, { data: { code: 'invented' } }, { data: { data: { code: 7 } } }])('is null for %o', (error) => {
    expect(errorDataOf(error)).toBeNull()
  })
})

describe('wordsOf', () => {
  it('says what a code means', () => expect(wordsOf({ data: envelope })).toBe(texts.errorWords.last_admin))
  it('tells a missing network from a broken server', () => {
    expect(wordsOf(Object.assign(new Error('x'), { name: 'FetchError' }))).toBe(texts.errors.offline)
    expect(wordsOf(Object.assign(new Error('x'), { name: 'FetchError', status: 502 }))).toBe(texts.errors.unknown)
  })
})
