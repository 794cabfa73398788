import { describe, expect, it } from 'vitest'
import { logLine } from '../../../server/utils/http/log.ts'

describe('a line of the log', () => {
  it('is one line of printable ASCII that reads back, whatever it holds', () => {
    const nasty = 'a\r\n[denied] {"code":"forged"}\u001b[31m\u009b1m\u2028\u0000é'
    const line = logLine('api', { nasty })
    expect(line).toMatch(/^\[api\] [\x20-\x7e]+$/)
    expect(JSON.parse(line.slice('[api] '.length))).toEqual({ nasty })
  })

  it.each([
    'sk_test_aBcDeF0123456789',
    'sk_live_aBcDeF0123456789',
    'whsec_c2VjcmV0LXNlY3JldA==',
    'eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJ1c2VyXzEifQ.c2lnbmF0dXJl',
  ])('does not hold %s', (secret) => {
    expect(logLine('api', { error: `Error: refused "${secret}" at …` })).not.toContain(secret.slice(8))
    expect(logLine('api', { error: `?token=${secret}&x=1` })).toContain('[redacted]')
  })
})
