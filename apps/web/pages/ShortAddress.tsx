/**
 * The short address of a register or a record, `/{mission}/vehicle/{id}`, as the API has it: leads to its page. A record
 * may be named by its code, as sources cite it: `/{mission}/claim/C0181`.
 */
import { Navigate, useParams } from '@tanstack/react-router'
import { useList, useMission, useRegisters } from '../api/hooks.ts'
import { Skeleton } from '../parts/Rest.tsx'
import { NotFound } from './NotFound.tsx'

const isId = (text: string): boolean => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text)

export default function ShortAddress() {
  const mission = useMission()
  const { register: name, id } = useParams({ strict: false }) as { register: string; id?: string }
  const registers = useRegisters()
  const register = registers.data?.items.find((one) => one.name === name)
  const [code] = Object.entries(register?.fields ?? {}).find(([, field]) => field.unique) ?? []
  const isCode = id !== undefined && !isId(id)
  const asks = isCode && code !== undefined
  const found = useList(name, asks ? { [code]: id, limit: 1 } : {}, { enabled: asks, keep: false })
  if (registers.isPending || (asks && found.isPending)) return <Skeleton lines={6} height={24} />
  const record = isCode ? found.data?.items[0]?.id : id
  if (!register || (isCode && !record)) return <NotFound />
  return (
    <Navigate
      to={`/${mission.id}/r/${name}${record ? `/${record}` : ''}` as never}
      search={((before: object) => before) as never}
      replace
    />
  )
}
