import { expect, it } from 'vitest'
import { appUrlFor, wantedPort } from '../../../scripts/lib/app-url.ts'

it.each([
  [[], {}, 3000],
  [[], { PORT: '4000' }, 4000],
  [[], { PORT: '4000', NUXT_PORT: '5000' }, 5000],
  [['node', 'nuxt', 'dev', '--port', '6000'], { PORT: '4000' }, 6000],
  [['--port=6001'], {}, 6001],
  [['-p', '6002'], {}, 6002],
  [[], { PORT: '' }, 3000],
])('takes the port of %j and %j', (args, env, port) => {
  expect(wantedPort(args, env)).toBe(port)
})

it('believes NUXT_PUBLIC_APP_URL, else names localhost', () => {
  expect(appUrlFor({}, 3000)).toBe('http://localhost:3000')
  expect(appUrlFor({ NUXT_PUBLIC_APP_URL: 'https://app.example.com/' }, 3000)).toBe('https://app.example.com')
})
