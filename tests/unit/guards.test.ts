import { globSync, readFileSync } from 'node:fs'
import { join, sep } from 'node:path'
import ts from 'typescript'
import { describe, expect, it } from 'vitest'
import { parse as parseComponent } from 'vue/compiler-sfc'
import { resolveSpecifier } from '../../scripts/lib/rooms.ts'

const root = join(import.meta.dirname, '..', '..')
const filesOf = (pattern: string) => globSync(pattern, { cwd: root }).map(file => file.split(sep).join('/')).sort()
const read = (file: string) => readFileSync(join(root, file), 'utf8')
const parse = (file: string, text: string) => ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true, ts.ScriptKind.TS)

/** Handlers that anybody may call, and why. */
const publicHandlers: Record<string, string> = {
  'server/api/health.get.ts': 'says that the process answers, and nothing else',
  'server/api/ready.get.ts': 'says whether the process can do its work: balancers ask it',
  'server/api/metrics.get.ts': 'the token for metrics or for operators is the guard',
  'server/api/admin/mirror/index.get.ts': 'the token for operators is the guard',
  'server/api/admin/mirror/purge.post.ts': 'the token for operators is the guard',
  'server/api/admin/mirror/replay.post.ts': 'the token for operators is the guard',
  'server/api/webhooks/clerk.post.ts': 'Clerk calls it without a session; the signature over the raw bytes is the guard',
  'server/routes/__clerk/[...path].ts': 'forwards to Clerk\'s Frontend API, which has its own guard',
}

/** Pages outside of organizations that ask for a session and nothing more, and why. */
const signedInPages: Record<string, string> = {
  'pages/me/index.vue': 'lists the person\'s own organizations and what they can join',
  'pages/me/profile/[...rest].vue': 'the person\'s own profile, by Clerk\'s component',
  'pages/orgs/index.vue': 'lists the person\'s own organizations, wherever they stand',
  'pages/session-tasks/choose-organization.vue': 'for people who have yet to choose an organization',
}

/** Which function guards a handler: below an organization its own, elsewhere the one for people. */
const guardOf = (file: string) => file.startsWith('server/api/orgs/[slug]/')
  ? { name: 'defineOrgHandler', from: 'server/utils/guard/org-handler' }
  : { name: 'defineUserHandler', from: 'server/utils/guard/user-handler' }

/** Why a handler is not guarded, or undefined when its default export is a call of its guard. */
function unguarded(file: string, text: string): string | undefined {
  const guard = guardOf(file)
  const { statements } = parse(file, text)
  const imported = statements.some(node => ts.isImportDeclaration(node)
    && ts.isStringLiteral(node.moduleSpecifier) && resolveSpecifier(file, node.moduleSpecifier.text)?.replace(/\.ts$/, '') === guard.from
    && node.importClause?.namedBindings && ts.isNamedImports(node.importClause.namedBindings)
    && node.importClause.namedBindings.elements.some(({ name, propertyName }) => name.text === guard.name && !propertyName))
  const exported = statements.find(node => ts.isExportAssignment(node))?.expression
  const called = exported && ts.isCallExpression(exported) && ts.isIdentifier(exported.expression) ? exported.expression.text : undefined
  if (!imported) return `${file} does not import ${guard.name} from ${guard.from}.`
  if (called !== guard.name) return `${file} exports something else than ${guard.name}(…).`
}

/** Names of what a page says in `definePageMeta`. */
function metaOf(file: string, text: string): string[] {
  const source = parse(file, parseComponent(text, { ignoreEmpty: false }).descriptor.scriptSetup?.content ?? '')
  const meta = source.statements.map(node => ts.isExpressionStatement(node) && ts.isCallExpression(node.expression) && node.expression.expression.getText() === 'definePageMeta' ? node.expression.arguments[0] : undefined).find(Boolean)
  return meta && ts.isObjectLiteralExpression(meta) ? meta.properties.flatMap(({ name }) => name ? [name.getText()] : []) : []
}

/** Why a page may be seen by people who should not, or undefined. */
function open(file: string, text: string): string | undefined {
  const meta = metaOf(file, text)
  if (meta.includes('org') && meta.includes('public')) return `${file} is both public and of an organization.`
  if (file.startsWith('pages/orgs/[slug]/')) return meta.includes('org') ? undefined : `${file} has no \`org\` in definePageMeta: the route middleware would let everybody in who is signed in.`
  if (!meta.includes('public') && !(file in signedInPages)) return `${file} is not public and not of an organization: say in tests/unit/guards.test.ts why a session is enough.`
}

