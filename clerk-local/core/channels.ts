import { channel } from 'node:diagnostics_channel'

/** An answered call as it went out. */
export interface Answer {
  method: string
  /** With the mount: `/backend/v1/users`. */
  path: string
  status: number
  /** Parsed; undefined when it isn't JSON. */
  body: unknown
}

/** Tells every `Answer` to whoever subscribes, such as the tests that hold answers against Clerk's specifications. */
export const answerChannel = channel('clerk-local:answer')

/** Tells every recorded `Change`. */
export const changeChannel = channel('clerk-local:change')
