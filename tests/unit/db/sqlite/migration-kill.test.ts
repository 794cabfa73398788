import { migrationProof } from '../../../support/mirror/migration-proof.ts'

// A sample; `npm run test:long` takes every step.
migrationProof(3)
