/** What the pages did for somebody in this tab that is no entry of the record: such as keeping a view. */
import { useSyncExternalStore } from 'react'
import type { Sign } from './acts.ts'

let signs: ReadonlySet<Sign> = new Set()
const hearers = new Set<() => void>()

export function tellSign(sign: Sign): void {
  signs = new Set([...signs, sign])
  for (const hear of hearers) hear()
}

const hear = (hearer: () => void): (() => void) => {
  hearers.add(hearer)
  return () => hearers.delete(hearer)
}
export const useSigns = (): ReadonlySet<Sign> => useSyncExternalStore(hear, () => signs)
