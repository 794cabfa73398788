import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { browserOf } from '../../support/app/browser.ts'
import { frameworkRoutes, handlerCases } from '../../support/matrix/handlers.ts'
import { outcomes, pageCases } from '../../support/matrix/pages.ts'
import { type Apps, cast, type Paying, type Persona, personas, type Scene, startApps } from '../../support/matrix/personas.ts'
import { accessMatrix, type Answers } from '../../support/matrix/document.ts'
import { builtRoutes } from '../../support/matrix/routes.ts'

let apps: Apps
beforeAll(async () => { apps = await startApps() })
afterAll(() => apps.close())

const insiders: readonly Persona[] = ['member', 'custom role', 'admin', 'admin, slug of their other organization']
const routes = builtRoutes()
const answered: Answers = {}

/** Goes through one row: asks as each persona under each plan, and holds the answers against what is expected. */
async function goThrough<Entered>(
  row: string, expected: Answers[string], enter: Parameters<typeof cast<Entered>>[2], ask: (scene: Scene<Entered>, persona: Persona) => Promise<string | number>,
) {
  const under = async (paying: Paying) => {
    const scenes = await cast(apps, paying, enter)
    return Object.fromEntries(await Promise.all(personas.map(async persona => [persona, await ask(scenes[persona], persona)]))) as Answers[string][Paying]
  }
  const [free, paid] = await Promise.all([under('free'), under('paid')])
  answered[row] = { free, paid }
  expect(answered[row]).toEqual(expected)
}

/** Nothing of the people and, outside, nothing of the organization. */
function expectSilence(text: string, { admin, member, organization }: Scene<unknown>, persona: Persona) {
  const secrets = [admin.email, member.email, ...insiders.includes(persona) ? [] : [organization.name]]
  expect(secrets.filter(secret => text.includes(secret)), `what ${persona} was told`).toEqual([])
}

describe('handlers', () => {
  const known = { ...handlerCases, ...frameworkRoutes }

  it('all have an expectation, and no expectation is left over', () => {
    expect(routes.handlers.filter(route => !(route in known)), 'Say what each persona gets of these: one line each in tests/support/matrix/handlers.ts.').toEqual([])
    expect(Object.keys(known).filter(route => !routes.handlers.includes(route)), 'These routes are gone: take their lines out of tests/support/matrix/handlers.ts.').toEqual([])
  })

  it.each(Object.entries(handlerCases))('%s', async (row, { expected, request }) => {
    const [method, pattern] = row.replace('ALL', 'GET').split(' ') as [string, string]
    await goThrough(row, expected, async (app, person, organization) => person && (await app.session(person)).token(organization?.id), async (scene, persona) => {
      const { params = {}, json, body, headers } = await request?.(scene) ?? {}
      const path = pattern.replace(/(?:\*\*)?:(\w+)/g, (_, name: string) => name === 'slug' ? scene.slug : params[name] ?? `missing-${name}`)
      const response = await fetch(scene.app.url + path, {
        method,
        headers: { ...scene.entered ? { authorization: `Bearer ${scene.entered}` } : {}, ...json ? { 'content-type': 'application/json' } : {}, ...headers },
        body: json ? JSON.stringify(json) : body,
      })
      if (response.status >= 400) expectSilence(await response.text(), scene, persona)
      // A stream of events has no end to wait for.
      else await response.body?.cancel()
      return response.status
    })
  })

  it.each(Object.entries(frameworkRoutes).filter(([, { answers }]) => answers))('%s is closed', async (route, { answers }) => {
    expect((await fetch(apps.required.url + route.replace('ALL ', '').replace('**', 'x'))).status).toBe(answers)
  })
})

describe('pages', () => {
  it('all have an expectation, and no expectation is left over', () => {
    expect(routes.pages.filter(path => !(path in pageCases)), 'Say what each persona gets of these: one line each in tests/support/matrix/pages.ts.').toEqual([])
    expect(Object.keys(pageCases).filter(path => !routes.pages.includes(path)), 'These pages are gone: take their lines out of tests/support/matrix/pages.ts.').toEqual([])
  })

  it.each(Object.entries(pageCases))('%s', async (row, { expected, title, secret }) => {
    await goThrough(row, expected, async (app, person, organization) => {
      const browser = browserOf(app, person && await app.session(person))
      if (person && organization) await (await app.session(person)).activate(organization.id)
      if (person) await browser.open('/api/nothing')
      return browser
    }, async (scene, persona) => {
      const { entered: browser, app, slug, own = '' } = scene
      const path = row.replace(':slug', slug).replace('/:rest(.*)*', '')
      const response = await browser.open(path)
      const html = await response.text()
      if (response.status === 200) {
        const parts = [`<title>${title}`, ...secret ? [secret(scene)] : []]
        expect(parts.filter(part => !html.includes(part)), `what ${persona} was not shown`).toEqual([])
        return 'shown'
      }
      expectSilence(html, scene, persona)
      expect(response.status, persona).toBe(302)
      const { pathname, search } = new URL(response.headers.get('location')!, app.url)
      const location = decodeURIComponent(pathname + search)
      const target = (template: string) => template.replace(':path', path).replace(':slug', slug).replace(':own', own).replace(':page', path.slice(`/orgs/${slug}`.length))
      const [name, outcome] = Object.entries(outcomes).find(([, found]) => found && target(found.to) === location) ?? [location]
      if (outcome && 'notice' in outcome) {
        const notice = await (await browser.open(location)).text()
        expect(notice.includes(outcome.notice.replace(':title', title)), `a notice to ${persona} at ${location}`).toBe(true)
        if (!insiders.includes(persona)) expectSilence(notice, scene, persona)
      }
      return name
    })
  })
})

it('stands in the docs', async () => {
  await expect(accessMatrix(answered)).toMatchFileSnapshot('../../../docs/access-matrix.md')
})
