import { and, desc, eq, isNotNull, isNull, sql } from 'drizzle-orm'
import { prepared } from '../../prepared'
import type { Tx } from '../../types'

const ofPerson = prepared(({ read, tables: { activity, memberships, organizations } }: Tx) => read.select({ slug: organizations.slug })
  .from(memberships)
  .innerJoin(organizations, and(eq(organizations.id, memberships.organizationId), isNull(organizations.deletedAt), isNotNull(organizations.slug)))
  .innerJoin(activity, and(eq(activity.targetId, sql`${organizations.id} || ':slug'`), eq(activity.kind, 'slug_changed'), eq(activity.value, sql.placeholder('slug'))))
  .where(and(eq(memberships.userId, sql.placeholder('userId')), isNull(memberships.deletedAt)))
  .orderBy(desc(activity.at)).limit(1))

/**
 * The slug that an organization has by now which once had another, as long as the person is a member of it; the last one to
 * give it up counts.
 *
 * @param tx - it asks across organizations, where reading by itself sees one only
 */
export async function findFormerSlug(tx: Tx, userId: string, slug: string): Promise<string | undefined> {
  const [row] = await ofPerson(tx).execute({ userId, slug })
  return row?.slug && row.slug !== slug ? row.slug : undefined
}
