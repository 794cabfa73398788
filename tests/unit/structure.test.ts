import { readdirSync, readFileSync } from 'node:fs'
import { join, relative, sep } from 'node:path'
import ts from 'typescript'
import { describe, expect, it } from 'vitest'
import { preparedPackages } from '../../modules/prepared-packages.ts'
import { importProblem, roomOf, rooms } from '../../scripts/lib/rooms.ts'

const root = join(import.meta.dirname, '..', '..')
const generated = new Set(['node_modules', '.git', '.nuxt', '.output', '.data', 'coverage', 'test-results', 'playwright-report'])

const everything = readdirSync(root, { withFileTypes: true })
  .filter(entry => !generated.has(entry.name))
  .flatMap(entry => entry.isDirectory()
    ? readdirSync(join(root, entry.name), { recursive: true, withFileTypes: true })
        .filter(file => file.isFile() && !file.parentPath.split(sep).some(part => generated.has(part)))
        .map(file => relative(root, join(file.parentPath, file.name)).split(sep).join('/'))
    : [entry.name])
const code = everything.filter(file => /\.(?:ts|mts|mjs|vue)$/.test(file))

/** The script of a file: all of it, or what stands in the script blocks of a component. */
function scriptOf(file: string): string {
  const text = readFileSync(join(root, file), 'utf8')
  return file.endsWith('.vue') ? [...text.matchAll(/<script\b[^>]*>([\s\S]*?)<\/script>/g)].map(match => match[1]).join('\n') : text
}

const parsed = new Map<string, ts.SourceFile>()
function parse(file: string): ts.SourceFile {
  const known = parsed.get(file) ?? ts.createSourceFile(file, scriptOf(file), ts.ScriptTarget.Latest, true, ts.ScriptKind.TS)
  parsed.set(file, known)
  return known
}

/** Every specifier a file imports or re-exports, types and dynamic imports included. */
function importsOf(file: string): string[] {
  const found: string[] = []
  const visit = (node: ts.Node): void => {
    const specifier = ts.isImportDeclaration(node) || ts.isExportDeclaration(node)
      ? node.moduleSpecifier
      : ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword
        ? node.arguments[0]
        : ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument) ? node.argument.literal : undefined
    if (specifier && ts.isStringLiteralLike(specifier)) found.push(specifier.text)
    ts.forEachChild(node, visit)
  }
  visit(parse(file))
  return found
}

/** Names of the functions a file calls. */
function callsOf(file: string): Set<string> {
  const names = new Set<string>()
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && ts.isIdentifier(node.expression)) names.add(node.expression.text)
    if (ts.isPropertyAccessExpression(node) && ts.isIdentifier(node.expression)) names.add(node.expression.text)
    ts.forEachChild(node, visit)
  }
  visit(parse(file))
  return names
}

const hasExportKeyword = (node: ts.Node) => ts.canHaveModifiers(node) && Boolean(ts.getModifiers(node)?.some(modifier => modifier.kind === ts.SyntaxKind.ExportKeyword))
const isOverload = (node: ts.Node, before: ts.Node | undefined) => ts.isFunctionDeclaration(node) && before && ts.isFunctionDeclaration(before) && node.name?.text === before.name?.text

/** Exports of a file without a JSDoc block above them, as `file:line`. */
function undocumentedExports(file: string): string[] {
  const source = parse(file)
  return source.statements.filter((node, index) =>
    (hasExportKeyword(node) || ts.isExportAssignment(node)) && !ts.getJSDocCommentsAndTags(node).length && !isOverload(node, source.statements[index - 1]))
    .map(node => `${file}:${source.getLineAndCharacterOfPosition(node.getStart()).line + 1}`)
}

const inRooms = (...names: string[]) => (file: string) => names.some(name => file.startsWith(`${name}/`))

