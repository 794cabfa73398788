import { openAs } from '../../support/page/people.ts'
import { expect, test } from '../fixtures.ts'

test('an admin sees what each role may do, who has it, and what the plan withholds', async ({ app, page }) => {
  const role = await app.make.role(['org:sys_memberships:read', 'org:projects:manage'], 'Planner')
  const [admin, planner] = [await app.make.person('Ann', 'Admin'), await app.make.person('Pam', 'Planner')]
  const organization = await app.make.organization(admin, 'Ruled')
  await app.make.member(organization, planner, role.key)
  await openAs(app, page, admin, `/orgs/${organization.slug}/roles`)

  const table = page.getByRole('table', { name: 'What each role may do' })
  const heads = table.getByRole('row').first().getByRole('columnheader')
  await expect(heads.filter({ hasText: 'Planner' })).toContainText('1 person')
  const column = (await heads.allTextContents()).findIndex(text => text.includes('Planner'))
  const cell = (permission: string) => table.getByRole('row').filter({ hasText: permission }).getByRole('cell').nth(column - 1)
  await expect(cell('org:projects:manage')).toHaveText('allowed')
  await expect(cell('org:sys_memberships:manage')).toHaveText('not allowed')
})
