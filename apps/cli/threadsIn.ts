/** How many threads were asked for; undefined: as many as there are cores. */
import { type Given, UseFailure } from './options.ts'

export function threadsIn({ threads }: Given): number | undefined {
  if (threads === undefined) return undefined
  if (!/^[1-9]\d{0,2}$/.test(threads))
    throw new UseFailure(`A number of threads is from 1 to 999, not ${threads}.`)
  return Number(threads)
}
