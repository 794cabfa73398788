import { describe, expect, it } from 'vitest'
import { operations as backend } from '../../../clerk-local/backend/operations.ts'
import { operations as frontend } from '../../../clerk-local/frontend/operations.ts'
import { implemented } from './operations.ts'
import { extras, inScope } from './scope.ts'
import { loadSpec, specFolder, specNames } from './spec/spec.ts'

const checked = specFolder ? '' : ' (skipped: CLERK_OPENAPI_DIR names no folder with Clerk\'s specifications)'

describe.skipIf(!specFolder)(`the contract and Clerk's specifications${checked}`, () => {
  it.each(['backend', 'frontend'] as const)('has each %s operation under its name, method and path', async (api) => {
    const described = new Map(loadSpec(api).operations.map(({ id, method, path }) => [id, `${method} ${path}`]))
    const ours = Object.entries(await implemented(api))
    const different = ours.filter(([id, operation]) => !(id in extras[api]) && described.get(id) !== operation)
    expect(different.map(([id, operation]) => `${id} is ${operation}, not ${described.get(id)}`)).toEqual([])
    const names = new Set(ours.map(([id]) => id))
    expect(Object.keys(extras[api]).filter(id => !names.has(id) || described.has(id)), 'extras that are none').toEqual([])
  })

  it.each(Object.entries({ backend, frontend }))('knows every operation of the %s by name, to answer 501 for those it lacks', (api, operations) => {
    const line = ({ id, method, path }: { id: string, method: string, path: string }) => `${method} ${path} ${id}`
    const described = loadSpec(api as 'backend' | 'frontend').operations.filter(({ path }) => !path.startsWith('/.well-known'))
    expect(operations.map(line).sort()).toEqual(described.map(line).sort())
  })

  it.each(Object.keys(specNames) as (keyof typeof specNames)[])('keeps a scope of %s that names only what there is', (name) => {
    const spec = loadSpec(name)
    const all = new Set([...spec.operations.map(operation => operation.id), ...spec.events])
    expect([...inScope(name)].filter(id => !all.has(id))).toEqual([])
  })
})
