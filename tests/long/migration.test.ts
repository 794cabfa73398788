import { migrationProof } from '../support/migration-proof.ts'

migrationProof(1)
