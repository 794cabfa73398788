import AxeBuilder from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { axePages, type AxePage } from '../support/axe/pages.ts'
import { axeScene } from '../support/axe/scene.ts'
import { signInOnPage } from '../support/people.ts'
import { untilQuiet } from '../support/quiet.ts'
import { expect, test } from './fixtures.ts'

/** What axe finds in the app's own part of the page, as Clerk's components are Clerk's; and whether it is wider than the screen. */
async function findings(page: Page): Promise<string[]> {
  await untilQuiet(page)
  const { violations } = await new AxeBuilder({ page }).exclude('.cl-rootBox').analyze()
  const tooWide = await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth)
  return [...violations.map(({ id, nodes }) => `${id}: ${nodes.map(node => node.target.join(' ')).join(', ')}`), ...tooWide ? ['wider than the screen'] : []]
}

const pagesOf = (who: AxePage['as']) => Object.values(axePages).filter(({ as }) => as === who)

// Both themes and both widths; the four together would find little more.
for (const [colorScheme, width] of [['light', 1280], ['dark', 390]] as const) {
  test.describe(`${colorScheme}, ${width} px`, () => {
    test.use({ colorScheme, viewport: { width, height: 800 }, reducedMotion: 'reduce' } as Parameters<typeof test.use>[0])
    test.setTimeout(300_000)

    test('axe finds nothing on the pages for everybody', async ({ page, guard }) => {
      guard.expectStatus('/no-such-page', 404)
      for (const path of pagesOf('nobody').flatMap(({ paths }) => paths({ admin: null as never, slug: '', memberId: '', domain: '' }))) {
        await page.goto(path)
        expect.soft(await findings(page), path).toEqual([])
      }
    })

    test('axe finds nothing on an admin\'s pages, nor on what opens on them', async ({ app, page }) => {
      const scene = await axeScene(app)
      await signInOnPage(page, scene.admin, `/orgs/${scene.slug}`)
      await expect(page).toHaveURL(`${app.url}/orgs/${scene.slug}`)
      for (const { paths, overlays = [] } of pagesOf('admin')) {
        for (const path of paths(scene)) {
          await page.goto(path)
          expect.soft(await findings(page), path).toEqual([])
        }
        for (const { component, open } of overlays) {
          await page.goto(paths(scene)[0]!)
          await untilQuiet(page)
          await open(page, scene)
          await expect(page.getByRole('dialog').first(), component).toBeVisible()
          expect.soft(await findings(page), component).toEqual([])
          await page.keyboard.press('Escape')
          await expect(page.getByRole('dialog'), component).toHaveCount(0)
          // Who works with the keyboard goes on where they were. The palette opens from anywhere.
          if (component !== 'components/app/Palette.vue') await expect.soft(page.locator(':focus'), `focus after ${component}`).toHaveCount(1)
        }
      }
    })
  })
}
