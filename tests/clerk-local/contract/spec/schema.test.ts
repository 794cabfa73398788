import { describe, expect, it } from 'vitest'
import { Spec } from './spec.ts'

const user = {
  type: 'object',
  additionalProperties: false,
  required: ['id', 'nickname'],
  properties: {
    id: { type: 'string' },
    nickname: { type: 'string', nullable: true },
    friend: { nullable: true, allOf: [{ $ref: '#/components/schemas/User' }] },
    proof: { oneOf: [{ $ref: '#/components/schemas/Code' }, { $ref: '#/components/schemas/Link' }], discriminator: { propertyName: 'object' } },
  },
}
const proof = (object: string) => ({ type: 'object', required: ['object'], properties: { object: { type: 'string', enum: [object] } } })
const answer = (schema: object) => ({ content: { 'application/json': { schema: { ...schema } } } })

const spec = new Spec({
  paths: {
    '/v1/users/{id}': { get: { operationId: 'GetUser', responses: { 200: answer({ $ref: '#/components/schemas/User' }), 404: { $ref: '#/components/responses/NotFound' } } } },
    '/users': { get: { operationId: 'ListUsers', responses: { 200: answer({ type: 'array', items: { $ref: '#/components/schemas/Code' } }) } } },
    '/users/count': { get: { operationId: 'CountUsers', responses: { 200: answer({ type: 'integer' }) } } },
  },
  components: { schemas: { User: user, Code: proof('code'), Link: proof('link') }, responses: { NotFound: answer({ type: 'object', required: ['errors'] }) } },
})

function problems(body: unknown, status = 200, path = '/users/u1') {
  return spec.answerProblems(spec.find('GET', path)!, status, body)?.map(({ pointer, place }) => ({ pointer, place }))
}

describe('holding an answer against a specification', () => {
  it('finds the operation, fixed words first, whether or not the path has a version', () => {
    expect(spec.find('GET', '/users/u1')?.id).toBe('GetUser')
    expect(spec.find('GET', '/users/count')?.id).toBe('CountUsers')
    expect(spec.find('POST', '/users/u1')).toBeUndefined()
  })

  it('takes null where a value or a reference is nullable', () => {
    expect(problems({ id: 'u1', nickname: null, friend: null, proof: { object: 'link' } })).toEqual([])
    expect(problems({ id: null, nickname: 1 })).toEqual([{ pointer: '/id', place: 'User.id' }, { pointer: '/nickname', place: 'User.nickname' }])
  })

  it('names what is missing and what is too many, however deep', () => {
    expect(problems({ id: 'u1', nickname: 'u', friend: { id: 'u2', age: 3 } })).toEqual([
      { pointer: '/friend/nickname', place: 'User.nickname' },
      { pointer: '/friend/age', place: 'User.age' },
    ])
  })

  it('says once that no alternative fits', () => {
    expect(problems({ id: 'u1', nickname: null, proof: { object: 'mail' } })).toEqual([{ pointer: '/proof', place: 'User.proof' }])
  })

  it('knows the answer to an error, and which statuses nobody described', () => {
    expect(problems({ errors: [] }, 404)).toEqual([])
    expect(problems({}, 404)).toEqual([{ pointer: '/errors', place: 'NotFound.errors' }])
    expect(problems({}, 418)).toBeUndefined()
  })

  it('looks into the page that an array may come as', () => {
    expect(problems([{ object: 'code' }], 200, '/users')).toEqual([])
    expect(problems({ data: [{ object: 'link' }], total_count: 1 }, 200, '/users')).toEqual([{ pointer: '/0/object', place: 'Code.object' }])
  })
})
