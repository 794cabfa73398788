import { existsSync, globSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { loadNuxtConfig } from '@nuxt/kit'
import { describe, expect, it } from 'vitest'
import { checks } from '../../../scripts/doctor/examine.ts'
import { errorStatus, type ErrorCode } from '../../../shared/errors'
import { pages, read } from '../../support/docs/blocks'

const root = join(import.meta.dirname, '..', '..', '..')

interface Settings { [key: string]: Settings | string | number | boolean }

/** The variables that set a runtime configuration. Source: Nuxt's guide to runtime config. */
const namesIn = (settings: Settings, prefix = 'NUXT'): string[] => Object.entries(settings).flatMap(([key, value]) => {
  const name = `${prefix}_${key.replaceAll(/[A-Z]/g, '_$&').toUpperCase()}`
  return typeof value === 'object' ? namesIn(value, name) : [name]
})

describe('the documentation', () => {
  it('names npm scripts that there are', () => {
    const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> }
    const named = pages.flatMap(page => [...read(page).matchAll(/npm run ([\w:-]+)/g)].map(([, script]) => ({ page, script: script! })))
    expect(named.length).toBeGreaterThan(30)
    expect(named.filter(({ script }) => !(script in scripts))).toEqual([])
  })

  it('names variables that .env.example explains', () => {
    const known = new Set(read('.env.example').match(/\bNUXT_[A-Z_]+/g))
    const named = pages.flatMap(page => [...read(page).matchAll(/\bNUXT_[A-Z_]+[A-Z]\b/g)].map(([variable]) => ({ page, variable })))
    expect(named.length).toBeGreaterThan(30)
    expect(named.filter(({ variable }) => !known.has(variable))).toEqual([])
  })

  it('explains every setting of the app, and what its scripts read, in .env.example', async () => {
    // Without what Nuxt and Nitro set themselves.
    const { app: _, nitro: __, ...own } = (await loadNuxtConfig({ cwd: root })).runtimeConfig
    const settings = namesIn(own as unknown as Settings)
    expect(settings).toContain('NUXT_PUBLIC_CLERK_PUBLISHABLE_KEY')
    const inScripts = globSync('scripts/**/*.ts', { cwd: root }).flatMap(file => read(file).match(/(?<=\benv\.)(?:CLERK|DOCTOR|NUXT)_[A-Z_]+/g) ?? [])
    // A synonym of PORT that Nitro knows.
    expect([...settings, ...inScripts].filter(name => name !== 'NUXT_PORT' && !read('.env.example').includes(`${name}=`))).toEqual([])
  })

  it('explains every check of the doctor', () => {
    expect(checks.map(({ id }) => id).filter(id => !read('docs/doctor.md').includes(`\`${id}\``))).toEqual([])
  })

  it('explains every export of the server\'s surface', () => {
    const names = [...read('server/index.ts').matchAll(/^export \{ ([^}]+) \}/gm)].flatMap(([, list]) => list!.split(', ').map(name => name.replace('type ', '')))
    expect(names.length).toBeGreaterThan(8)
    expect(names.filter(name => !read('docs/server.md').includes(name))).toEqual([])
  })

  it('gives error codes with the status they have', () => {
    const named = pages.flatMap(page => [...read(page).matchAll(/\b([45]\d\d) `([a-z]+(?:_[a-z]+)+)`/g)].map(([, status, code]) => ({ page, code: code!, status: Number(status) })))
    expect(named.length).toBeGreaterThan(20)
    expect(named.filter(({ code, status }) => errorStatus[code as ErrorCode] !== status)).toEqual([])
  })

  it('leads to files that there are', () => {
    const broken = pages.flatMap(page => [...read(page).matchAll(/\]\((?!https?:|#)([^)#\s]+)(?:#[^)]*)?\)/g)]
      .flatMap(([, target]) => existsSync(join(root, dirname(page), target!)) ? [] : [`${page}: ${target}`]))
    expect(broken).toEqual([])
  })

  it('leads to headings that there are', () => {
    const anchors = (page: string) => [...read(page).matchAll(/^#+ (.+)$/gm)].map(([, title]) => title!.toLowerCase().replaceAll(/[^\w\- ]/g, '').replaceAll(' ', '-'))
    const hints = [...read('server/utils/clerk/hints.ts').matchAll(/See (docs\/\S+\.md)#([\w-]+)/g)].filter(([, page, anchor]) => !anchors(page!).includes(anchor!))
    expect(hints).toEqual([])
    const broken = pages.flatMap(page => [...read(page).matchAll(/\]\(([^)#\s:]*\.md)?#([^)]+)\)/g)]
      .flatMap(([, target, anchor]) => anchors(target ? join(dirname(page), target) : page).includes(anchor!) ? [] : [`${page}: ${target ?? ''}#${anchor}`]))
    expect(broken).toEqual([])
  })
})
