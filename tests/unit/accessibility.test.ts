import { globSync, readFileSync } from 'node:fs'
import { join, sep } from 'node:path'
import { expect, it } from 'vitest'
import { parse } from 'vue/compiler-sfc'
import { axePages } from '../support/axe/pages.ts'

const root = join(import.meta.dirname, '..', '..')
const filesOf = (pattern: string) => globSync(pattern, { cwd: root }).map(file => file.split(sep).join('/')).sort()
const components = filesOf('components/**/*.vue')
/** `components/org/Page.vue` → `OrgPage`, as Nuxt names it. */
const nameOf = (file: string) => file.replace(/^components\/|\.client|\.vue$/g, '').split('/').map(part => part.split('-').map(word => word.charAt(0).toUpperCase() + word.slice(1)).join('')).join('')
const byName = new Map(components.map(file => [nameOf(file), file]))
const templateOf = (file: string) => parse(readFileSync(join(root, file), 'utf8')).descriptor.template?.content ?? ''

/** The components that stand in a file's template. */
const usedBy = (file: string) => [...templateOf(file).matchAll(/<(?:Lazy)?([A-Z]\w*)/g)].flatMap(([, name]) => byName.get(name!) ?? [])
const overlay = /<(?:UModal|USlideover|UiConfirmDialog|UDashboardSearch)\b/

it('every page is checked by axe, and every check has its page', () => {
  expect(Object.keys(axePages).sort()).toEqual(filesOf('pages/**/*.vue'))
})

it('every component stands on a page that is checked, or in the frame around one', () => {
  const seen = new Set<string>()
  const follow = (file: string): void => usedBy(file).filter(used => !seen.has(used)).forEach((used) => {
    seen.add(used)
    follow(used)
  })
  for (const file of [...Object.keys(axePages), ...filesOf('layouts/*.vue'), 'app.vue', 'error.vue']) follow(file)
  expect(components.filter(file => !seen.has(file))).toEqual([])
})

it('every component that opens something over the page is opened for its check', () => {
  const opened = new Set(Object.values(axePages).flatMap(({ overlays = [] }) => overlays.map(({ component }) => component)))
  expect(components.filter(file => overlay.test(templateOf(file)) && file !== 'components/ui/ConfirmDialog.vue' && !opened.has(file))).toEqual([])
  expect([...opened].filter(file => !components.includes(file))).toEqual([])
})
