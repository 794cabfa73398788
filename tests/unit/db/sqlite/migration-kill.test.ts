import { migrationProof } from '../../../support/migration-proof.ts'

// A sample; `npm run test:long` takes every step.
migrationProof(3)
