// The same as in the suite, for half a minute: CLERK_DOWN_SECONDS says how long.
process.env.CLERK_DOWN_SECONDS ??= '30'
await import('../server/mirror/clerk-down.test.ts')
export {}
