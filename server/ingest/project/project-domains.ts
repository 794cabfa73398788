import { fact, told } from './facts'
import type { Change } from './project'
import { connectionSchema, domainSchema } from './resources'

/** A domain, and when it was proved. */
export function projectDomain(raw: unknown, seenAt: number): Change[] {
  const domain = domainSchema.parse(raw)
  const { id, name, created_at: createdAt, updated_at: updatedAt } = domain
  const verification = domain.affiliation_verification ?? domain.verification
  const proof = [verification, domain.ownership_verification].find(one => one?.status === 'verified')
  const organizationId = domain.organization_id || null
  return [
    { table: 'domains', row: {
      id, organizationId, name, enrollmentMode: domain.enrollment_mode ?? null,
      verificationStatus: (proof ?? verification)?.status ?? null, verificationStrategy: (proof ?? verification)?.strategy ?? null,
      createdAt, updatedAt, seenAt, deletedAt: null,
    } },
    ...told(fact('domain_added', { organizationId, targetId: id, at: createdAt })),
    ...told(proof ? fact('domain_verified', { organizationId, targetId: id, at: proof.verified_at ?? updatedAt }) : []),
  ]
}

/** The end of a domain, known by its id alone. */
export const domainDeleted = (id: string, deletedAt: number): Change => ({ table: 'domains', row: {
  id, organizationId: null, name: '', enrollmentMode: null, verificationStatus: null, verificationStrategy: null, createdAt: 0, updatedAt: 0, seenAt: 0, deletedAt,
} })

/** A connection to an identity provider. */
export function projectConnection(raw: unknown, seenAt: number): Change[] {
  const connection = connectionSchema.parse(raw)
  const { id, name, provider, active, created_at: createdAt, updated_at: updatedAt } = connection
  const organizationId = connection.organization_id || null
  return [
    { table: 'connections', row: {
      id, organizationId, name, provider, active, domains: [...connection.domains ?? []].sort(),
      syncUserAttributes: connection.sync_user_attributes ?? false, disableAdditionalIdentifications: connection.disable_additional_identifications ?? false,
      createdAt, updatedAt, seenAt, deletedAt: null,
    } },
    ...told(fact('connection_added', { organizationId, targetId: id, at: createdAt })),
  ]
}

/** The end of a connection, known by its id alone. */
export const connectionDeleted = (id: string, deletedAt: number): Change => ({ table: 'connections', row: {
  id, organizationId: null, name: '', provider: '', domains: [], active: false, syncUserAttributes: false, disableAdditionalIdentifications: false,
  createdAt: 0, updatedAt: 0, seenAt: 0, deletedAt,
} })
