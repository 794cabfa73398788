/** `npm run clerk-local:schema`: writes the JSON schema of seed files, for editors. */
import { writeFileSync } from 'node:fs'
import { seedJsonSchema } from './schema.ts'

writeFileSync(new URL('seed.schema.json', import.meta.url), `${JSON.stringify(seedJsonSchema(), null, 2)}\n`)
