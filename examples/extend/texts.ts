import { texts as base } from '#clerk-orgs/shared/texts/base'

export const texts = {
  ...base,
  app: { ...base.app, name: 'Reporter' },
  errorWords: { ...base.errorWords, already_a_member: 'This colleague reports already.' },
  reports: { title: 'Reports', add: 'Add report', name: 'Title of the report', none: 'No report yet' },
} as const
