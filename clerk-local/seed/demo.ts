import type { Seed } from './schema.ts'

/** Password of every demo person. */
export const demoPassword = 'orbit-lantern-42'

/** The code test addresses take, as at Clerk. */
export const testCode = '424242'

/** Two organizations, four people, three plans. */
export const demoSeed: Seed = {
  features: [
    { slug: 'projects', name: 'Projects', description: 'Plan work in projects' },
    { slug: 'api_keys', name: 'API keys', description: 'Call the API with your own keys' },
    { slug: 'sso', name: 'Single sign-on', description: 'Sign in with your identity provider' },
  ],
  permissions: [
    { key: 'org:projects:create', name: 'Create projects' },
    { key: 'org:projects:manage', name: 'Manage projects' },
  ],
  plans: [
    { slug: 'free_org', name: 'Free', description: 'For a first look', default: true, features: ['projects'], seats: 5 },
    { slug: 'team', name: 'Team', description: 'For one team', monthlyFee: 2900, annualFee: 28_800, features: ['projects', 'api_keys'], seats: 20 },
    { slug: 'business', name: 'Business', description: 'For the whole company', monthlyFee: 9900, annualFee: 99_000, features: ['projects', 'api_keys', 'sso'], seats: 100 },
  ],
  roles: [
    { key: 'org:admin', permissions: ['org:projects:create', 'org:projects:manage'] },
    { key: 'org:member', permissions: ['org:projects:create'] },
  ],
  users: [
    { email: 'ada+clerk_test@example.com', password: demoPassword, firstName: 'Ada', lastName: 'Lovelace' },
    { email: 'bob+clerk_test@example.com', password: demoPassword, firstName: 'Bob', lastName: 'Noyce' },
    { email: 'cleo+clerk_test@example.com', password: demoPassword, firstName: 'Cleo', lastName: 'Batra' },
    { email: 'dan+clerk_test@example.com', password: demoPassword, firstName: 'Dan', lastName: 'Okafor' },
  ],
  organizations: [
    {
      name: 'Beta Labs', slug: 'beta', createdBy: 'cleo+clerk_test@example.com',
      members: [{ email: 'ada+clerk_test@example.com', role: 'org:member' }],
    },
    // Last, so that Ada's first session starts here.
    {
      name: 'Acme', slug: 'acme', plan: 'team', createdBy: 'ada+clerk_test@example.com',
      members: [{ email: 'bob+clerk_test@example.com', role: 'org:member' }],
    },
  ],
}
