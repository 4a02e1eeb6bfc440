/**
 * Effort and coverage: hours on patrol by commune, beside what was reported there and how long nobody has been. Need is told by
 * incidents, a count of reports and no measure of danger; a commune without either is not in the list.
 */
import type { RecordView } from '@konbit/ledger'
import { addDays } from '@konbit/model'
import { answered, daysAsked } from '../logistics/reading.ts'
import type { Ask } from '../route.ts'
import { allOf } from '../statements.ts'

const usualDays = 28

type Row = {
  pcode: string | null
  place: string | null
  patrols: number
  hours: number
  incidents: number
  lastOn: string | null
}

export const answerEffort = (ask: Ask) => {
  const { from: first = '', to: last = '' } = ask.query as { from?: string; to?: string }
  return answered(ask, `operations effort ${first} ${last}`, async (moment, today) => {
    const { from, to } = daysAsked(ask.query, today, (day) => addDays(day, 1 - usualDays))
    const span = { from, to: addDays(to, 1) }
    const [patrols, incidents] = await Promise.all([
      allOf(ask, 'patrol', moment, { state: ['back'], plannedOn: span }),
      allOf(ask, 'incident', moment, {
        state: ['reported', 'assessed', 'disputed'],
        occurredOn: span,
      }),
    ])
    const rows = new Map<string, Row>()
    const rowOf = ({ fields }: RecordView): Row => {
      const where = fields.where as { pcode?: string; name?: string } | undefined
      const key = where?.pcode ?? where?.name ?? ''
      const row = rows.get(key) ?? {
        pcode: where?.pcode ?? null,
        place: where?.name ?? null,
        ...{ patrols: 0, hours: 0, incidents: 0, lastOn: null },
      }
      rows.set(key, row)
      return row
    }
    for (const patrol of patrols) {
      const on = String(patrol.fields.plannedOn).slice(0, 10)
      if (on > to) continue
      const row = rowOf(patrol)
      row.patrols += 1
      row.hours += Number(patrol.fields.hoursOut ?? 0)
      if (!row.lastOn || on > row.lastOn) row.lastOn = on
    }
    for (const incident of incidents) rowOf(incident).incidents += 1
    const items = [...rows.values()].sort(
      (a, b) =>
        b.incidents - a.incidents ||
        b.hours - a.hours ||
        ((a.place ?? '') < (b.place ?? '') ? -1 : 1),
    )
    return {
      from,
      to,
      items,
      hours: items.reduce((sum, { hours }) => sum + hours, 0),
      incidents: items.reduce((sum, one) => sum + one.incidents, 0),
    }
  })
}
