/** Whether the page is as narrow as a phone, for what CSS alone cannot arrange. */
import { useSyncExternalStore } from 'react'

const narrow = matchMedia('screen and (max-width: 47.99em)')
const follow = (done: () => void): (() => void) => {
  narrow.addEventListener('change', done)
  return () => narrow.removeEventListener('change', done)
}
export const usePhone = (): boolean => useSyncExternalStore(follow, () => narrow.matches)
