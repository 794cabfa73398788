import type { BackendList, DeletedObject } from '../../objects/answers.ts'
import type { JwtTemplateObject } from '../../objects/people/tokens.ts'
import type { Operations } from '../../operations.ts'

export const jwtTemplateOperations = {
  ListJWTTemplates: 'GET /jwt_templates',
  CreateJWTTemplate: 'POST /jwt_templates',
  GetJWTTemplate: 'GET /jwt_templates/{template_id}',
  UpdateJWTTemplate: 'PATCH /jwt_templates/{template_id}',
  DeleteJWTTemplate: 'DELETE /jwt_templates/{template_id}',
} as const satisfies Operations

export interface JwtTemplateAnswers {
  /** A page when asked for with `paginated=true`. */
  ListJWTTemplates: JwtTemplateObject[] | BackendList<JwtTemplateObject>
  CreateJWTTemplate: JwtTemplateObject
  GetJWTTemplate: JwtTemplateObject
  UpdateJWTTemplate: JwtTemplateObject
  DeleteJWTTemplate: DeletedObject
}
