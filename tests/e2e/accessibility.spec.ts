import AxeBuilder from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { axePages, type AxePage } from '../support/axe/pages.ts'
import { type AxeScene, axeScene } from '../support/axe/scene.ts'
import { openAs } from '../support/page/people.ts'
import { untilQuiet } from '../support/page/quiet.ts'
import { expect, test } from './fixtures.ts'

const widths = [1280, 390]

/** What axe finds in either theme in the app's own part of the page, as Clerk's components are Clerk's; and whether it is wider than the screen. */
async function findings(page: Page): Promise<string[]> {
  const found: string[] = []
  for (const [colorScheme, other] of [['light', 'dark'], ['dark', 'light']] as const) {
    // A change before the page is alive is one that it doesn't see.
    await expect(async () => {
      for (const scheme of [other, colorScheme]) await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' })
      await expect(page.locator(`html.${colorScheme}`)).toHaveCount(1, { timeout: 1000 })
    }).toPass()
    await untilQuiet(page)
    // Without frames of other origins, axe needs no page of its own to come to its end.
    const { violations } = await new AxeBuilder({ page }).setLegacyMode().exclude('.cl-rootBox').analyze()
    found.push(...violations.map(({ id, nodes }) => `${colorScheme}, ${id}: ${nodes.map(node => node.target.join(' ')).join(', ')}`))
  }
  if (await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth)) found.push('wider than the screen')
  return found
}

async function expectNothing(page: Page, path: string) {
  await page.goto(path)
  // Who is led elsewhere would have another page checked.
  await expect(page).toHaveURL(url => decodeURI(url.pathname) === path.split('?')[0])
  for (const width of widths) {
    await page.setViewportSize({ width, height: 800 })
    expect.soft(await findings(page), `${path} at ${width} px`).toEqual([])
  }
}

const pagesOf = (who: AxePage['as']) => Object.entries(axePages).filter(([, { as }]) => as === who)
/** Paths of pages that show nothing of an organization. */
const pathsOf = (who: 'nobody' | 'newcomer') => pagesOf(who).flatMap(([, { paths }]) => paths({ admin: null as never, slug: '', memberId: '', domain: '' }))

// The longest of all files by far: both workers share it.
test.describe.configure({ mode: 'parallel', timeout: 300_000 })

test('axe finds nothing on the pages for everybody', async ({ page, guard }) => {
  guard.expectStatus('/no-such-page', 404)
  for (const path of pathsOf('nobody')) await expectNothing(page, path)
})

test('axe finds nothing on the pages of somebody who has yet to choose an organization', async ({ app, page }) => {
  await openAs(app, page, await app.make.person('Nora'))
  for (const path of pathsOf('newcomer')) await expectNothing(page, path)
})

test.describe('an admin\'s', () => {
  let scene: AxeScene
  test.beforeAll(async ({ app }) => { scene = await axeScene(app) })

  for (const [file, { paths, overlays = [] }] of pagesOf('admin')) {
    test(`axe finds nothing on ${file}, nor on what opens on it`, async ({ app, page }) => {
      await openAs(app, page, scene.admin)
      for (const path of paths(scene)) await expectNothing(page, path)
      for (const width of overlays.length ? widths : []) {
        await page.setViewportSize({ width, height: 800 })
        await page.goto(paths(scene)[0]!)
        await untilQuiet(page)
        for (const { component, open } of overlays) {
          await open(page, scene)
          await expect(page.getByRole('dialog').first(), component).toBeVisible()
          expect.soft(await findings(page), `${component} at ${width} px`).toEqual([])
          await page.keyboard.press('Escape')
          await expect(page.getByRole('dialog'), component).toHaveCount(0)
          // Who works with the keyboard goes on where they were. The palette opens from anywhere.
          if (component !== 'components/app/Palette.vue') await expect.soft(page.locator(':focus'), `focus after ${component}`).toHaveCount(1)
        }
      }
    })
  }
})
