import type { Answer } from '../../../clerk-local/core/channels.ts'
import type { Change } from '../../../clerk-local/core/entities/index.ts'
import { specPath } from '../../../clerk-local/core/operation-names.ts'
import { envelope } from '../../../clerk-local/webhooks/envelope.ts'
import { differences } from './differences.ts'
import type { Problem } from './spec/schema.ts'
import { loadSpec, type SpecName } from './spec/spec.ts'

/** Something clerk-local said that Clerk's specification doesn't allow. */
export interface Failure {
  /** Specification and place in it, such as `backend User.locale`. */
  place: string
  message: string
  /** One call that showed it, with the pointer into its body. */
  example: string
}

/** What one test file saw of the specifications. */
export interface Report {
  /** Operations and events that answered as described: `backend GetUser success`, `backend GetUser error`. */
  validated: string[]
  /** Which known differences showed. */
  differences: string[]
  failures: Failure[]
}

/** Paths of operations that the specification lacks and that its templates would match: `/clients/{client_id}`. */
const lookalikes = ['/clients/handshake_payload']

/** Holds every answer and every change against the specifications. */
export class Recorder {
  private readonly validated = new Set<string>()
  private readonly shown = new Set<string>()
  private readonly failures = new Map<string, Failure>()

  /** A call of the Frontend or Backend API; others, and operations the specification lacks, are left alone. */
  answer({ method, path, status, body }: Answer): void {
    const side = path.split('/')[1]
    if (side !== 'backend' && side !== 'frontend') return
    const spec = loadSpec(side)
    const operation = lookalikes.includes(specPath(path)) ? undefined : spec.find(method, specPath(path))
    // 501 says that the operation isn't here.
    if (!operation || status === 501) return
    const isError = status >= 400
    const problems = spec.answerProblems(operation, status, body) ?? (isError ? spec.errorProblems(body) : [unlisted(operation.id, status)])
    this.judge(side, `${operation.id} ${isError ? 'error' : 'success'}`, problems, `${method} ${path} ${status}`, `${operation.id}.${status}`)
  }

  /** What a webhook would say about a change. */
  change(change: Change): void {
    const problems = loadSpec('webhooks').eventProblems(change.type, envelope(change))
    if (problems) this.judge('webhooks', `${change.type} success`, problems, change.type)
  }

  report(): Report {
    return { validated: [...this.validated].sort(), differences: [...this.shown].sort(), failures: [...this.failures.values()] }
  }

  /** `whole` names the answer: a known difference of it covers all that is in it. */
  private judge(spec: SpecName, what: string, problems: Problem[], example: string, whole = ''): void {
    const unknown = problems.filter((problem) => {
      const known = differences.find(difference => difference.spec === spec && (difference.place === problem.place || difference.place === whole))
      if (known) this.shown.add(`${known.spec} ${known.place}`)
      return !known
    })
    if (!unknown.length) this.validated.add(`${spec} ${what}`)
    for (const { place, message, pointer } of unknown) {
      this.failures.set(`${spec} ${place} ${message}`, { place: `${spec} ${place}`, message, example: `${example} ${pointer}` })
    }
  }
}

function unlisted(operation: string, status: number): Problem {
  return { pointer: '', place: `${operation}.${status}`, message: 'is not a status of this operation' }
}
