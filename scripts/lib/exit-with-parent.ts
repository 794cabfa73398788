/** Preloaded into child processes: when the parent is gone, however it ended, the child ends too. */
process.on('disconnect', () => process.kill(process.pid, 'SIGTERM'))
process.channel?.unref()
