import { defineNitroPlugin } from 'nitropack/runtime'
import { endEventStreams } from '../utils/http/event-stream'

/** Ends open event streams when the server is told to stop: Nitro waits for connections first, and those would last. */
export default defineNitroPlugin((nitro) => {
  nitro.hooks.hook('close', endEventStreams)
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => {
    endEventStreams()
    // Alone, this listener would only have kept the signal from ending the process.
    if (!process.listenerCount(signal)) process.kill(process.pid, signal)
  })
})
