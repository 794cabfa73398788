import type { Denial } from '../../policy/decide'
import { features, plans, roles } from '../../policy/table'
import { texts } from '#texts'

const oneOf = (words: readonly string[]): string => new Intl.ListFormat('en', { type: 'disjunction' }).format(words)

const nameIn = (table: Record<string, { name: string }>) => (slug: string): string => table[slug]?.name ?? slug

/**
 * What a denial means to a person: what is needed, and who can help.
 *
 * @param plan - name of the organization's plan
 * @param page - name of the page that was refused, for the title
 */
export function denialWords({ code, required, help }: Denial, plan: string = texts.overview.noPlan, page?: string): { title: string, description: string } {
  const title = page ? texts.denied.page(page) : texts.denied.title
  const describe = (...sentences: (string | false)[]) => ({ title, description: sentences.filter(Boolean).join(' ') })
  const people = help.people.length > 0 && oneOf(help.people)
  const otherRole = people ? texts.denied.askPeople(people) : texts.denied.askAnybody
  const higherPlan = [help.plans.length > 0 && texts.denied.upgrade(oneOf(help.plans.map(nameIn(plans)))), people && texts.denied.askBilling(people)] as const
  if (required.permission) return describe(texts.denied.permission(oneOf(required.permission.map(texts.overview.mayDo))), otherRole)
  if (required.role) return describe(texts.denied.role(oneOf(required.role.map(nameIn(roles)))), otherRole)
  if (required.feature) return describe(texts.denied.feature(oneOf(required.feature.map(nameIn(features))), plan), ...higherPlan)
  if (required.plan) return describe(texts.denied.plan(oneOf(required.plan.map(nameIn(plans)))), people && texts.denied.askBilling(people))
  return { title, description: texts.errorWords[code] }
}
