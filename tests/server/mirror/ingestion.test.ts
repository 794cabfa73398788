import { ingestionProofs } from '../../support/mirror/ingestion-proofs.ts'

// The quick version; `npm run test:long` has the full one.
ingestionProofs({ rateSeconds: 3, p99: 2000, flood: 1500, kills: 3, lockSeconds: 7, nonsense: 300, streamMegabytes: 200 })
