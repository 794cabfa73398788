import { describe, expect, it } from 'vitest'
import { type ClerkLocalInfo, completeLoopbackEnv, isLoopback, localEnv, misnamedVariables, missingKeys } from '../../../scripts/lib/clerk-env.ts'

const info: ClerkLocalInfo = {
  url: 'http://127.0.0.1:4010',
  backendApiUrl: 'http://127.0.0.1:4010/backend',
  frontendApiUrl: 'http://127.0.0.1:4010/frontend',
  publishableKey: 'pk_test_x',
  secretKey: 'sk_test_x',
  jwtKey: 'PEM',
  webhookSecret: 'whsec_x',
  people: [],
}

describe('misnamedVariables', () => {
  it.each([
    ['CLERK_SECRET_KEY', 'NUXT_CLERK_SECRET_KEY'],
    ['CLERK_PUBLISHABLE_KEY', 'NUXT_PUBLIC_CLERK_PUBLISHABLE_KEY'],
    ['NUXT_CLERK_PUBLISHABLE_KEY', 'NUXT_PUBLIC_CLERK_PUBLISHABLE_KEY'],
    ['NEXT_PUBLIC_CLERK_PUBLISHABLE_KEY', 'NUXT_PUBLIC_CLERK_PUBLISHABLE_KEY'],
    ['NEXT_PUBLIC_CLERK_SIGN_IN_URL', 'NUXT_PUBLIC_CLERK_SIGN_IN_URL'],
    ['NEXT_PUBLIC_APP_URL', 'NUXT_PUBLIC_APP_URL'],
    ['VITE_CLERK_PUBLISHABLE_KEY', 'NUXT_PUBLIC_CLERK_PUBLISHABLE_KEY'],
    ['CLERK_WEBHOOK_SIGNING_SECRET', 'NUXT_CLERK_WEBHOOK_SIGNING_SECRET'],
    ['CLERK_WEBHOOK_SECRET', 'NUXT_CLERK_WEBHOOK_SIGNING_SECRET'],
    ['CLERK_JWT_KEY', 'NUXT_CLERK_JWT_KEY'],
    ['DATABASE_URL', 'NUXT_DATABASE_URL'],
  ])('names the right variable for %s, and no value', (wrong, right) => {
    expect(misnamedVariables({ [wrong]: 'the-value' })).toEqual([`${wrong} is not read by this app: rename it to ${right}.`])
  })

  it('speaks of a leak when a secret has a public name', () => {
    const [sentence] = misnamedVariables({ NUXT_PUBLIC_CLERK_SECRET_KEY: 'sk_live_secret' })
    expect(sentence).toContain('rename it to NUXT_CLERK_SECRET_KEY')
    expect(sentence).toContain('rotate')
    expect(sentence).not.toContain('sk_live')
  })

  it('says so when the right one is set too', () => {
    expect(misnamedVariables({ CLERK_SECRET_KEY: 'a', NUXT_CLERK_SECRET_KEY: 'b' }))
      .toEqual(['CLERK_SECRET_KEY is not read by this app: NUXT_CLERK_SECRET_KEY is set and counts.'])
  })

  it('is quiet about right names, other programs\' variables and empty ones', () => {
    expect(misnamedVariables({ ...localEnv(info), NUXT_PUBLIC_APP_URL: 'http://localhost:3000', CLERK_LOCAL: '1', PATH: '/bin', CLERK_SECRET_KEY: ' ' })).toEqual([])
  })
})

describe('missingKeys', () => {
  it('takes empty for missing', () => {
    expect(missingKeys({ NUXT_CLERK_SECRET_KEY: '' })).toEqual(['NUXT_PUBLIC_CLERK_PUBLISHABLE_KEY', 'NUXT_CLERK_SECRET_KEY'])
    expect(missingKeys({ NUXT_CLERK_SECRET_KEY: 'a' })).toEqual(['NUXT_PUBLIC_CLERK_PUBLISHABLE_KEY'])
    expect(missingKeys(localEnv(info))).toEqual([])
  })
})

describe('completeLoopbackEnv', () => {
  const NUXT_CLERK_API_URL = info.backendApiUrl

  it('gives the browser a way to a Clerk on this machine', () => {
    expect(completeLoopbackEnv({ NUXT_CLERK_API_URL })).toEqual({
      NUXT_PUBLIC_CLERK_PROXY_URL: '/__clerk',
      NUXT_CLERK_FRONTEND_API_URL: info.frontendApiUrl,
    })
    expect(completeLoopbackEnv({ NUXT_CLERK_API_URL: 'http://localhost:99/backend/' })).toMatchObject({ NUXT_CLERK_FRONTEND_API_URL: 'http://localhost:99/frontend' })
  })

  it('keeps what is said already', () => {
    expect(completeLoopbackEnv({ NUXT_CLERK_API_URL, NUXT_PUBLIC_CLERK_PROXY_URL: '/p' })).toEqual({})
    expect(completeLoopbackEnv({ NUXT_CLERK_API_URL, NUXT_CLERK_FRONTEND_API_URL: 'http://f' })).toEqual({ NUXT_PUBLIC_CLERK_PROXY_URL: '/__clerk' })
  })

  it('leaves Clerk\'s cloud alone', () => {
    expect(completeLoopbackEnv({})).toEqual({})
    expect(completeLoopbackEnv({ NUXT_CLERK_API_URL: 'https://api.clerk.com' })).toEqual({})
    expect(isLoopback('http://127.0.0.1.example.com')).toBe(false)
    expect(isLoopback('http://[::1]:80/x')).toBe(true)
  })
})
