import { unique } from '../../support/app/builders.ts'
import { testPassword } from '../../support/app/session.ts'
import { expect, test } from '../fixtures.ts'

test.use({ clerkOptions: { settings: { session: { reverification: true } } } })

test('a sensitive change asks for a fresh factor, and goes on when it is given', async ({ site, page, openAs, guard }) => {
  const person = await site.make.person('Ann')
  const second = `${unique('second')}@example.com`
  guard.expectStatus(/\/me\/email_addresses\/?$/, 403)
  await openAs(person, '/user', await site.make.organization(person))
  await page.getByRole('button', { name: 'Add email address' }).click()
  // Eleven minutes go by for the factor alone; moving the clock would end the tokens too.
  for (const session of site.clerk.store.sessions.by('userId', person.id)) session.firstFactorAt -= 11 * 60_000
  await page.getByLabel('Email address').fill(second)
  await page.getByRole('button', { name: 'Add', exact: true }).click()
  await expect(page.getByRole('heading', { name: 'Verification required' })).toBeVisible()
  await page.getByLabel('Password', { exact: true }).fill(testPassword)
  await page.getByRole('button', { name: 'Continue', exact: true }).click()
  await expect(page.getByLabel('Enter verification code')).toBeVisible()
  expect(site.clerk.store.users.get(person.id)?.emailAddresses.map(e => e.emailAddress)).toContain(second)
})
