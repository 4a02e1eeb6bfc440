/** People killed by quarter with rivals, incidents by month under them, and the brush that chooses the months shown. */
import { useGeo, useList } from '../../api/hooks.ts'
import { KilledByQuarter } from '../../charts/KilledByQuarter.tsx'
import { monthAfter } from '../../charts/TimeBrush.tsx'
import type { Features } from '../../map/project.ts'
import { useWords } from '../../words.tsx'
import { colorOf, type Incident } from './incidents.ts'
import { quarterEnd, quarterStart, quartersOf } from './quarters.ts'
import css from './situation.module.css'

type Props = {
  day: string
  range: readonly [string, string]
  onRange: (range: readonly [string, string]) => void
  incidents: readonly Incident[]
}

/** Ten quarters up to the one of the day that is read, and back to the first month chosen. */
export function Killed({ day, range, onRange, incidents }: Props) {
  const t = useWords()
  const claims = useList('claim', {
    measure: 'people.killed',
    period: 'quarter',
    speaksFor: 'host',
    limit: 200,
  })
  const last = [quarterEnd(day), range[1]].sort().at(-1) as string
  const earliest = [monthAfter(quarterStart(day), -27), quarterStart(range[0])].sort()[0] as string
  const all = quartersOf(claims.data?.items ?? [], claims.data?.refs ?? {}, earliest, last)
  // Empty quarters before the first figure say nothing: begin where something is said, or chosen.
  const said = all.find((q) => q.value !== null)?.first ?? last
  const first = [said, quarterStart(range[0])].sort()[0] as string
  const quarters = all.filter((q) => q.first >= first)
  const codes = [...new Set(quarters.flatMap((q) => q.sources.split(', ')).filter(Boolean))]
  const drawn = [useGeo<Features>('departments').data, useGeo<Features>('basemap').data]
  const from = [...new Set(drawn.flatMap((one) => one?.attribution ?? []))].join('; ')
  return (
    <div className={css.killed0}>
      <KilledByQuarter
        label={t('situation.killedByQuarter')}
        quarters={quarters}
        happenings={incidents.map((one) => ({
          id: one.id,
          day: one.day,
          color: colorOf[one.touches],
          title: one.title,
        }))}
        first={first}
        last={last}
        range={range}
        onRange={onRange}
        rows={{ bars: t('situation.killedRow'), strip: t('situation.incidentRow') }}
      />
      <p className={css.credit}>
        {codes.length > 0 && `${t('situation.killedSources', { sources: codes.join(', ') })} `}
        {from && t('situation.credit', { from })}
      </p>
    </div>
  )
}
