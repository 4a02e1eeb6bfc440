/** For tests only: how much memory is held while something large comes. Of what a message holds, see `intake.test.ts`. */
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

setFlagsFromString('--expose-gc')
const collect = runInNewContext('gc') as () => void

/** Bytes that somebody holds: what was read and let go of counts for nothing, however late it is swept. */
export function bytesHeld(): number {
  collect()
  const { heapUsed, arrayBuffers } = process.memoryUsage()
  return heapUsed + arrayBuffers
}
