/** What the codes of Clerk's Frontend API mean to a person where Clerk's own words don't do. Source: Clerk's error reference. */
export const clerkWords: Record<string, string> = {
  organization_domain_exists_for_enterprise_connection: 'People of this domain sign in through a single sign-on connection, so that the domain can’t let anybody join as well. Take it out of the connection first.',
  organization_domain_already_exists: 'Another organization has proved that this domain is its own.',
  organization_domain_common: 'Anybody can have an address there. Use a domain of your own.',
  organization_domain_blocked: 'This domain gives out throw-away addresses. Use a domain of your own.',
  organization_domain_mismatch: 'That address isn’t at this domain.',
  organization_domain_quota_exceeded: 'The organization has as many domains as it may. Remove one first.',
  organization_domains_not_enabled: 'Domains aren’t switched on for this app. Ask its operator.',
  organization_domain_enrollment_mode_not_enabled: 'This way of joining isn’t switched on for this app. Ask its operator.',
  form_code_incorrect: 'That code isn’t right. Look at the last e-mail once more.',
  verification_expired: 'The code is too old. Send a new one.',
  verification_failed: 'Too many tries with wrong codes. Send a new one.',
  missing_organization_permission: 'Your role doesn’t allow this. Ask an admin.',
  organization_membership_quota_exceeded: 'All seats are taken, counting pending invitations. Revoke an invitation or add seats.',
  organization_minimum_permissions_needed: 'The organization needs at least one person who can manage members.',
  already_a_member_in_organization: 'This person is a member already.',
  too_many_requests: 'That was too fast. Wait a moment and try again.',
}
