/**
 * Where the root of a mission leads: whoever works for it to their day, everybody else to the overview. An address that
 * carries a moment or a figure was sent by somebody who looked at the overview, and opens it.
 */
import { Navigate } from '@tanstack/react-router'
import { useMission } from '../api/hooks.ts'
import { useFigureAddress, useMoment } from '../api/moment.ts'
import { Overview } from '../pages/Overview.tsx'
import { useLeadsToDay } from './leads.ts'

export function First() {
  const mission = useMission()
  const moment = useMoment()
  const { figure } = useFigureAddress()
  const leads = useLeadsToDay()
  return leads && moment.isNow && !figure ? (
    <Navigate to={`/${mission.id}/day` as never} search={((now: object) => now) as never} replace />
  ) : (
    <Overview />
  )
}
