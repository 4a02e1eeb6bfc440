/** Groups and how they are said to stand to each other, through time: each change of an alignment is an entry of its history. */
import { useQueries } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { get } from '../../api/client.ts'
import { useHere, useList } from '../../api/hooks.ts'
import { useMoment } from '../../api/moment.ts'
import type { EntryView, Page } from '../../api/types.ts'
import { AllianceTimeline, type Tie } from '../../charts/AllianceTimeline.tsx'
import { huesOf } from '../../charts/hues.ts'
import { monthAfter } from '../../charts/TimeBrush.tsx'
import { lastDay } from '../../frame/days.ts'
import { Card } from '../../parts/Card.tsx'
import { Empty, Skeleton } from '../../parts/Rest.tsx'
import { useTerm, useWords } from '../../words.tsx'

const MOST = 40

export function Alliances({ day }: { day: string }) {
  const t = useWords()
  const term = useTerm()
  const navigate = useNavigate()
  const { mission, person } = useHere()
  const moment = useMoment()
  const groups = useList('group', { limit: 200 })
  const alignments = useList('alignment', { limit: MOST })
  const pairs = alignments.data?.items ?? []
  const histories = useQueries({
    queries: pairs.map(({ id }) => ({
      queryKey: [mission.id, person.id, 'alignment-history', id],
      queryFn: () => get<Page<EntryView>>(`/${mission.id}/alignment/${id}/history`, { limit: 200 }),
    })),
  })
  if (!groups.data || !alignments.data)
    return (
      <Card title={t('situation.alliances')}>
        <Skeleton lines={6} height={28} />
      </Card>
    )
  if (groups.data.items.length === 0)
    return (
      <Card title={t('situation.alliances')}>
        <Empty title={t('situation.noGroups')} why={t('situation.noGroupsWhy')} />
      </Card>
    )

  const known = moment.known ? lastDay(moment.known) : '9999'
  const ties = pairs.flatMap(({ id, fields, state }, i): Tie[] => {
    const entries = histories[i]?.data?.items ?? []
    const told = entries.filter(
      (one) =>
        one.to && !one.voided && one.at.slice(0, 10) <= day && one.known.slice(0, 10) <= known,
    )
    // An entry and its change of the same day are one statement: the last one speaks.
    const byDay = new Map(
      told.sort((a, b) => a.seq - b.seq).map((one) => [one.at.slice(0, 10), one]),
    )
    const steps =
      byDay.size > 0 ? [...byDay] : [[String(fields.statedOn), { to: state, set: fields }] as const]
    return steps.map(([when, one]) => ({
      id: `${id}@${when}`,
      group: String(fields.group),
      other: String(fields.other),
      when,
      state: String(one.to),
      word: term('state.alignment', String(one.to)),
      saidBy: String(one.set?.saidBy ?? fields.saidBy ?? ''),
    }))
  })
  const named = (when: unknown): string | null => (typeof when === 'string' ? when : null)
  const sorted = [...groups.data.items].sort((a, b) =>
    String(a.fields.namedOn) < String(b.fields.namedOn) ? -1 : 1,
  )
  const hues = huesOf(sorted.map(({ id }) => id))
  const first = sorted.map(({ fields }) => named(fields.namedOn)).find(Boolean) ?? day
  const names = new Map(sorted.map(({ id, fields }) => [id, String(fields.name)]))
  const latest = [...ties].sort((a, b) => (a.when < b.when ? 1 : -1))[0]
  const joined = latest && [
    ...new Set(
      ties
        .filter((tie) => tie.when === latest.when && tie.state === latest.state)
        .flatMap((tie) => [tie.group, tie.other]),
    ),
  ]
  return (
    <AllianceTimeline
      title={
        latest && joined
          ? t('situation.allianceFinding', {
              names: joined.map((id) => names.get(id)).join(', '),
              word: latest.word,
            })
          : t('situation.alliances')
      }
      subtitle={t('situation.alliancesSub')}
      source={t('situation.alliancesSource')}
      groups={sorted.map(({ id, state, fields }) => ({
        id,
        name: String(fields.name),
        color: hues.get(id) ?? 'var(--control)',
        named: named(fields.namedOn),
        ended: state === 'dissolved' ? day : null,
        isCoalition: fields.kind === 'coalition',
      }))}
      ties={ties}
      day={day}
      first={monthAfter(`${first.slice(0, 7)}-01`, -1)}
      last={monthAfter(day, 1)}
      onOpen={(id) =>
        void navigate({ to: `/${mission.id}/r/alignment/${id.split('@')[0]}` as never })
      }
    />
  )
}
