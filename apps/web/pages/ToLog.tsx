/** The address under which the log stood before it had a page of its own. */
import { Navigate } from '@tanstack/react-router'
import { useMission } from '../api/hooks.ts'

export default function ToLog() {
  const mission = useMission()
  return (
    <Navigate
      to={`/${mission.id}/log` as never}
      search={((before: object) => before) as never}
      replace
    />
  )
}
