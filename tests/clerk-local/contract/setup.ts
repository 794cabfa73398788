import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, expect, inject } from 'vitest'
import { answerChannel, changeChannel, type Answer } from '../../../clerk-local/core/channels.ts'
import type { Change } from '../../../clerk-local/core/entities/index.ts'
import { Recorder } from './recorder.ts'
import { specFolder } from './spec/spec.ts'

// Every clerk-local that a test starts in this process is held against Clerk's specifications.
if (specFolder) {
  const recorder = new Recorder()
  const onAnswer = (message: unknown) => recorder.answer(message as Answer)
  const onChange = (message: unknown) => recorder.change(message as Change)
  answerChannel.subscribe(onAnswer)
  changeChannel.subscribe(onChange)
  afterAll(() => {
    answerChannel.unsubscribe(onAnswer)
    changeChannel.unsubscribe(onChange)
    const report = recorder.report()
    writeFileSync(join(inject('contractReports'), `${expect.getState().testPath?.replace(/\W+/g, '-')}.json`), JSON.stringify(report))
    if (!report.failures.length) return
    const lines = report.failures.map(({ place, message, example }) => `${place}: ${message} (${example})`)
    throw new Error(`Not as Clerk's specification says:\n${lines.join('\n')}`)
  })
}