describe('structure', () => {
  it('has only folders that are in the table of rooms', () => {
    const folders = new Set(everything.filter(file => file.includes('/') && !file.startsWith('.')).map(file => file.split('/')[0]!))
    expect([...folders].filter(folder => !(folder in rooms))).toEqual([])
  })

  it('has no app/ folder: the root is the source folder', () => {
    expect(everything.filter(inRooms('app'))).toEqual([])
  })

  it('imports only what the table of rooms allows', { timeout: 60_000 }, () => {
    const problems = code.flatMap(file => importsOf(file).flatMap((specifier) => {
      const problem = importProblem(file, specifier)
      return problem ? [`${file}: ${problem}`] : []
    }))
    expect(problems).toEqual([])
    expect(code.length).toBeGreaterThan(50)
  })

  it('calls the API from composables only', () => {
    const fetchers = ['$fetch', 'useFetch', 'useLazyFetch', 'useRequestFetch', 'useAsyncData', 'useLazyAsyncData']
    const callers = code.filter(inRooms('pages', 'layouts', 'components', 'plugins', 'middleware', 'stores'))
      .filter(file => fetchers.some(name => callsOf(file).has(name)))
    expect(callers).toEqual([])
  })

  it('knows in db/ alone which database it is', () => {
    const app = code.filter(inRooms('server', 'shared', 'composables', 'stores', 'middleware', 'plugins', 'components', 'pages', 'layouts', 'modules'))
    expect(app.filter(file => /sqlite|postgres/i.test(scriptOf(file)))).toEqual([])
    expect(app.length).toBeGreaterThan(50)
  })

  it('lets Vite prepare the packages that client code imports', () => {
    const client = code.filter(file => inRooms('assets', 'components', 'composables', 'layouts', 'middleware', 'pages', 'plugins', 'shared', 'stores')(file) || ['app.vue', 'error.vue'].includes(file))
    const used = client.flatMap(file => parse(file).statements.flatMap(node =>
      ts.isImportDeclaration(node) && !node.importClause?.isTypeOnly && ts.isStringLiteral(node.moduleSpecifier) ? [node.moduleSpecifier.text] : []))
      .filter(name => !/^[.#~]/.test(name))
    const nuxts = ['vue', 'vue-router', 'ofetch']
    expect([...new Set(used)].filter(name => !nuxts.includes(name) && !preparedPackages.includes(name))).toEqual([])
    expect(used).toContain('zod')
  })

  it('uses no auto-imported composable in stores', () => {
    const composables = code.filter(inRooms('composables')).flatMap(file => parse(file).statements.flatMap(node =>
      hasExportKeyword(node) && ts.isFunctionDeclaration(node) && node.name ? [node.name.text] : []))
    const uses = code.filter(inRooms('stores')).flatMap(file => composables.filter(name => callsOf(file).has(name)).map(name => `${file}: ${name}`))
    expect(uses).toEqual([])
  })

  it('explains every export of server, shared and db in a JSDoc line', () => {
    const files = code.filter(inRooms('server', 'shared', 'db')).filter(file => !/^db.migrations.\w+.index\.ts$/.test(file))
    expect(files.flatMap(undocumentedExports)).toEqual([])
  })
})

describe('the table of rooms', () => {
  it.each([
    ['components/org/Card.vue', '../../db', 'components/ may not import from db/'],
    ['components/org/Card.vue', '~~/server/utils/http/errors', 'components/ may not import from server/utils/'],
    ['components/org/Card.vue', '@/db/queries/people/members', 'components/ may not import from db/'],
    ['pages/index.vue', 'better-sqlite3', 'may not import the package'],
    ['stores/ui.ts', '../composables/useOrg', 'stores/ may not import from composables/'],
    ['shared/paths.ts', 'vue', 'may not import the package'],
    ['server/api/x.get.ts', '../ingest', 'server/api/ may not import from server/ingest/'],
    ['server/services/x.ts', 'h3', 'may not import the package'],
    ['server/utils/x.ts', 'drizzle-orm', 'may not import the package'],
    ['clerk-local/index.ts', '../shared/errors', 'clerk-local/ may not import from shared/'],
    ['server/utils/x.ts', '../../clerk-local', 'may not import from clerk-local/'],
    ['modules/x.ts', '../tests/support/app', 'may not import from tests/'],
    ['helpers/x.ts', './y', 'not in the table of rooms'],
  ])('refuses %s importing %s', (file, specifier, problem) => {
    expect(importProblem(file, specifier)).toContain(problem)
  })

  it.each([
    ['components/org/Card.vue', '#shared/policy/decide'],
    ['pages/orgs/[slug]/index.vue', '~/composables/useOrg'],
    ['server/api/orgs/[slug]/index.get.ts', '../../../../shared/errors'],
    ['server/services/x.ts', '../ingest'],
    ['tests/unit/x.test.ts', '../../db'],
    ['tests/unit/x.test.ts', '../../nuxt.config'],
    ['vitest.config.ts', './scripts/lib/rooms.ts'],
  ])('lets %s import %s', (file, specifier) => {
    expect(importProblem(file, specifier)).toBeUndefined()
  })

  it('gives the most specific folder', () => {
    expect(roomOf('server/api/orgs/x.get.ts')).toBe('server/api')
    expect(roomOf('server/error.ts')).toBe('server')
    expect(roomOf('nuxt.config.ts')).toBe('')
    expect(roomOf('elsewhere/x.ts')).toBeUndefined()
  })
})
