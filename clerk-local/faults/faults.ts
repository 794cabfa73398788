import { seededNumbers } from '../core/random.ts'
import { type Fault, type FaultInput, faultInput, type FaultOf } from './schema.ts'

/** What a delivery is, to those that match it. */
export interface FaultyMessage { type: string, endpointId: string }

/** What a call is, to those that match it; the path without `/v1`. */
export interface FaultyCall { api: 'backend' | 'frontend', method: string, path: string, operation?: string }

/** What a fault may ask of the thing it strikes. */
interface Conditions { probability?: number, types?: string[], endpoint?: string, api?: string, operation?: string, method?: string, path?: string }

type CallKind = 'rate_limit' | 'error' | 'hang' | 'fewer_rows' | 'cut_body'

/** Things that go wrong on purpose, so that an app's tests can see how it copes. The same seed makes the same choices. */
export class Faults {
  private list: Fault[] = []
  private made = 0
  private number: () => number
  private readonly hanging = new Set<() => void>()

  constructor(seed = 1) {
    this.number = seededNumbers(seed)
  }

  /** Adds a fault; throws a ZodError when it makes no sense. */
  add(input: FaultInput): Fault {
    const given = faultInput.parse(input)
    const fault = { ...given, id: `fault_${++this.made}`, left: given.times ?? null, struck: 0 }
    this.list.push(fault)
    return fault
  }

  /** All, also those that are used up, so that a test can see how often they struck. */
  all(): readonly Fault[] {
    return this.list
  }

  /** Whether there is anything to look for. */
  any(): boolean {
    return this.list.length > 0
  }

  /** Takes one back; false when there is none. */
  remove(id: string): boolean {
    const count = this.list.length
    this.list = this.list.filter(fault => fault.id !== id)
    return this.list.length < count
  }

  /** Takes all back, lets hanging calls go on, and starts the random choices anew when given a seed. */
  clear(seed?: number): void {
    this.list = []
    if (seed !== undefined) this.number = seededNumbers(seed)
    this.release()
  }

  /** The fault of this kind that strikes the message, if any. */
  ofMessage<Kind extends 'duplicate' | 'reorder' | 'delay' | 'drop'>(kind: Kind, message: FaultyMessage): FaultOf<Kind> | undefined {
    return this.strike(kind, ({ types, endpoint }) => (!types?.length || types.includes(message.type)) && (!endpoint || endpoint === message.endpointId))
  }

  /** The fault of this kind that strikes the call, if any. */
  ofCall<Kind extends CallKind>(kind: Kind, call: FaultyCall): FaultOf<Kind> | undefined {
    return this.strike(kind, ({ api = 'backend', operation, method, path }) =>
      api === call.api && (!operation || operation === call.operation) && (!method || method === call.method) && (!path || pattern(path).test(call.path)))
  }

  /** Seconds that the next session token lives, where a fault says so; before now is expired. */
  tokenSeconds(): number | undefined {
    const seconds = this.strike('short_token', () => true)?.seconds
    return seconds === 0 ? -1 : seconds
  }

  /** Waits: so many milliseconds, or until `release`. */
  hang(ms?: number): Promise<void> {
    return new Promise((resolve) => {
      const go = () => {
        this.hanging.delete(go)
        clearTimeout(timer)
        resolve()
      }
      const timer = ms === undefined ? undefined : setTimeout(go, ms)
      this.hanging.add(go)
    })
  }

  /** Lets hanging calls go on; tells how many there were. */
  release(): number {
    const waiting = [...this.hanging]
    for (const go of waiting) go()
    return waiting.length
  }

  /** The rows in another order than they came. */
  shuffle<Row>(rows: readonly Row[]): Row[] {
    const shuffled = [...rows]
    for (let i = shuffled.length - 1; i > 0; i--) {
      const j = Math.floor(this.number() * (i + 1))
      const [a, b] = [shuffled[i] as Row, shuffled[j] as Row]
      shuffled[i] = b
      shuffled[j] = a
    }
    return shuffled.every((row, i) => row === rows[i]) ? shuffled.reverse() : shuffled
  }

  private strike<Kind extends Fault['kind']>(kind: Kind, matches: (fault: Conditions) => boolean): FaultOf<Kind> | undefined {
    const fault = this.list.find((fault): fault is FaultOf<Kind> =>
      fault.kind === kind && fault.left !== 0 && matches(fault) && (fault.probability === undefined || this.number() < fault.probability))
    if (!fault) return undefined
    fault.struck++
    if (fault.left !== null) fault.left--
    return fault
  }
}

function pattern(path: string): RegExp {
  return new RegExp(`^${path.split('*').map(part => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&')).join('.*')}$`)
}
