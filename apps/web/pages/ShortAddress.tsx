/** The short address of a register or a record, `/{mission}/vehicle/{id}`, as the API has it: leads to its page. */
import { Navigate, useParams } from '@tanstack/react-router'
import { useMission, useRegisters } from '../api/hooks.ts'
import { Skeleton } from '../parts/Rest.tsx'
import { NotFound } from './NotFound.tsx'

export default function ShortAddress() {
  const mission = useMission()
  const { register, id } = useParams({ strict: false }) as { register: string; id?: string }
  const registers = useRegisters()
  if (registers.isPending) return <Skeleton lines={6} height={24} />
  if (!registers.data?.items.some(({ name }) => name === register)) return <NotFound />
  return (
    <Navigate
      to={`/${mission.id}/r/${register}${id ? `/${id}` : ''}` as never}
      search={((before: object) => before) as never}
      replace
    />
  )
}
