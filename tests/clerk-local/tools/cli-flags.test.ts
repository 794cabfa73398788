import { describe, expect, it } from 'vitest'
import { readCommand } from '../../../clerk-local/cli/flags.ts'
import { help } from '../../../clerk-local/cli/help.ts'
import { createClerkLocal } from '../../../clerk-local/index.ts'

const settings = (...args: string[]) => {
  const command = readCommand(args)
  return command === 'help' ? undefined : command.settings
}

describe('the flags', () => {
  it('change single settings, and leave them all alone when none is given', () => {
    expect(settings()).toBeUndefined()
    expect(settings('--membership', 'optional', '--no-slugs', '--no-domains', '--no-billing', '--no-api-keys', '--max-members', '0', '--rate-limits', 'production', '--live')).toMatchObject({
      organizations: { membershipRequired: false, slugsEnabled: false, domainsEnabled: false, maxAllowedMemberships: 0, maxAllowedRoles: 10 },
      billing: { organizationEnabled: false }, apiKeys: { organizationEnabled: false }, rateLimits: 'production', live: true,
    })
  })

  it('give each webhook URL its own secret and types', () => {
    const secret = `whsec_${Buffer.from('a secret, long enough to sign').toString('base64')}`
    expect(readCommand(['--webhook-url', 'http://localhost:1/a', '--webhook-secret', secret, '--webhook-types', 'user.created,user.updated', '--webhook-url', 'https://b.test/', '--speed', '1000'])).toMatchObject({
      webhooks: [{ url: 'http://localhost:1/a', secret, types: ['user.created', 'user.updated'] }, { url: 'https://b.test/' }],
      speed: 1000,
    })
  })

  it('ask for generated data', () => {
    expect(readCommand(['--generate', '10x20', '--random-seed', '4', '--seed', 'empty'])).toMatchObject({ generate: { organizations: 10, members: 20 }, randomSeed: 4, seed: 'empty' })
  })

  it.each([
    [['--prot', '1'], /Did you mean --port\?/],
    [['--frobnicate'], /Unknown option '--frobnicate'. Try --help./],
    [['extra'], /extra/],
    [['--membership', 'maybe'], /--membership must be required or optional, not "maybe"/],
    [['--max-members', '-1'], /--max-members/],
    [['--rate-limits', 'on'], /rateLimits must be one of off, development, production/],
    [['--generate', '10'], /--generate must look like 1000x50/],
    [['--generate', '1x1', '--state', 'x'], /--generate and --state don't go together/],
    [['--random-seed', 'x'], /--random-seed must be a number/],
    [['--speed', '0'], /--speed must be a number above 0/],
    [['--webhook-secret', 'whsec_x'], /--webhook-secret belongs behind a --webhook-url/],
    [['--webhook-url', 'http://a.test', '--webhook-secret', 'secret'], /--webhook-secret must look like whsec_/],
  ])('are refused in one sentence: %j', (args, sentence) => {
    expect(() => readCommand(args)).toThrow(sentence)
  })

  it('are all in the help', () => {
    expect(readCommand(['-h'])).toBe('help')
    for (const flag of ['port', 'info', 'state', 'seed', 'generate', 'random-seed', 'webhook-url', 'webhook-secret', 'webhook-types', 'speed', 'settings', 'membership', 'max-members', 'rate-limits', 'no-slugs', 'no-domains', 'no-billing', 'no-api-keys', 'live', 'log', 'help']) expect(help).toContain(`--${flag} `)
  })
})

describe('the log of calls', () => {
  it('has a line for each call, with the code of what was refused', async () => {
    const lines: string[] = []
    const clerk = await createClerkLocal({ log: line => lines.push(line), logCalls: true })
    await fetch(`${clerk.backendApiUrl}/v1/organizations/none`, { headers: { authorization: `Bearer ${clerk.secretKey}` } })
    await fetch(`${clerk.frontendApiUrl}/v1/environment`)
    await clerk.close()
    expect(lines[0]).toMatch(/^\d\d:\d\d:\d\d GET \/backend\/v1\/organizations\/none 404 \d+ ms resource_not_found$/)
    expect(lines[1]).toMatch(/^\d\d:\d\d:\d\d GET \/frontend\/v1\/environment 200 \d+ ms$/)
  })
})
