import { readFileSync } from 'node:fs'
import { parse } from 'yaml'
import { describe, expect, it } from 'vitest'
import { help } from '../../../clerk-local/cli/help.ts'
import { faultInput } from '../../../clerk-local/faults/index.ts'
import { createClerkLocal } from '../../../clerk-local/index.ts'
import { parseSeed } from '../../../clerk-local/inputs/seed.ts'

const guide = readFileSync(new URL('../../../docs/clerk-local.md', import.meta.url), 'utf8')

describe('the guide', () => {
  it('shows a seed that works', async () => {
    const clerk = await createClerkLocal({ seed: parseSeed(parse(/```yaml\n(.+?)```/s.exec(guide)?.[1] ?? ''), 'The guide') })
    expect(clerk.store.organizations.by('slug', 'acme')).toHaveLength(1)
    await clerk.close()
  })

  it('names every flag and every fault, and no other', () => {
    const flags = (text: string) => [...new Set(text.match(/--[a-z]+(-[a-z]+)*/g))].filter(flag => flag !== '--help').sort()
    expect(flags(guide)).toEqual(flags(help))
    const kinds = faultInput.options.map(option => option.shape.kind.value)
    expect([...guide.matchAll(/^\| `(\w+)` \|.*\|.*\|$/gm)].map(match => match[1])).toEqual(expect.arrayContaining(kinds))
  })

  it('names controls of tests that are there', async () => {
    const clerk = await createClerkLocal()
    for (const path of ['/snapshot', '/settings', '/changes', '/webhooks/endpoints', '/webhooks/deliveries', '/faults']) {
      expect(guide).toContain(path)
      expect((await fetch(`${clerk.url}/__test__${path}`)).status).toBe(200)
    }
    await clerk.close()
  })
})
