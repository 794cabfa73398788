import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import { writeAtomically } from '../../../../clerk-local/persistence/atomic.ts'
import { type Problem, type Schema, Schemas } from './schema.ts'

/** Clerk's specifications, by the names of their files. */
export const specNames = { backend: 'backend-api', frontend: 'frontend-api', webhooks: 'webhooks' } as const

export type SpecName = keyof typeof specNames

/** The folder with the specifications, or undefined when they aren't on this machine. */
export const specFolder = process.env.CLERK_OPENAPI_DIR

/** Where the parsed specifications lie, and the reports of each run. */
export const workFolder = join(import.meta.dirname, '../../../../.data/test/contract')

interface OpenApiDocument {
  'paths'?: Record<string, Record<string, OpenApiOperation>>
  'x-webhooks'?: Record<string, { post: { requestBody: Content } }>
  'components': { schemas: Record<string, Schema>, responses?: Record<string, Content> }
}
interface OpenApiOperation { operationId: string, responses: Record<string, Content | { $ref: string }> }
interface Content { content?: Record<string, { schema?: Schema }> }

/** An operation as the specification writes it, without `/v1`. */
export interface SpecOperation { id: string, method: string, path: string }

/** One specification: its operations, and what bodies have to look like. */
export class Spec {
  readonly operations: SpecOperation[]
  readonly events: string[]
  private readonly document: OpenApiDocument
  private readonly schemas: Schemas
  private readonly routes: { operation: SpecOperation, pattern: RegExp, responses: OpenApiOperation['responses'] }[]

  constructor(document: OpenApiDocument) {
    this.document = document
    this.schemas = new Schemas(document.components.schemas)
    this.routes = Object.entries(document.paths ?? {}).flatMap(([template, methods]) => Object.entries(methods)
      .filter(([, operation]) => operation.operationId)
      .map(([method, { operationId, responses }]) => {
        const path = template.replace(/^\/v1(?=\/)/, '')
        return { operation: { id: operationId, method: method.toUpperCase(), path }, pattern: new RegExp(`^${path.replace(/\{\w+\}/g, '[^/]+')}$`), responses }
      }))
    // Fixed words before parameters: /users/count isn't the user named count.
    this.routes.sort((a, b) => a.operation.path.replace(/\{\w+\}/g, '~') < b.operation.path.replace(/\{\w+\}/g, '~') ? -1 : 1)
    this.operations = this.routes.map(route => route.operation)
    this.events = Object.keys(document['x-webhooks'] ?? {})
  }

  /** The operation a call means, if the specification has it. `path` is without `/v1`. */
  find(method: string, path: string): SpecOperation | undefined {
    return this.routes.find(route => route.operation.method === method && route.pattern.test(path))?.operation
  }

  /** What is wrong with an answer; undefined where the specification says nothing of this status. */
  answerProblems(operation: SpecOperation, status: number, body: unknown): Problem[] | undefined {
    const listed = this.routes.find(route => route.operation === operation)?.responses[status]
    if (!listed) return undefined
    if (!('$ref' in listed)) return this.problems(listed, body, `${operation.id}.${status}`)
    const shared = nameIn(listed.$ref)
    return this.problems(this.document.components.responses?.[shared], body, shared)
  }

  /** What is wrong with an error of a status that the specification doesn't list: it has Clerk's form at least (facts §H). */
  errorProblems(body: unknown): Problem[] {
    return this.schemas.problems({ $ref: '#/components/schemas/ClerkErrors' }, body, 'ClerkErrors')
  }

  /** What is wrong with a webhook's body; undefined for an event that the specification lacks. */
  eventProblems(type: string, body: unknown): Problem[] | undefined {
    const event = this.document['x-webhooks']?.[type]
    return event && this.problems(event.post.requestBody, body, type)
  }

  private problems(content: Content | undefined, body: unknown, place: string): Problem[] {
    const schema = content?.content?.['application/json']?.schema
    if (!schema) return []
    const { type } = typeof schema.$ref === 'string' ? this.document.components.schemas[nameIn(schema.$ref)] ?? {} : schema
    // With the parameter `paginated`, which @clerk/backend always sends, an array comes as a page.
    return this.schemas.problems(schema, type === 'array' && isPage(body) ? body.data : body, place)
  }
}

/** The last word of a reference. */
function nameIn(reference: string): string {
  return reference.split('/').at(-1) ?? ''
}

function isPage(body: unknown): body is { data: unknown[], total_count: number } {
  return typeof body === 'object' && body !== null && 'data' in body && Array.isArray(body.data) && 'total_count' in body && typeof body.total_count === 'number'
}

/** Parses the YAML files once for all test files, which takes seconds. */
export function prepareSpecs(folder: string): void {
  for (const name of Object.values(specNames)) {
    const file = join(folder, `${name}.yml`)
    if (!existsSync(file)) throw new Error(`CLERK_OPENAPI_DIR has no ${name}.yml (${file})`)
    // Another run may be reading it.
    writeAtomically(join(workFolder, `${name}.spec.json`), JSON.stringify(parse(readFileSync(file, 'utf8'))))
  }
}

const loaded = new Map<SpecName, Spec>()

/** One of the specifications that `prepareSpecs` left. */
export function loadSpec(name: SpecName): Spec {
  let spec = loaded.get(name)
  if (!spec) {
    spec = new Spec(JSON.parse(readFileSync(join(workFolder, `${specNames[name]}.spec.json`), 'utf8')) as OpenApiDocument)
    loaded.set(name, spec)
  }
  return spec
}
