import { enableCompileCache } from 'node:module'

// Node keeps what it made of the sources, which halves the time of every start but the first.
enableCompileCache()
const { main } = await import('./cli/main.ts')
await main(process.argv.slice(2))
