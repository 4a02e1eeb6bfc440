/** The vehicles a tap can speak of, as short as a phone on a bad line needs them, and the contingents an inspector may visit. */
import { answered, refsOf, rowsOf, textIn } from '../logistics/reading.ts'
import type { Ask } from '../route.ts'
import { allOf } from '../statements.ts'

const vehiclesMax = 1000
const present = ['ready', 'inRepair', 'expected']

export const answerVehicles = (ask: Ask) =>
  answered(ask, 'field vehicles', async (moment, day) => {
    const rows = await rowsOf(ask, moment, { register: 'vehicle', state: present }, [
      'plate',
      'type',
      'base',
      'contingent',
    ])
    const items = rows
      .map(({ record, state, fields }) => ({
        record,
        plate: textIn(fields.plate) ?? '',
        type: textIn(fields.type) ?? 'other',
        state,
        base: textIn(fields.base),
        contingent: textIn(fields.contingent),
      }))
      .sort((a, b) => (a.plate < b.plate ? -1 : 1))
      .slice(0, vehiclesMax)
    const refs = await refsOf(
      ask,
      moment,
      items.map(({ base }) => base),
    )
    return { day, items, more: rows.length > items.length, refs }
  })

export const answerInspections = (ask: Ask) =>
  answered(ask, 'field inspections', async (moment, day) => {
    const [units, done] = await Promise.all([
      rowsOf(ask, moment, { register: 'contingent', state: ['deployed'] }, ['contributor']),
      allOf(ask, 'inspection', moment, { inspectedOn: { to: day } }),
    ])
    const refs = await refsOf(
      ask,
      moment,
      units.flatMap(({ record, fields }) => [record, fields.contributor]),
    )
    const items = units.flatMap(({ record, fields }) => {
      const caption = refs[record]
      if (!caption) return []
      const last = done
        .filter((one) => one.fields.contingent === record)
        .toSorted((a, b) => (String(a.fields.inspectedOn) < String(b.fields.inspectedOn) ? 1 : -1))
        .at(0)
      return [
        {
          contingent: record,
          caption,
          contributor: textIn(fields.contributor),
          contributorCaption: refs[String(fields.contributor)] ?? null,
          last: last
            ? {
                record: last.id,
                kind: String(last.fields.kind),
                inspectedOn: String(last.fields.inspectedOn),
                outcome: textIn(last.fields.outcome),
                state: last.state,
              }
            : null,
        },
      ]
    })
    // Whom nobody looked at for longest comes first.
    const seen = ({ last }: (typeof items)[number]): string => last?.inspectedOn ?? ''
    return { day, items: items.sort((a, b) => (seen(a) < seen(b) ? -1 : 1)).slice(0, 500) }
  })
