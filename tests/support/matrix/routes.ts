import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import ts from 'typescript'

const chunks = join(import.meta.dirname, '..', '..', '..', '.output', 'server', 'chunks')

const propertiesOf = (node: ts.ObjectLiteralExpression) => new Map(node.properties.flatMap(property =>
  ts.isPropertyAssignment(property) ? [[property.name.getText().replace(/^['"]|['"]$/g, ''), property.initializer] as const] : []))

/** What both routers of the production build know. */
export interface BuiltRoutes {
  /** Nitro's, as `GET /api/orgs/:slug`; `ALL` where a handler takes every method. */
  handlers: string[]
  /** The pages', as `/orgs/:slug/members`. */
  pages: string[]
}

/** Reads the routes out of the built server itself, so that the list can't differ from what answers. */
export function builtRoutes(): BuiltRoutes {
  const routes: BuiltRoutes = { handlers: [], pages: [] }
  const visit = (node: ts.Node): void => {
    if (ts.isObjectLiteralExpression(node)) {
      const properties = propertiesOf(node)
      const text = (name: string) => {
        const value = properties.get(name)
        return value && ts.isStringLiteralLike(value) ? value.text : ''
      }
      if (properties.has('handler') && text('route')) routes.handlers.push(`${text('method').toUpperCase() || 'ALL'} ${text('route')}`)
      if (properties.has('component') && text('path')) routes.pages.push(text('path').replaceAll('()', ''))
    }
    ts.forEachChild(node, visit)
  }
  for (const file of readdirSync(chunks, { recursive: true, encoding: 'utf8' }).filter(file => file.endsWith('.mjs'))) {
    const code = readFileSync(join(chunks, file), 'utf8')
    if (/\bmiddleware: (?:true|false)|component: \(\) => import\(/.test(code)) visit(ts.createSourceFile(file, code, ts.ScriptTarget.Latest, true))
  }
  return { handlers: routes.handlers.sort(), pages: routes.pages.sort() }
}
