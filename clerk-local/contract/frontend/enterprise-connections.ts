import type { DeletedObject, FrontendList, FrontendMutation, FrontendRead } from '../objects/answers.ts'
import type { EnterpriseConnectionObject, TestRunObject } from '../objects/organizations/enterprise.ts'
import type { Operations } from '../operations.ts'

export const enterpriseConnectionOperations = {
  listOrganizationEnterpriseConnections: 'GET /organizations/{organizationID}/enterprise_connections',
  createOrganizationEnterpriseConnection: 'POST /organizations/{organizationID}/enterprise_connections',
  updateOrganizationEnterpriseConnection: 'PATCH /organizations/{organizationID}/enterprise_connections/{enterprise_connection_id}',
  deleteOrganizationEnterpriseConnection: 'DELETE /organizations/{organizationID}/enterprise_connections/{enterprise_connection_id}',
  listOrganizationEnterpriseConnectionTestRuns: 'GET /organizations/{organizationID}/enterprise_connections/{enterprise_connection_id}/test_runs',
  createOrganizationEnterpriseConnectionTestRun: 'POST /organizations/{organizationID}/enterprise_connections/{enterprise_connection_id}/test_runs',
  getMeEnterpriseConnections: 'GET /me/enterprise_connections',
  createMeEnterpriseConnection: 'POST /me/enterprise_connections',
  updateMeEnterpriseConnection: 'PATCH /me/enterprise_connections/{enterprise_connection_id}',
  deleteMeEnterpriseConnection: 'DELETE /me/enterprise_connections/{enterprise_connection_id}',
  listMeEnterpriseConnectionTestRuns: 'GET /me/enterprise_connections/{enterprise_connection_id}/test_runs',
  createMeEnterpriseConnectionTestRun: 'POST /me/enterprise_connections/{enterprise_connection_id}/test_runs',
  /** Not in the specification: clerk-js 6 offers a choice of connections to a sign-up that has several (resources/SignUp). */
  getSignUpEnterpriseConnections: 'GET /client/sign_ups/{sign_up_id}/enterprise_connections',
} as const satisfies Operations

export interface EnterpriseConnectionAnswers {
  listOrganizationEnterpriseConnections: FrontendRead<EnterpriseConnectionObject[]>
  createOrganizationEnterpriseConnection: FrontendMutation<EnterpriseConnectionObject>
  updateOrganizationEnterpriseConnection: FrontendMutation<EnterpriseConnectionObject>
  deleteOrganizationEnterpriseConnection: FrontendMutation<DeletedObject>
  listOrganizationEnterpriseConnectionTestRuns: FrontendList<TestRunObject>
  createOrganizationEnterpriseConnectionTestRun: FrontendMutation<{ url: string }>
  getMeEnterpriseConnections: FrontendRead<EnterpriseConnectionObject[]>
  createMeEnterpriseConnection: FrontendMutation<EnterpriseConnectionObject>
  updateMeEnterpriseConnection: FrontendMutation<EnterpriseConnectionObject>
  deleteMeEnterpriseConnection: FrontendMutation<DeletedObject>
  listMeEnterpriseConnectionTestRuns: FrontendList<TestRunObject>
  createMeEnterpriseConnectionTestRun: FrontendMutation<{ url: string }>
  getSignUpEnterpriseConnections: FrontendRead<{ id: string, name: string, provider: string, logo_public_url: string | null }[]>
}
