/** The civil day a page is read at. */
import { useMoment } from '../../api/moment.ts'
import { lastDay } from '../../frame/days.ts'
import { useToday } from '../../frame/TimeMachine.tsx'

export function usePageDay(): string {
  const moment = useMoment()
  const today = useToday()
  return lastDay(moment.at ?? today)
}
