/** Every statement of how far an area is held, through time, rivals included; and places where groups were only seen. */
import { useNavigate } from '@tanstack/react-router'
import { useList, useMission } from '../../api/hooks.ts'
import { useMoment } from '../../api/moment.ts'
import { type InfluenceRow, InfluenceTimeline, type Said } from '../../charts/InfluenceTimeline.tsx'
import { precisionOf } from '../../charts/statement.ts'
import { monthAfter } from '../../charts/TimeBrush.tsx'
import { Card } from '../../parts/Card.tsx'
import { Empty, Skeleton } from '../../parts/Rest.tsx'
import { useWords } from '../../words.tsx'

export function Influence({ day }: { day: string }) {
  const isPast = useMoment().at !== undefined
  const t = useWords()
  const mission = useMission()
  const navigate = useNavigate()
  const claims = useList('claim', { measure: 'territory.control_share', limit: 200 })
  const influence = useList('influence', { limit: 200 })
  if (!claims.data || !influence.data)
    return (
      <Card title={t('situation.influence')}>
        <Skeleton lines={6} height={28} />
      </Card>
    )

  const names = new Map(
    influence.data.items.map(({ fields }) => [
      String(fields.pcode),
      String(fields.name).split(',')[0] as string,
    ]),
  )
  const capital = influence.data.items.find(({ fields }) => fields.extent === 'capital')
  const registers = new Map<string, 'claim' | 'influence'>()
  const rows = new Map<string, InfluenceRow & { said: Said[] }>()
  const put = (key: string, name: string, said: Said, register: 'claim' | 'influence'): void => {
    registers.set(said.id, register)
    const row = rows.get(key) ?? { key, name, said: [] }
    row.said.push(said)
    rows.set(key, row)
  }
  for (const { id, state, fields } of claims.data.items) {
    if (state === 'setAside' || typeof fields.value !== 'number' || typeof fields.asOf !== 'string')
      continue
    const key =
      fields.speaksFor === 'capital'
        ? String(capital?.fields.pcode ?? 'capital')
        : String(fields.pcode ?? fields.subject)
    const source = claims.data.refs?.[String(fields.source)]?.caption ?? ''
    put(
      key,
      fields.speaksFor === 'capital' ? t('situation.capital') : (names.get(key) ?? key),
      {
        id,
        when: fields.asOf,
        share: fields.value,
        precision: precisionOf(fields.precision),
        saidBy: String(fields.attributedTo ?? source),
      },
      'claim',
    )
  }
  for (const { id, fields } of influence.data.items) {
    if (typeof fields.sharePercent === 'number') continue
    const key = String(fields.pcode)
    put(
      key,
      names.get(key) ?? key,
      {
        id,
        when: String(fields.evidenceOn),
        share: null,
        precision: 'vague',
        saidBy: String(fields.saidBy ?? ''),
      },
      'influence',
    )
  }
  const list = [...rows.values()].sort((a, b) => b.said.length - a.said.length)
  if (list.length === 0)
    return (
      <Card title={t('situation.influence')}>
        <Empty
          title={t('situation.noInfluence')}
          why={t(isPast ? 'situation.noInfluenceWhy' : 'situation.noInfluenceNow')}
        />
      </Card>
    )
  const dates = list.flatMap((row) => row.said.map((one) => one.when)).sort()
  const shares = list[0]?.said.flatMap(({ share }) => (share === null ? [] : [share])) ?? []
  const title =
    shares.length > 1
      ? t('situation.influenceFinding', {
          name: list[0]?.name ?? '',
          low: Math.min(...shares),
          high: Math.max(...shares),
        })
      : t('situation.influence')
  return (
    <InfluenceTimeline
      title={title}
      subtitle={t('situation.influenceSub')}
      source={t('situation.influenceSource')}
      rows={list}
      day={day}
      first={monthAfter(
        `${(dates[0] ?? day).slice(0, 4)}-${(dates[0] ?? day).slice(5, 7) || '01'}-01`,
        -1,
      )}
      last={monthAfter(day, 1)}
      onOpen={(id) =>
        void navigate({ to: `/${mission.id}/r/${registers.get(id) ?? 'claim'}/${id}` as never })
      }
    />
  )
}
