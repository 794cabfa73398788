import type { Check } from '../finding.ts'

/** What guides say and Clerk doesn't do: a pattern of one line, why it is wrong, and what is right. Source: Clerk's SDKs, see AGENTS.md. */
const wrong: { id: string, pattern: RegExp, only?: RegExp, cause: string, fix: string }[] = [
  { id: 'provider_of_account', pattern: /enterpriseAccounts\[?[^=;]*\]?\??\.provider\b/, cause: '`enterpriseAccounts[i].provider` doesn’t exist.', fix: 'enterpriseAccounts[i].enterpriseConnection?.provider' },
  { id: 'system_permission_in_token', pattern: /\bhas\(\s*\{\s*permission:\s*['"]org:sys_/, only: /^server\//, cause: 'System permissions are never in a session token: has() is always false on the server.', fix: 'defineOrgHandler({ requires: { permission: … } })' },
  { id: 'plan_of_anybody', pattern: /\bhas\(\s*\{\s*(?:plan|feature):\s*['"](?!org:)/, cause: 'has() is also true for the person’s own plan.', fix: 'useOrgCan({ plan: … }) or requires: { plan: … }; in Clerk’s own checks the prefix org:.' },
  { id: 'no_such_guard', pattern: /auth\(\)\.protect\(|createRouteMatcher\(|middleware:\s*\[?\s*['"]auth['"]/, cause: '@clerk/nuxt 3 has no such guard.', fix: 'The guard is in the handler: defineOrgHandler, defineUserHandler.' },
  { id: 'bare_middleware', pattern: /\bskipServerMiddleware:\s*false\b|\bclerkMiddleware\(\s*\)/, cause: 'Clerk’s middleware as it is checks no authorized parties: a token that was made for another origin is accepted.', fix: 'Leave it to server/middleware/clerk.ts, or give it authorizedParties.' },
  { id: 'metadata_replaced', pattern: /update(?:Organization|User)\([^)]*(?:public|private)Metadata/, cause: 'This replaces all that is there.', fix: 'mergeMetadata, or updateOrganizationMetadata, which merges.' },
]

/** Wrong accesses in the app's own code. */
export const code: Check[] = wrong.map(({ id, pattern, only, cause, fix }) => ({
  id,
  look: ({ code: lines }) => lines.filter(({ file, text }) => (!only || only.test(file)) && !/^\s*(?:\/\/|\*|\/\*)/.test(text) && pattern.test(text))
    .map(({ file, line, text }) => ({ level: 'error', cause, proof: `${file}:${line}: ${text.trim().slice(0, 120)}`, fix })),
}))
