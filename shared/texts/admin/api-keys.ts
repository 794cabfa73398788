import { apiScopes, type ApiScope } from '../../policy/scopes'

/** API keys of the organization. */
export const apiKeys = {
  lead: 'A key lets a program read this organization’s data, as far as you allow below. It can change nothing.',
  scopes: 'What each key may read',
  scopesHint: 'A new key may read nothing until you allow it here.',
  key: 'Key',
  scope: (scope: ApiScope) => apiScopes[scope].name,
  allow: (scope: ApiScope, key: string) => `${key} may read ${apiScopes[scope].name.toLowerCase()}`,
  used: 'Last used',
  neverUsed: 'Not used yet',
  none: 'No key yet',
  noneHint: 'Create one above. Then choose here what it may read.',
  notChanged: 'The key was not changed',
  howTo: 'How to use a key',
  howToLead: 'Send it with each request:',
} as const
