import type { Page } from '#shared/schemas/common'
import type { Domain } from '#shared/schemas/domain'
import type { EnrollmentMode } from '#shared/values'

/** People whom a domain has invited or let ask, and who did not answer yet. */
export interface DomainWaiting { invitations: number, suggestions: number }

/**
 * The organization's domains, and the acts on them through clerk-js, after which the app asks Clerk anew.
 *
 * @returns AsyncData of `GET /api/orgs/:slug/domains`; `waiting`, by the domain's id, in the browser only; `create` (answers the
 *   new domain's id), `sendCode`, `verify`, `changeMode` and `remove`. All acts reject with what clerk-js or the API threw
 */
export function useOrgDomains() {
  const { slug, orgFetch } = useOrgFetch()
  const organization = useClerkOrganization()
  const list = useOrgData(dataKeys.domains(slug), signal => orgFetch<Page<Domain>>('/domains', { signal }), { permission: 'org:sys_domains:read' })
  const waiting = ref<Record<string, DomainWaiting>>({})
  const one = async (domainId: string) => (await organization()).getDomain({ domainId })

  async function count() {
    const { data } = await (await organization()).getDomains({ pageSize: 100 })
    waiting.value = Object.fromEntries(data.map(({ id, totalPendingInvitations: invitations, totalPendingSuggestions: suggestions }) => [id, { invitations, suggestions }]))
  }
  async function settle() {
    list.data.value = await orgFetch<Page<Domain>>('/domains', { query: { fresh: 'true' } })
  }
  // Only a number beside the list: nothing is said where it can't be had.
  onMounted(() => watch(list.data, () => void count().catch(() => undefined), { immediate: true }))

  async function create(name: string): Promise<string> {
    const { id } = await (await organization()).createDomain(name)
    await settle()
    return id
  }
  async function sendCode(id: string, affiliationEmailAddress: string): Promise<void> {
    await (await one(id)).prepareAffiliationVerification({ affiliationEmailAddress })
  }
  async function verify(id: string, code: string): Promise<void> {
    await (await one(id)).attemptAffiliationVerification({ code })
    await settle()
  }
  async function changeMode(id: string, enrollmentMode: EnrollmentMode, deletePending: boolean): Promise<void> {
    await (await one(id)).updateEnrollmentMode({ enrollmentMode, deletePending })
    await settle()
  }
  async function remove(id: string): Promise<void> {
    await (await one(id)).delete()
    await settle()
  }
  return { ...list, waiting, create, sendCode, verify, changeMode, remove }
}
