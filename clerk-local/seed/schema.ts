import { z } from 'zod'
import { providers } from '../domain/enterprise/connections/connections.ts'

const text = z.string().min(1)
const metadata = z.record(z.string(), z.unknown()).optional().describe('Any JSON object of at most 8 KB')
const email = z.email().describe('An e-mail address; those with +clerk_test take the code 424242')
const roleKey = z.string().regex(/^org:[a-z0-9_-]+$/, 'must look like org:role').describe('Key of a role, such as org:admin')
const permissionKey = z.string().regex(/^org:[a-z0-9_]+:[a-z0-9_]+$/, 'must look like org:feature:action')
const slug = z.string().regex(/^[a-z0-9][a-z0-9_-]*$/, 'must be lower-case letters, digits, - and _')
const cents = z.int().min(0).optional()

const feature = z.strictObject({ slug, name: text, description: z.string().optional() })

const permission = z.strictObject({ key: permissionKey, name: text, description: z.string().optional() })

const plan = z.strictObject({
  slug,
  name: text,
  description: z.string().optional(),
  for: z.enum(['org', 'user']).optional().describe('Who subscribes; org when not given'),
  default: z.boolean().optional().describe('Every new payer starts on it'),
  monthlyFee: cents.describe('Cents a month; 0 when not given'),
  annualFee: cents.describe('Cents a year; not offered when not given'),
  freeTrialDays: z.int().min(1).max(365).optional().describe('Days that a first subscription is free; no trial when not given'),
  features: z.array(text).optional().describe('Slugs of features'),
  seats: z.int().min(0).optional().describe('Members an organization may have; 0 is without limit'),
  seatFee: cents.describe('Cents a month for each seat; seats cost nothing when not given'),
  includedSeats: z.int().min(0).optional().describe('Seats that the seat fee isn\'t asked for'),
  hidden: z.boolean().optional().describe('Only the Backend API can put payers on it'),
})

const discount = z.strictObject({
  id: text.optional().describe('The id to apply it by, such as cdisc_launch; made up when not given'),
  name: text,
  percentOff: z.number().min(0).max(100).optional(),
  amountOff: cents.describe('Cents; give this or percentOff'),
  durationInCycles: z.int().min(1).optional().describe('Charges that it lowers; every one when not given'),
  promoCode: text.optional().describe('What a payer types at checkout'),
})

const role = z.strictObject({
  key: roleKey,
  name: text.optional(),
  description: z.string().optional(),
  permissions: z.array(permissionKey).describe('What it grants; org:admin and org:member have system permissions already'),
})

const roleSet = z.strictObject({
  key: z.string().regex(/^role_set:[a-z0-9_-]+$/, 'must look like role_set:name'),
  name: text,
  description: z.string().optional(),
  roles: z.array(roleKey).min(1),
  creatorRole: roleKey.optional().describe('What the creator of an organization gets; org:admin when not given'),
  defaultRole: roleKey.optional().describe('What a new member gets; org:member when not given'),
})

const user = z.strictObject({
  email: email.describe('The primary address'),
  verified: z.boolean().optional().describe('Whether the primary address is proven; true when not given'),
  otherEmails: z.array(z.strictObject({ email, verified: z.boolean().optional() })).optional(),
  password: z.string().min(8).max(72).optional(),
  firstName: text.optional(),
  lastName: text.optional(),
  username: text.optional(),
  externalId: text.optional(),
  publicMetadata: metadata,
  privateMetadata: metadata,
  unsafeMetadata: metadata,
  banned: z.boolean().optional(),
  locked: z.boolean().optional(),
})

const member = z.strictObject({ email: text.describe('Address of one of the users'), role: roleKey, publicMetadata: metadata, privateMetadata: metadata })

const invitation = z.strictObject({
  email,
  role: roleKey,
  invitedBy: text.optional().describe('Address of one of the users'),
  redirectUrl: z.url().optional(),
  publicMetadata: metadata,
  privateMetadata: metadata,
})

const domain = z.strictObject({
  name: text.describe('Such as acme.test'),
  enrollmentMode: z.enum(['manual_invitation', 'automatic_invitation', 'automatic_suggestion']).optional(),
  verified: z.boolean().optional().describe('Whether the affiliation with it is proven; true when not given'),
})

const enterpriseConnection = z.strictObject({
  name: text,
  provider: z.enum(providers).optional().describe('saml_custom when not given; the local identity provider stands in for each'),
  domains: z.array(text).min(1).describe('Addresses of these domains sign in by it'),
  active: z.boolean().optional().describe('true when not given'),
})

const organization = z.strictObject({
  name: text,
  slug,
  plan: text.optional().describe('Slug of a plan; the default plan when not given'),
  planPeriod: z.enum(['month', 'annual']).optional().describe('What is paid for at once; month when not given'),
  createdBy: text.optional().describe('Address of the user who made it and is its first member'),
  roleSet: text.optional().describe('Key of a role set'),
  maxAllowedMemberships: z.int().min(0).optional().describe('Seats; 0 is without limit'),
  publicMetadata: metadata,
  privateMetadata: metadata,
  members: z.array(member).optional(),
  invitations: z.array(invitation).optional().describe('Pending ones'),
  domains: z.array(domain).optional().describe('Verified domains'),
  enterpriseConnections: z.array(enterpriseConnection).optional().describe('Single sign-on of its members'),
})

/** What a seed file may hold; a key that is not here is an error. `seed.schema.json` is made from it. */
export const seedSchema = z.strictObject({
  $schema: z.string().optional().describe('Where this schema is, for editors'),
  extends: z.literal('demo').optional().describe('Everything here is added to the demo; a row of a known slug, key or address is merged with the demo\'s, whose lists grow'),
  features: z.array(feature).optional(),
  permissions: z.array(permission).optional(),
  plans: z.array(plan).optional(),
  discounts: z.array(discount).optional().describe('As the dashboard makes them; applied by the Backend API or a promo code'),
  roles: z.array(role).optional().describe('New roles, or permissions that org:admin and org:member get besides'),
  roleSets: z.array(roleSet).optional(),
  users: z.array(user).optional(),
  organizations: z.array(organization).optional(),
}).describe('People, organizations and plans that a clerk-local starts with')

/** A data set to start from. */
export type Seed = z.input<typeof seedSchema>

/** The JSON schema of a seed, for editors. */
export function seedJsonSchema(): z.core.JSONSchema.BaseSchema {
  return z.toJSONSchema(seedSchema, { io: 'input' })
}
