import { createConfigForNuxt } from '@nuxt/eslint-config/flat'
import { relative, sep } from 'node:path'
import { importProblem } from './scripts/lib/rooms.ts'

/** Enforces the import table of scripts/lib/rooms.ts. */
const roomsRule = {
  meta: { type: 'problem', schema: [], messages: { wall: '{{problem}}' } },
  create(context) {
    const file = relative(import.meta.dirname, context.filename).split(sep).join('/')
    const check = (node) => {
      const specifier = node.source?.value
      const problem = typeof specifier === 'string' ? importProblem(file, specifier) : undefined
      if (problem) context.report({ node: node.source, messageId: 'wall', data: { problem } })
    }
    return { ImportDeclaration: check, ImportExpression: check, ExportNamedDeclaration: check, ExportAllDeclaration: check }
  },
}

export default createConfigForNuxt({
  features: { stylistic: { indent: 2, semi: false, quotes: 'single', braceStyle: 'stroustrup' }, typescript: { strict: true } },
  dirs: { src: ['.'], root: ['.'], pages: ['pages', 'examples/extend/pages'], layouts: ['layouts'], components: ['components'], composables: ['composables'], plugins: ['plugins'], middleware: ['middleware'], modules: ['modules'], servers: ['server'] },
}).append(
  { ignores: ['.nuxt/**', '.output/**', '.data/**', 'node_modules/**', 'coverage/**', 'test-results/**', 'playwright-report/**', 'db/migrations/*/index.ts', '**/*.d.ts'] },
  {
    files: ['**/*.{ts,mjs,vue}'],
    plugins: { rooms: { rules: { imports: roomsRule } } },
    rules: {
      'rooms/imports': 'error',
      '@typescript-eslint/no-explicit-any': 'error',
      // Records are deleted from by key where that says what is meant.
      '@typescript-eslint/no-dynamic-delete': 'off',
      // The order in nuxt.config.ts is the order in which it is read.
      'nuxt/nuxt-config-keys-order': 'off',
      // Short guards on one line read better than four lines.
      '@stylistic/max-statements-per-line': 'off',
    },
  },
)
