import type { Check } from '../finding.ts'

const fresh = 'Ask for a new token after such a change, session.getToken({ skipCache: true }), or wait: a token lives for a minute. Handlers of defineOrgHandler compare with the mirror by themselves.'

/** The session of whoever looks at the doctor's page, or whose token the command was given. */
export const session: Check[] = [
  {
    id: 'session_refused',
    look: ({ session }) => session?.refused
      ? [{ level: 'error', cause: 'This session is nobody’s for the server: every handler answers 401.', proof: `The session token is refused (${session.refused})`, fix: 'Open the app at the address in NUXT_PUBLIC_APP_URL; sign in again where the keys were changed; set the clock.' }]
      : [],
  },
  {
    id: 'session_pending',
    look: ({ session }) => session?.pending
      ? [{ level: 'warning', cause: 'The session is pending: signed in for clerk-js, signed out for the server.', proof: 'The session token says sts: pending.', fix: 'Finish the task, /session-tasks/choose-organization. Components tell the two apart by useSessionFacts().' }]
      : [],
  },
  {
    id: 'no_active_organization',
    look: ({ session }) => session && !session.refused && !session.pending && !session.organization
      ? [{ level: 'warning', cause: 'No organization is active: `orgId` is undefined, and has() is false for roles and permissions.', proof: `The session token has no claim o. The person has ${session.memberships} memberships.`, fix: 'Open /orgs and choose one. In code the slug in the address decides: clerk.setActive({ organization }).' }]
      : [],
  },
  {
    id: 'session_token_stale',
    look: ({ session }) => {
      const { id, role, roleAtClerk, plan, planAtClerk } = session?.organization ?? {}
      return [
        ...role && role !== roleAtClerk ? [{ level: 'warning' as const, cause: 'The session token is from before a change of the role.', proof: `It says ${role} in ${id}, Clerk says ${roleAtClerk ?? 'no member'}.`, fix: fresh }] : [],
        ...plan && planAtClerk && plan !== planAtClerk ? [{ level: 'warning' as const, cause: 'The session token is from before a change of the plan.', proof: `It says ${plan} for ${id}, Clerk says ${planAtClerk}.`, fix: fresh }] : [],
      ]
    },
  },
]
