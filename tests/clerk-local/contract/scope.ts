/**
 * The operations that clerk-local is to have, by the subjects its guide names. The rest of each specification is out
 * of scope: OAuth applications, machines, SCIM set-up, mail templates, allow- and blocklists.
 */
export const scope: Readonly<Record<'backend' | 'frontend' | 'webhooks', Readonly<Record<string, string>>>> = {
  backend: {
    'users': `GetUserList CreateUser GetUsersCount GetUser UpdateUser DeleteUser BanUser UnbanUser UsersBan UsersUnban LockUser UnlockUser
      SetUserProfileImage DeleteUserProfileImage UpdateUserMetadata ReplaceUserMetadata VerifyPassword RemoveUserPassword
      SetUserPasswordCompromised UnsetUserPasswordCompromised VerifyTOTP DisableMFA DeleteBackupCode DeleteTOTP UserPasskeyDelete
      UserWeb3WalletDelete DeleteExternalAccount ListUserTrustedDevices RevokeUserTrustedDevice GetOAuthAccessToken`,
    'e-mail addresses': `CreateEmailAddress GetEmailAddress DeleteEmailAddress UpdateEmailAddress PrepareEmailAddressVerification
      AttemptEmailAddressVerification ReplaceUserEmailAddress`,
    'phone numbers': `CreatePhoneNumber GetPhoneNumber DeletePhoneNumber UpdatePhoneNumber PreparePhoneNumberVerification
      AttemptPhoneNumberVerification ReplaceUserPhoneNumber`,
    'sessions': 'GetSessionList createSession GetSession RefreshSession RevokeSession CreateSessionToken CreateSessionTokenFromTemplate',
    'clients and keys': 'GetClientList VerifyClient GetClient GetJWKS',
    'tokens': `CreateSignInToken RevokeSignInToken CreateTestingToken CreateActorToken RevokeActorToken ListJWTTemplates CreateJWTTemplate
      GetJWTTemplate UpdateJWTTemplate DeleteJWTTemplate`,
    'organizations': `ListOrganizations CreateOrganization GetOrganization UpdateOrganization DeleteOrganization MergeOrganizationMetadata
      ReplaceOrganizationMetadata UploadOrganizationLogo DeleteOrganizationLogo`,
    'memberships': `CreateOrganizationMembership ListOrganizationMemberships UpdateOrganizationMembership DeleteOrganizationMembership
      UpdateOrganizationMembershipMetadata InstanceGetOrganizationMemberships UsersGetOrganizationMemberships`,
    'invitations': `CreateOrganizationInvitation ListOrganizationInvitations CreateOrganizationInvitationBulk ListPendingOrganizationInvitations
      GetOrganizationInvitation RevokeOrganizationInvitation ListInstanceOrganizationInvitations UsersGetOrganizationInvitations
      CreateInvitation ListInvitations CreateBulkInvitations RevokeInvitation`,
    'waitlist': `ListWaitlistEntries CreateWaitlistEntry CreateBulkWaitlistEntries DeleteWaitlistEntry InviteWaitlistEntry
      RejectWaitlistEntry`,
    'domains': `CreateOrganizationDomain ListOrganizationDomains UpdateOrganizationDomain DeleteOrganizationDomain
      VerifyOrganizationDomainOwnership ListAllOrganizationDomains`,
    'roles and permissions': `ListOrganizationRoles CreateOrganizationRole GetOrganizationRole UpdateOrganizationRole DeleteOrganizationRole
      AssignPermissionToOrganizationRole RemovePermissionFromOrganizationRole ListOrganizationPermissions CreateOrganizationPermission
      GetOrganizationPermission UpdateOrganizationPermission DeleteOrganizationPermission`,
    'role sets': 'ListRoleSets CreateRoleSet GetRoleSet UpdateRoleSet ReplaceRoleSet AddRolesToRoleSet ReplaceRoleInRoleSet',
    'instance': 'GetInstance UpdateInstance GetInstanceOrganizationSettings UpdateInstanceOrganizationSettings',
    'enterprise connections': `ListEnterpriseConnections CreateEnterpriseConnection GetEnterpriseConnection UpdateEnterpriseConnection
      DeleteEnterpriseConnection ListEnterpriseConnectionTestRuns CreateEnterpriseConnectionTestRun`,
    'billing': `GetCommercePlanList GetBillingPriceList CreateBillingPrice GetCommerceSubscriptionItemList CancelCommerceSubscriptionItem
      ExtendBillingSubscriptionItemFreeTrial CreateBillingPriceTransition ApplyBillingSubscriptionItemDiscount
      RemoveBillingSubscriptionItemDiscount GetBillingStatementList GetBillingStatement GetBillingStatementPaymentAttempts
      GetOrganizationBillingSubscription GetOrganizationBillingCreditBalance AdjustOrganizationBillingCreditBalance
      GetUserBillingSubscription GetUserBillingCreditBalance AdjustUserBillingCreditBalance`,
    'API keys': 'createApiKey getApiKeys getApiKey updateApiKey deleteApiKey getApiKeySecret revokeApiKey verifyApiKey',
    'webhooks': 'CreateSvixApp DeleteSvixApp GenerateSvixAuthURL',
  },
  frontend: {
    'instance': 'getJWKS getOpenIDConfiguration getEnvironment updateEnvironment getAccountPortal getHealth getProxyHealth clearSiteData joinWaitlist',
    'client': `getClient putClient postClient deleteClientSessions removeClientSessionsAndRetainCookie handshakeClient createDevBrowser
      postDevBrowserInitSetCookie acceptTicket verify`,
    'sign-in': `createSignIn getSignIn resetPassword prepareSignInFactorOne attemptSignInFactorOne prepareSignInFactorTwo attemptSignInFactorTwo`,
    'sign-up': 'createSignUps getSignUps updateSignUps prepareSignUpsVerification attemptSignUpsVerification',
    'sessions': `getSession touchSession endSession removeSession getSessions revokeSession createSessionToken createSessionTokenWithTemplate
      startSessionReverification prepareSessionReverificationFirstFactor attemptSessionReverificationFirstFactor
      prepareSessionReverificationSecondFactor attemptSessionReverificationSecondFactor getUsersSessions`,
    'me': `getUser patchUser deleteUser patchUserMetadata updateProfileImage deleteProfileImage changePassword removePassword
      getEmailAddresses createEmailAddresses verifyEmailAddress sendVerificationEmail getEmailAddress DeleteEmailAddress
      getOrganizationCreationDefaults getOrganizationMemberships deleteOrganizationMemberships getUsersOrganizationInvitations
      acceptOrganizationInvitation getOrganizationSuggestions acceptOrganizationSuggestion`,
    'organizations': `createOrganization getOrganization updateOrganization deleteOrganization updateOrganizationLogo deleteOrganizationLogo
      CreateOrganizationMembership ListOrganizationMemberships UpdateOrganizationMembership removeOrganizationMember ListOrganizationRoles
      createOrganizationInvitations getOrganizationInvitations bulkCreateOrganizationInvitations getAllPendingOrganizationInvitations
      revokePendingOrganizationInvitation listOrganizationMembershipRequests acceptOrganizationMembershipRequest
      rejectOrganizationMembershipRequest`,
    'domains': `CreateOrganizationDomain ListOrganizationDomains createOrganizationDomainsBulk
      prepareOrganizationDomainsOwnershipVerification attemptOrganizationDomainsOwnershipVerification GetOrganizationDomain
      deleteOrganizationDomain UpdateOrganizationDomainEnrollmentMode prepareOrganizationDomainVerification
      attemptOrganizationDomainVerification prepareOrganizationDomainOwnershipVerification attemptOrganizationDomainOwnershipVerification`,
    'enterprise connections': `listOrganizationEnterpriseConnections createOrganizationEnterpriseConnection
      updateOrganizationEnterpriseConnection deleteOrganizationEnterpriseConnection listOrganizationEnterpriseConnectionTestRuns
      createOrganizationEnterpriseConnectionTestRun initEnterpriseConnectionTestRun getEnterpriseConnectionTestRunResult
      getMeEnterpriseConnections createMeEnterpriseConnection updateMeEnterpriseConnection deleteMeEnterpriseConnection
      listMeEnterpriseConnectionTestRuns createMeEnterpriseConnectionTestRun getOauthCallback postOauthCallback acs samlMetadata`,
    'API keys': 'getApiKeys createApiKey updateApiKey revokeApiKey',
    'billing': `GetBillingPlanList GetBillingPlan GetUserMainBillingSubscription GetUserBillingSubscriptionItems
      DeleteUserBillingSubscriptionItem GetUserPaymentMethods CreateUserPaymentMethod InitializeUserPaymentMethod DeleteUserPaymentMethod
      SetUserDefaultPaymentMethod CreateUserBillingCheckout GetUserBillingCheckout UpdateUserBillingCheckout ConfirmUserBillingCheckout
      GetUserPaymentAttempts GetUserPaymentAttempt GetUserStatements GetUserStatement CreateOrganizationBillingCheckout
      GetOrganizationBillingCheckout UpdateOrganizationBillingCheckout ConfirmOrganizationBillingCheckout GetOrganizationPaymentMethods
      CreateOrganizationPaymentMethod InitializeOrganizationPaymentMethod DeleteOrganizationPaymentMethod
      SetOrganizationDefaultPaymentMethod GetOrganizationStatements GetOrganizationStatement GetOrganizationBillingSubscription
      GetOrganizationBillingSubscriptionItems DeleteOrganizationBillingSubscriptionItem`,
  },
  webhooks: {
    'organizations': `organization.created organization.updated organization.deleted organizationDomain.created organizationDomain.updated
      organizationDomain.deleted organizationInvitation.created organizationInvitation.accepted organizationInvitation.revoked
      organizationMembership.created organizationMembership.updated organizationMembership.deleted`,
    'roles and permissions': 'permission.created permission.updated permission.deleted role.created role.updated role.deleted',
    'users and sessions': `user.created user.updated user.deleted session.created session.pending session.ended session.removed
      session.revoked email.created sms.created waitlistEntry.created waitlistEntry.updated`,
    'billing': `paymentAttempt.created paymentAttempt.updated subscription.created subscription.updated subscription.active
      subscription.pastDue subscriptionItem.abandoned subscriptionItem.active subscriptionItem.canceled subscriptionItem.ended
      subscriptionItem.freeTrialEnding subscriptionItem.incomplete subscriptionItem.pastDue subscriptionItem.upcoming
      subscriptionItem.updated`,
  },
}

