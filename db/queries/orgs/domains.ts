import { and, asc, eq, isNull, sql } from 'drizzle-orm'
import { prepared } from '../../prepared'
import type { DomainRow } from '../../schema'
import type { Source } from '../../types'

const ofOrganization = prepared(({ read, tables: { domains } }) => {
  const { id, name, enrollmentMode, verificationStatus, createdAt } = domains
  return read.select({ id, name, enrollmentMode, verificationStatus, createdAt }).from(domains)
    .where(and(eq(domains.organizationId, sql.placeholder('orgId')), isNull(domains.deletedAt)))
    .orderBy(asc(createdAt), asc(id))
})

/** The organization's domains, oldest first. There are few. */
export async function listDomains(db: Source, orgId: string): Promise<Pick<DomainRow, 'id' | 'name' | 'enrollmentMode' | 'verificationStatus' | 'createdAt'>[]> {
  return ofOrganization(db).execute({ orgId })
}
