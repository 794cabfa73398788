import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv'
import addFormats from 'ajv-formats'

/** A schema of OpenAPI 3.0, or its translation to JSON Schema. */
export interface Schema { [keyword: string]: unknown }

/** Something in a body that its schema doesn't allow. */
export interface Problem {
  /** JSON pointer of the value, or of the property that is missing or too many. */
  pointer: string
  /** The same place in the specification, such as `User.locale` or `Client.sessions[]`. */
  place: string
  message: string
}

/** Checks bodies against the schemas of one OpenAPI 3.0 document. */
export class Schemas {
  // Formats that ajv-formats doesn't know are not checked.
  private readonly ajv = new Ajv({ strict: false, allErrors: true, verbose: true, inlineRefs: false, logger: false })
  private readonly places = new Map<unknown, string>()
  private readonly compiled = new Map<Schema, ValidateFunction>()

  /** `named` are the document's `components.schemas`. */
  constructor(named: Record<string, Schema>) {
    addFormats.default(this.ajv)
    const schemas = Object.fromEntries(Object.entries(named).map(([name, schema]) => [name, this.translate(schema, name)]))
    this.ajv.addSchema({ $id: 'spec', components: { schemas } })
  }

  /** What is wrong with a body; empty when it is as the schema says. `place` names the schema itself. */
  problems(schema: Schema, body: unknown, place: string): Problem[] {
    let validate = this.compiled.get(schema)
    if (!validate) {
      validate = this.ajv.compile(this.translate(schema, place) as Schema)
      this.compiled.set(schema, validate)
    }
    validate(body)
    const errors = (validate.errors ?? []).filter(error => !isNullHalf(error))
    const unions = errors.filter(error => error.keyword === 'anyOf' && !isNullable(error.parentSchema))
    // Why each alternative doesn't fit is noise beside the fact that none does.
    return errors.filter(error => unions.includes(error) || (error.keyword !== 'anyOf' && !unions.some(union => isWithin(error.instancePath, union.instancePath))))
      .map(error => this.problem(error))
  }

  /** `nullable` becomes an alternative, exactly one becomes at least one, references point into the one document. */
  private translate(value: unknown, place: string): unknown {
    if (Array.isArray(value)) return value.map(part => this.translate(part, place))
    if (typeof value !== 'object' || value === null) return value
    const { nullable, discriminator: _, ...keywords } = value as Schema
    const schema = Object.fromEntries(Object.entries(keywords).map(([key, part]) => {
      if (key === '$ref') return [key, `spec${String(part)}`]
      if (key === 'properties') return [key, Object.fromEntries(Object.entries(part as Schema).map(([name, property]) => [name, this.translate(property, `${place}.${name}`)]))]
      return [key === 'oneOf' ? 'anyOf' : key, this.translate(part, key === 'items' ? `${place}[]` : place)]
    }))
    this.places.set(schema, place)
    if (nullable !== true) return schema
    const either = { anyOf: [{ type: 'null' }, schema] }
    this.places.set(either, place)
    return either
  }

  private problem(error: ErrorObject): Problem {
    const { additionalProperty, missingProperty, allowedValues } = error.params as Record<string, unknown>
    const property = additionalProperty ?? missingProperty
    const place = this.places.get(error.parentSchema) ?? error.schemaPath
    return {
      pointer: error.instancePath + (property === undefined ? '' : `/${String(property)}`),
      place: place + (property === undefined ? '' : `.${String(property)}`),
      message: `${error.message ?? error.keyword}${allowedValues === undefined ? '' : ` ${JSON.stringify(allowedValues)}`}${property === undefined ? `, is ${String(JSON.stringify(error.data)).slice(0, 60)}` : ''}`,
    }
  }
}

function isNullable(schema: unknown): boolean {
  const alternatives = (schema as Schema | undefined)?.anyOf
  return Array.isArray(alternatives) && alternatives.length === 2 && isDeepNull(alternatives[0])
}

function isDeepNull(schema: unknown): boolean {
  return typeof schema === 'object' && schema !== null && (schema as Schema).type === 'null'
}

/** "Must be null", said of what may be null and is something else. */
function isNullHalf(error: ErrorObject): boolean {
  return error.keyword === 'type' && isDeepNull(error.parentSchema)
}

function isWithin(pointer: string, outer: string): boolean {
  return pointer === outer || pointer.startsWith(`${outer}/`)
}
