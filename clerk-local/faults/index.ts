export { faultyCalls } from './calls.ts'
export { Faults, type FaultyCall, type FaultyMessage } from './faults.ts'
export { type Fault, faultInput, type FaultInput } from './schema.ts'
