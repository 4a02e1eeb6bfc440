/** Why a desk is empty on a mission that was told afterwards from public texts: none of them tells of what lies here. */
import { useList, useMission } from '../../api/hooks.ts'
import { Card } from '../../parts/Card.tsx'
import { Empty } from '../../parts/Rest.tsx'
import { useWords } from '../../words.tsx'

export function Untold({ register }: { register: string }) {
  const { clock, exercise } = useMission()
  return clock === 'replayed' && !exercise ? <OfPublicTexts register={register} /> : null
}

function OfPublicTexts({ register }: { register: string }) {
  const t = useWords()
  const list = useList(register, { limit: 1 })
  if (list.data?.items.length !== 0) return null
  return (
    <Card>
      <Empty title={t('desk.untold')} why={t('desk.untoldWhy')} />
    </Card>
  )
}
