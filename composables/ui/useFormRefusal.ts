import type { Form } from '@nuxt/ui'
import type { ErrorCode } from '#shared/errors'

/**
 * Where a form says what the API refused: at its fields where the refusal names them, else above them.
 *
 * @param form - the form; it validates on `change` only, else it takes away what was said at a field a moment later
 * @param fields - the form's state
 * @param about - the field that a code is about
 * @returns `words` for the alert above; `attempt(act)`, which does the act and answers whether it went well; `busy` meanwhile
 */
export function useFormRefusal(form: Readonly<Ref<Pick<Form<never>, 'setErrors'> | null>>, fields: () => object, about: Partial<Record<ErrorCode, string>> = {}) {
  const refusal = ref<unknown>()
  function refuse(error: unknown) {
    const problem = errorDataOf(error)
    const issues = problem?.issues?.filter(({ path }) => path in fields()) ?? []
    const field = problem && about[problem.code]
    if (issues.length) form.value?.setErrors(issues.map(({ path, message }) => ({ name: path, message })))
    else if (field) form.value?.setErrors([{ name: field, message: wordsOf(error) }])
    else refusal.value = error
  }
  const busy = ref(false)
  async function attempt(act: () => Promise<unknown>): Promise<boolean> {
    refusal.value = undefined
    busy.value = true
    return act().then(() => true, (error: unknown) => {
      refuse(error)
      return false
    }).finally(() => { busy.value = false })
  }
  return { words: useErrorWords(refusal), busy, attempt }
}
