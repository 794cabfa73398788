import { migrationProof } from '../support/mirror/migration-proof.ts'

migrationProof(1)
