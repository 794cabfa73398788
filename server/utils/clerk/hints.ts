const told = new Set<string>()
const developing = process.env.NODE_ENV === 'development'

/** What developers trip over, and where it is explained. */
const hints = {
  system_permission: 'has() was asked for a system permission on the server: they are never in a session token, so the answer is always no. Use requires: { permission } of defineOrgHandler. See docs/troubleshooting.md#system-permissions-on-the-server',
  other_organization: 'A request names an organization that is not the session’s: unknown, not the person’s, or not switched to. Handlers answer 404 not_found. See docs/troubleshooting.md#unknown-organization',
  pending_session: 'A session with an open task asked a handler: Clerk counts it as signed out, the guard answers 403 task_pending until an organization is chosen. See docs/troubleshooting.md#pending-session',
} as const

/** In development, explains a mistake on the console, once for each kind. */
export function hint(kind: keyof typeof hints, enabled = developing): void {
  if (!enabled || told.has(kind)) return
  told.add(kind)
  console.warn(`[hint] ${hints[kind]}`)
}

interface Checks { has?: (params: never) => boolean }

/** The session's checks, which explain in development why they say no. */
export function explained<A extends (options?: never) => object>(auth: A, enabled = developing): A {
  if (!enabled) return auth
  return ((options?: never) => {
    const session = auth(options) as Checks
    if (!session.has) return session
    const { has } = session
    return { ...session, has: (params: never) => {
      const { permission } = params as { permission?: string }
      if (permission?.startsWith('org:sys_')) hint('system_permission', enabled)
      return has(params)
    } }
  }) as A
}
