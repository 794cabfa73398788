import { ingestionProofs } from '../support/mirror/ingestion-proofs.ts'

// Figures and what they were measured on stand in docs/mirror-proof.md.
ingestionProofs({ rateSeconds: 60, p99: 250, flood: 10_000, kills: 100, lockSeconds: 20, nonsense: 1000, streamMegabytes: 200 })
