import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'

/** A schema of Clerk's specification, as far as it matters which fields may be missing. */
interface Schema {
  $ref?: string
  properties?: Record<string, Schema>
  required?: string[]
  allOf?: Schema[]
  oneOf?: Schema[]
  items?: Schema
  nullable?: boolean
}
interface Webhooks {
  'x-webhooks': Record<string, { post: { requestBody: { content: { 'application/json': { schema: Schema } } } } }>
  'components': { schemas: Record<string, Schema> }
}

const file = join(process.env.CLERK_OPENAPI_DIR ?? '', 'webhooks.yml')

/** Whether Clerk's specification of webhooks is on this machine. */
export const hasSpec = Boolean(process.env.CLERK_OPENAPI_DIR) && existsSync(file)

/** For each type of event, the paths below `data` that may be left out, and those that may be null (`?`), in one line of text. */
export function optionalFields(): Record<string, string> {
  const { 'x-webhooks': events, components: { schemas } } = parse(readFileSync(file, 'utf8')) as Webhooks

  function resolved(schema: Schema): Schema {
    if (schema.$ref) return resolved(schemas[schema.$ref.split('/').at(-1)!]!)
    const parts = (schema.allOf ?? []).map(resolved)
    return {
      ...schema, ...Object.assign({}, ...parts.map(({ items }) => items && { items })) as Schema,
      properties: Object.assign({}, ...parts.map(part => part.properties), schema.properties) as Record<string, Schema>,
      required: [...parts.flatMap(part => part.required ?? []), ...schema.required ?? []],
    }
  }

  function walk(schema: Schema, path: string): string[] {
    const { properties = {}, required = [], items, oneOf = [] } = resolved(schema)
    return [
      ...Object.entries(properties).flatMap(([name, property]) => {
        const at = path ? `${path}.${name}` : name
        return [...required.includes(name) ? [] : [at], ...property.nullable || resolved(property).nullable ? [`${at}?`] : [], ...walk(property, at)]
      }),
      ...items ? walk(items, `${path}[]`) : [],
      ...oneOf.flatMap(one => walk(one, path)),
    ]
  }

  return Object.fromEntries(Object.entries(events).sort(([a], [b]) => a < b ? -1 : 1).map(([type, { post }]) => {
    const { data } = resolved(post.requestBody.content['application/json'].schema).properties ?? {}
    return [type, [...new Set(walk(data!, ''))].sort().join(' ')]
  }))
}
