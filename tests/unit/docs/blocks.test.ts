import { execFileSync, execSync } from 'node:child_process'
import { existsSync, globSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { type Block, blocks, pages, read } from '../../support/docs/blocks'

const root = join(import.meta.dirname, '..', '..', '..')
const composables = 'docs/composables'
const examples = readdirSync(join(root, composables, 'examples')).map(file => file.replace('.vue', ''))
const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> }

/** Where a block is executed or type-checked, other than here. */
const elsewhere: { where: string, is: (block: Block) => boolean }[] = [
  { where: 'tests/examples/guide.spec.ts', is: ({ page, file }) => page === 'docs/recipes/start-an-app.md' && file !== undefined },
  { where: 'tests/clerk-local/tools/guide.test.ts', is: ({ page, language }) => page === 'docs/clerk-local.md' && language === 'yaml' },
  // What another framework does with clerk-local; it installs them.
  { where: 'tests/long/other-frameworks.test.ts', is: ({ page, language, code }) => page === 'docs/clerk-local.md' && (language === 'dotenv' || /'@clerk\/(?:express|nextjs)|rewrites:/.test(code)) },
  { where: 'tests/unit/db/postgresql/tenants.test.ts', is: ({ language }) => language === 'sql' },
]

const sourceOf = (script: string) => {
  const file = /\S+\.ts$/.exec(scripts[script] ?? '')?.[0]
  return file?.startsWith('clerk-local/') ? readdirSync(join(root, 'clerk-local', 'cli')).map(name => read(`clerk-local/cli/${name}`)).join('\n') : file ? read(file) : ''
}

/** What is wrong with a command, or undefined. Those that change the machine are run by the gate and by the guide's test. */
function commandProblem(command: string): string | undefined {
  const script = /^npm (?:run )?(install|test|start|[\w:-]+)(?: -- (.*))?$/.exec(command)
  if (script && !command.startsWith('npm install ')) {
    const [, name = '', flags = ''] = script
    if (name !== 'install' && !(name in scripts)) return `there is no script ${name}`
    const unknown = (flags.match(/--[\w-]+/g) ?? []).filter(flag => flag !== '--help' && !new RegExp(`['"\\s]?${flag.slice(2)}['"]?\\s*:`).test(sourceOf(name)))
    return unknown.length ? `${name} doesn’t read ${unknown.join(', ')}` : undefined
  }
  const run = /^npx (vitest run|playwright test) --project[= ](\S+) (\S+)$/.exec(command)
  if (run) {
    const projects = run[1] === 'vitest run' ? read('vitest.config.ts') : read('playwright.config.ts')
    return projects.includes(`name: '${run[2]}'`) && existsSync(join(root, run[3]!)) ? undefined : 'no such project or file'
  }
  // The release notes of what there is.
  if (command.startsWith('git log ')) return execSync(command.replace('v0.1.0..HEAD', '-n 200'), { cwd: root, encoding: 'utf8', shell: '/bin/sh' }).startsWith('- ') ? undefined : 'it lists nothing'
  return /^(?:rm -rf \.data|mkdir reports && cd reports|npm init -y|npm pkg set .*|npm install (?:\.\.\/clerk-orgs nuxt@\^4\.5|--save-dev node@24 typescript@5\.9))$/.test(command) ? undefined : 'nothing checks it'
}

/** What is wrong with a block, or undefined. */
function problem({ page, language, file, code }: Block): string | undefined {
  if (language === 'sh') return code.trim().split('\n').flatMap(line => line.replace(/\s+# .*$/, '').split(' && ').length > 1 && line.startsWith('npm') ? line.split(' && ') : [line.replace(/\s+# .*$/, '')])
    .map(commandProblem).find(Boolean)
  if (language === 'dotenv') return code.trim().split('\n').every(line => read('.env.example').includes(line.split('=')[0]!)) ? undefined : '.env.example doesn’t know it'
  if (language === 'yaml') return (parse(code) as { scrape_configs: { metrics_path: string }[] }).scrape_configs.every(({ metrics_path: path }) => globSync(`server${path}{,/index}.get.ts`, { cwd: root }).length) ? undefined : 'there is no such path'
  // A drawing.
  if (language === 'mermaid') return
  if (page.startsWith(`${composables}/`)) return code === read(join(composables, 'examples', page.split('/').at(-1)!.replace('.md', '.vue'))) ? undefined : 'it isn’t the example that is run'
  if (!file) return 'it names no file'
  const source = [join('examples', 'extend', file), file].find(path => existsSync(join(root, path)))
  return source && read(source).includes(code.trimEnd()) ? undefined : `it doesn’t stand in ${source ?? file}, which is type-checked and run`
}

describe('a block of code in the documentation', () => {
  const all = pages.flatMap(blocks)

  it.each(pages.filter(page => blocks(page).length))('is executed or type-checked: %s', (page) => {
    const here = blocks(page).filter(block => !elsewhere.some(({ is }) => is(block)))
      // Run below.
      .filter(({ code }) => !code.includes('from \'./clerk-local/index.ts\''))
    expect(here.map(block => ({ problem: problem(block), code: block.code })).filter(({ problem }) => problem)).toEqual([])
  })

  it('is tested elsewhere where that is said', () => {
    for (const { where, is } of elsewhere) {
      expect(existsSync(join(root, where)), where).toBe(true)
      expect(all.some(is), where).toBe(true)
    }
  })

  it('of clerk-local in a test runs', { timeout: 30_000 }, () => {
    const [block] = all.filter(({ code }) => code.includes('from \'./clerk-local/index.ts\''))
    const script = join(mkdtempSync(join(tmpdir(), 'clerk-orgs-docs-')), 'example.mts')
    writeFileSync(script, block!.code.replace('./clerk-local/index.ts', pathToFileURL(join(root, 'clerk-local', 'index.ts')).href))
    execFileSync(process.execPath, [script])
  })
})

describe('docs/composables', () => {
  it('has a page for each example, named in its contents, and no other', () => {
    expect(readdirSync(join(root, composables)).filter(file => file.endsWith('.md')).map(file => file.replace('.md', '')).sort()).toEqual(['README', ...examples].sort())
    for (const name of examples) expect(readFileSync(join(root, composables, 'README.md'), 'utf8')).toContain(`(${name}.md)`)
  })
})
