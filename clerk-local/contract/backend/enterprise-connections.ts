import type { BackendList, DeletedObject } from '../objects/answers.ts'
import type { EnterpriseConnectionObject, TestRunObject } from '../objects/organizations/enterprise.ts'
import type { Operations } from '../operations.ts'

export const enterpriseConnectionOperations = {
  ListEnterpriseConnections: 'GET /enterprise_connections',
  CreateEnterpriseConnection: 'POST /enterprise_connections',
  GetEnterpriseConnection: 'GET /enterprise_connections/{enterprise_connection_id}',
  UpdateEnterpriseConnection: 'PATCH /enterprise_connections/{enterprise_connection_id}',
  DeleteEnterpriseConnection: 'DELETE /enterprise_connections/{enterprise_connection_id}',
  ListEnterpriseConnectionTestRuns: 'GET /enterprise_connections/{enterprise_connection_id}/test_runs',
  CreateEnterpriseConnectionTestRun: 'POST /enterprise_connections/{enterprise_connection_id}/test_runs',
} as const satisfies Operations

export interface EnterpriseConnectionAnswers {
  ListEnterpriseConnections: BackendList<EnterpriseConnectionObject>
  CreateEnterpriseConnection: EnterpriseConnectionObject
  GetEnterpriseConnection: EnterpriseConnectionObject
  UpdateEnterpriseConnection: EnterpriseConnectionObject
  DeleteEnterpriseConnection: DeletedObject
  ListEnterpriseConnectionTestRuns: BackendList<TestRunObject>
  CreateEnterpriseConnectionTestRun: { url: string }
}
