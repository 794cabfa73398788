/** Loaded into each measured server: tells its processor time, and how many signatures it has verified, over a socket. */
import { createServer } from 'node:net'

let verified = 0
const { verify } = crypto.subtle.constructor.prototype as SubtleCrypto
crypto.subtle.constructor.prototype.verify = function (this: SubtleCrypto, ...args: Parameters<SubtleCrypto['verify']>) {
  verified++
  return verify.apply(this, args)
}

createServer(socket => socket.end(JSON.stringify({ ...process.cpuUsage(), verified }))).listen(process.env.BENCH_PROBE).unref()