const noSecondFactor = 'nobody has a second factor here'

/** Operations that can only be refused, with the reason: none of their answers is a success. */
export const refused: Readonly<Record<'backend' | 'frontend' | 'webhooks', Readonly<Record<string, string>>>> = {
  backend: {
    VerifyTOTP: noSecondFactor,
    DeleteTOTP: noSecondFactor,
    DeleteBackupCode: noSecondFactor,
    UserPasskeyDelete: 'nobody has a passkey here',
    UserWeb3WalletDelete: 'nobody has a wallet here',
    DeleteExternalAccount: 'nobody has a social account here',
    RevokeUserTrustedDevice: 'nobody has a trusted device here',
  },
  frontend: {
    prepareSignInFactorTwo: noSecondFactor,
    attemptSignInFactorTwo: noSecondFactor,
    prepareSessionReverificationSecondFactor: noSecondFactor,
    attemptSessionReverificationSecondFactor: noSecondFactor,
    joinWaitlist: 'the waitlist is off',
  },
  webhooks: {},
}

const billingTab = 'clerk-js 6 calls it for the Billing tab (core/modules/billing)'

/** Operations that the specification lacks, each with who calls it. */
export const extras: Readonly<Record<'backend' | 'frontend', Readonly<Record<string, string>>>> = {
  backend: {
    GetHandshakePayload: '@clerk/backend, clients.getHandshakePayload',
    VerifySession: '@clerk/backend, sessions.verifySession',
  },
  frontend: {
    getSignUpEnterpriseConnections: 'clerk-js 6, to choose one of several connections (resources/SignUp)',
    GetUserCreditBalance: billingTab,
    GetUserCreditHistory: billingTab,
    GetOrganizationPaymentAttempts: billingTab,
    GetOrganizationPaymentAttempt: billingTab,
    GetOrganizationCreditBalance: billingTab,
    GetOrganizationCreditHistory: billingTab,
  },
}

/** The operations, or events, in scope. */
export function inScope(name: keyof typeof scope): Set<string> {
  return new Set(Object.values(scope[name]).flatMap(names => names.trim().split(/\s+/)))
}
