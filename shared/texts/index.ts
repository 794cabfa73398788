export { denialWords } from './member/refusals'
export { texts } from '#texts'
