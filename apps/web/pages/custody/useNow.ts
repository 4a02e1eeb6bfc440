/** What time it is on the page: the clock's, minute by minute, or the end of the day that is looked at. */
import { useEffect, useState } from 'react'
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
  return timeOf(day, today, clock)
}
