/**
 * What time it is on the page: the clock's, minute by minute; of a mission that is told afterwards, as far as it has been told, which
 * is when its figures are counted; or the end of the day that is looked at.
 */
import { useEffect, useState } from 'react'
import { useHead, useMission } from '../../api/hooks.ts'
import { useToday } from '../../frame/TimeMachine.tsx'
import { usePageDay } from '../desk/usePageDay.ts'
import { timeOf } from './clocks.ts'

export function useNow(): number {
  const day = usePageDay()
  const today = useToday()
  const [clock, setClock] = useState(Date.now)
  useEffect(() => {
    const timer = setInterval(() => setClock(Date.now()), 60_000)
    return () => clearInterval(timer)
  }, [])
  const { clock: kind } = useMission()
  const known = useHead().data?.known
  const now = kind === 'replayed' && known ? Date.parse(known) : clock
  return timeOf(day, today, now)
}
