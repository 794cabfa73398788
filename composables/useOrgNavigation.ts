import { orgPath } from '#shared/paths'
import { decide, type Requirement } from '#shared/policy/decide'
import { texts } from '#shared/texts'

/** The pages of an organization, each with what it asks for; the same requirement stands in the page's meta. */
const orgPages: { label: string, icon: string, path: string, exact?: boolean, requirement?: Requirement }[] = [
  { label: texts.org.overview, icon: 'i-lucide-layout-dashboard', path: '', exact: true },
  { label: texts.org.members, icon: 'i-lucide-users', path: '/members', requirement: { permission: 'org:sys_memberships:read' } },
  { label: texts.org.settings, icon: 'i-lucide-settings', path: '/settings' },
]

/** The navigation entries that the signed-in person may open; guarded ones appear once the standing is known. */
export function useOrgNavigation() {
  const slug = String(useRoute().params.slug ?? '')
  const { data: org } = useOrg()
  return computed(() => orgPages
    .filter(({ requirement }) => !requirement || decide(org.value?.viewer ?? null, requirement).allowed)
    .map(({ label, icon, path, exact }) => ({ label, icon, exact, to: orgPath(slug, path) })))
}
