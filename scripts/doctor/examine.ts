import { code } from './checks/code.ts'
import { keys } from './checks/keys.ts'
import { organizations } from './checks/organizations.ts'
import { permissions } from './checks/permissions.ts'
import { session } from './checks/session.ts'
import { webhooks } from './checks/webhooks.ts'
import type { Facts } from './facts.ts'
import type { Finding } from './finding.ts'

/** Every check, in the order in which what they find should be mended. */
export const checks = [...keys, ...organizations, ...permissions, ...webhooks, ...code, ...session]

/** What is wrong, errors first. */
export const examine = (facts: Facts): Finding[] => checks.flatMap(({ id, look }) => look(facts).map(found => ({ id, ...found })))
  .sort((a, b) => Number(b.level === 'error') - Number(a.level === 'error'))
