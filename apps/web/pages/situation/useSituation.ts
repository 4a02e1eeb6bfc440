/** Everything the situation page asks for, at its moment: incidents, harm, held ground, shipped geometry, what each rests on. */
import { useMemo } from 'react'
import { useGeo, useList, useMeasure } from '../../api/hooks.ts'
import { daySpan, dayText } from '../../charts/scale.ts'
import { daysBetween } from '../../frame/days.ts'
import type { Holding } from '../../map/holding.ts'
import { useLayers } from '../../map/layers.ts'
import type { Features } from '../../map/project.ts'
import { incidentsOf } from './incidents.ts'

const standing = ['reported', 'assessed', 'disputed']

export function useSituation(day: string) {
  const incidents = useList('incident', { state: standing, limit: 200, sort: '-occurredOn' })
  const harm = useList('civilianHarm', { harm: 'killed', limit: 200 })
  const dead = useList('casualty', { state: 'dead', limit: 200 })
  const influence = useList('influence', { state: 'stated', limit: 200 })
  const rests = useMeasure('situation.incidents', { rests: 'all' })
  const departments = useGeo<Features>('departments')
  const communes = useGeo<Features>('communes')
  const basemap = useGeo<Features>('basemap')
  const layers = useLayers(departments.data, communes.data, basemap.data)

  const list = useMemo(
    () => incidentsOf(incidents.data?.items ?? [], harm.data?.items ?? [], dead.data?.items ?? []),
    [incidents.data, harm.data, dead.data],
  )
  const sources = useMemo(
    () =>
      new Map(
        (rests.data?.rests ?? []).map((one) => [
          one.id,
          (one.sources ?? []).map(({ code }) => code),
        ]),
      ),
    [rests.data],
  )
  const holdings = useMemo(
    () =>
      (influence.data?.items ?? []).flatMap(({ id, fields }): Holding[] => {
        const when = String(fields.evidenceOn ?? '')
        const span = daySpan(when)
        if (!span) return []
        const said = dayText(span[1] - 1)
        return [
          {
            pcode: String(fields.pcode ?? ''),
            name: String(fields.name ?? '').split(',')[0] ?? '',
            ...(typeof fields.sharePercent === 'number'
              ? { share: fields.sharePercent / 100 }
              : {}),
            day: when,
            ageDays: Math.max(0, daysBetween(said, day)),
            claim: id,
          },
        ]
      }),
    [influence.data, day],
  )
  return { incidents, list, holdings, sources, layers, geoError: departments.error }
}
