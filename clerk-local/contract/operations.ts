/** An operation of Clerk's API: method and path template, the path as the specification writes it, without `/v1`. */
export type Operation = `${'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'} /${string}`

/** Operations by their `operationId`. */
export type Operations = Readonly<Record<string, Operation>>

/** Names between braces of a path template. */
export type PathNames<Template extends string> = Template extends `${string}{${infer Name}}${infer Rest}` ? Name | PathNames<Rest> : never

/** One handler for each operation: a missing one, one too many, or an answer of another shape is a type error. */
export type Handlers<Call, Ops extends Operations, Answers extends Record<keyof Ops, unknown>> = {
  [Id in keyof Ops]: (c: Call, path: Record<PathNames<Ops[Id]>, string>) => Answers[Id] | Promise<Answers[Id]>
}
