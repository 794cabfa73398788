/** An operation of Clerk's API by name, and which calls mean it. */
export interface NamedOperation { id: string, method: string, path: string, pattern: RegExp }

/** Operations from lines of `METHOD /path/{param} operationId`, fixed words before parameters: /users/count isn't the user named count. */
export function namedOperations(lines: string): NamedOperation[] {
  return lines.trim().split('\n').map((line) => {
    const [method = '', path = '', id = ''] = line.split(' ')
    return { method, path, id, pattern: new RegExp(`^${path.replaceAll('.', '\\.').replace(/\{\w+\}/g, '[^/]+')}$`) }
  }).sort((a, b) => a.path.replace(/\{\w+\}/g, '~') < b.path.replace(/\{\w+\}/g, '~') ? -1 : 1)
}

/** The name of the operation behind a call, or none when there is no such operation. */
export function nameOf(operations: NamedOperation[], method: string, path: string): string | undefined {
  return operations.find(operation => operation.method === method && operation.pattern.test(path))?.id
}

/** The path of a call as specifications write it: without the mount and `/v1`, which the SDK leaves out for some (its api/factory). */
export function specPath(path: string): string {
  return path.replace(/^\/(?:backend|frontend)(?:\/v1)?(?=\/)/, '')
}