describe('handlers', () => {
  const files = filesOf('server/{api,routes}/**/*.ts')

  it('are guarded, or public for a reason', () => {
    expect(files.filter(file => !(file in publicHandlers)).flatMap(file => unguarded(file, read(file)) ?? [])).toEqual([])
    expect(files.length).toBeGreaterThan(10)
  })

  it('are public only while they exist and have no guard', () => {
    expect(Object.keys(publicHandlers).filter(file => !files.includes(file) || !unguarded(file, read(file)))).toEqual([])
  })

  it('for operators ask for a token before anything else', () => {
    const first = (file: string) => /defineEventHandler\(async \(event\) => \{\s*const \{ db, config \} = event\.context\s*await requireToken\(event, \[/.test(read(file))
    const forOperators = files.filter(file => file.startsWith('server/api/admin/') || file === 'server/api/metrics.get.ts')
    expect(forOperators.filter(file => !first(file))).toEqual([])
    expect(forOperators.length).toBeGreaterThan(3)
  })

  const guard = `import { defineOrgHandler } from '../../../utils/guard/org-handler'`
  it.each([
    ['export default defineEventHandler(() => ({}))'],
    [`import { defineEventHandler } from 'h3'\nexport default defineEventHandler(() => ({}))`],
    [`${guard}\nimport { defineEventHandler } from 'h3'\nexport default defineEventHandler(() => ({}))`],
    [`${guard}\nimport { defineEventHandler } from 'h3'\nexport default defineEventHandler(defineOrgHandler({}, () => ({})))`],
    [`${guard}\nexport default defineOrgHandler`],
    [`${guard}\nexport const handler = defineOrgHandler({}, () => ({}))`],
    [`import { defineOrgHandler } from '../../../utils/guard/my-handler'\nexport default defineOrgHandler({}, () => ({}))`],
    [`import { defineEventHandler as defineOrgHandler } from 'h3'\nexport default defineOrgHandler(() => ({}))`],
    [`import { other as defineOrgHandler } from '../../../utils/guard/org-handler'\nexport default defineOrgHandler({}, () => ({}))`],
    [`import type { Options } from '../../../utils/guard/org-handler'\nconst defineOrgHandler = (x: unknown) => x\nexport default defineOrgHandler({})`],
    [`import { defineUserHandler } from '../../../utils/guard/user-handler'\nexport default defineUserHandler({}, () => ({}))`],
    [`// ${guard}\n// export default defineOrgHandler({}, () => ({}))\nexport { default } from '../other'`],
  ])('without a guard are caught: %s', (text) => {
    expect(unguarded('server/api/orgs/[slug]/x.get.ts', text)).toContain('server/api/orgs/[slug]/x.get.ts')
  })

  it('with one pass', () => {
    expect(unguarded('server/api/x.post.ts', `import { defineUserHandler } from '../utils/guard/user-handler'\nexport default defineUserHandler({}, () => ({}))`)).toBeUndefined()
    expect(unguarded('server/api/orgs/[slug]/x.get.ts', `${guard}\nexport default defineOrgHandler({}, () => ({}))`)).toBeUndefined()
  })
})

describe('pages', () => {
  const files = filesOf('pages/**/*.vue')

  it('of organizations say whom they are for, and the others are public or known', () => {
    expect(files.flatMap(file => open(file, read(file)) ?? [])).toEqual([])
    expect(files.length).toBeGreaterThan(8)
  })

  it('are known only while they exist and are not public', () => {
    expect(Object.keys(signedInPages).filter(file => !files.includes(file) || metaOf(file, read(file)).includes('public'))).toEqual([])
  })

  it.each([
    ['pages/orgs/[slug]/x.vue', `<template><p /></template>`],
    ['pages/orgs/[slug]/x.vue', `<script setup lang="ts">\ndefinePageMeta({ layout: 'org' })\n</script>`],
    ['pages/orgs/[slug]/x.vue', `<script setup lang="ts">\n// definePageMeta({ org: {} })\n</script>`],
    ['pages/orgs/[slug]/x.vue', `<script setup lang="ts">\ndefinePageMeta({ public: true })\n</script>`],
    ['pages/orgs/[slug]/x.vue', `<script setup lang="ts">\ndefinePageMeta({ public: true, org: {} })\n</script>`],
    ['pages/x.vue', `<script setup lang="ts">\nuseHead({ title: 'x' })\n</script>`],
  ])('that are open are caught: %s %s', (file, text) => {
    expect(open(file, text)).toContain(file)
  })

  it.each([
    ['pages/orgs/[slug]/x.vue', `<script setup lang="ts">\ndefinePageMeta({ org: { permission: 'org:sys_memberships:read' } })\n</script>`],
    ['pages/x.vue', `<script setup lang="ts">\ndefinePageMeta({ public: true })\n</script>`],
  ])('that are not pass: %s %s', (file, text) => {
    expect(open(file, text)).toBeUndefined()
  })
})
