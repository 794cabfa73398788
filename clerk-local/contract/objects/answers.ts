import type { ClientObject } from './people/client.ts'

/** A page of a list of the Backend API. */
export interface BackendList<Row> { data: Row[], total_count: number }

/** A page of a list of the Frontend API (facts §D). */
export interface FrontendList<Row> { response: BackendList<Row>, client: null }

/** One object, read through the Frontend API. */
export interface FrontendRead<Row> { response: Row, client: null }

/** A mutation of the Frontend API: the object, and the whole client for clerk-js to take over. */
export interface FrontendMutation<Row> { response: Row, client: ClientObject }

/** What remains of a deleted object. */
export interface DeletedObject { object: string, id: string, slug?: string, external_id?: string, deleted: true }
