/**
 * What a contingent should count today, before anybody counts: movements and deaths make how many are there, tours and absences
 * who of them is not on duty, and the last return since when something moved. Nobody types what is known.
 */
import type { Moment } from '@konbit/ledger'
import { addDays } from '@konbit/model'
import { answered, rowsOf, textIn } from '../logistics/reading.ts'
import { groupsAt, namesAt, partsAt } from '../people/reading.ts'
import type { Ask } from '../route.ts'
import { allOf } from '../statements.ts'

/** Further back nobody returned anything that helps today. */
const backDays = 31
const soonDays = 14

type Away = { kind: string; persons: number }

export const answerStrengthOf = (ask: Ask) =>
  answered(ask, 'field strength', async (moment, day) => {
    const [deployed, units, away, tours, moved, returns] = await Promise.all([
      partsAt(ask, moment, 'people.deployed', 'contingent'),
      rowsOf(ask, moment, { register: 'contingent', state: ['deployed'] }, ['contributor']),
      awayAt(ask, moment),
      groupsAt(ask, moment, {
        register: 'tour',
        by: ['contingent'],
        filter: {
          state: ['running', 'extended'],
          endsOn: { from: day, to: addDays(day, soonDays) },
        },
      }),
      movedAt(ask, moment, day),
      allOf(ask, 'strengthReturn', moment, {
        state: ['given', 'settled'],
        countedOn: { from: addDays(day, -backDays), to: day },
      }),
    ])
    const ids = units.map(({ record }) => record)
    const [named, contributor] = await Promise.all([
      namesAt(ask, moment, 'contingent', ids),
      namesAt(
        ask,
        moment,
        'organisation',
        units.map(({ fields }) => textIn(fields.contributor)),
      ),
    ])
    const ending = new Map(tours.map(({ keys, records }) => [keys[0] ?? '', records]))
    const items = units.flatMap(({ record, fields }) => {
      const contingent = named(record)
      if (!contingent) return []
      const mine = returns
        .filter((one) => one.fields.contingent === record)
        .map((one) => ({
          record: one.id,
          countedOn: String(one.fields.countedOn),
          persons: Number(one.fields.persons),
          differsFor: one.state === 'given' ? textIn(one.fields.differsFor) : null,
        }))
        .sort((a, b) => (a.countedOn < b.countedOn ? 1 : -1))
      const today = mine.find(({ countedOn }) => countedOn === day) ?? null
      const last = mine.find(({ countedOn }) => countedOn < day) ?? null
      const since = last?.countedOn ?? addDays(day, -7)
      const change = moved.filter((one) => one.contingent === record && one.on > since)
      const sum = (kind: string): number =>
        change.reduce((all, one) => all + (one.kind === kind ? one.persons : 0), 0)
      return [
        {
          contingent,
          contributor: contributor(textIn(fields.contributor)),
          deployed: deployed.by.get(record) ?? null,
          away: away.get(record) ?? [],
          endingSoon: ending.get(record) ?? 0,
          since,
          arrived: sum('arrival'),
          left: sum('departure'),
          last,
          today,
        },
      ]
    })
    return { day, items: items.sort(byCaption).slice(0, 500) }
  })

const byCaption = (a: { contingent: { caption: string } }, b: typeof a): number =>
  a.contingent.caption < b.contingent.caption ? -1 : 1

/** Who of the own staff is in the area and not on duty, by contingent and why. */
async function awayAt(ask: Ask, moment: Moment): Promise<Map<string, Away[]>> {
  const [absences, tours] = await Promise.all([
    rowsOf(ask, moment, { register: 'absence', state: ['running'] }, ['officer', 'kind']),
    rowsOf(ask, moment, { register: 'tour', state: ['running', 'extended'] }, [
      'officer',
      'contingent',
    ]),
  ])
  const unitOf = new Map(
    tours.map(({ fields }) => [String(fields.officer), String(fields.contingent ?? '')]),
  )
  const found = new Map<string, Map<string, number>>()
  for (const { fields } of absences) {
    const unit = unitOf.get(String(fields.officer))
    if (!unit) continue
    const kinds = found.get(unit) ?? new Map<string, number>()
    const kind = String(fields.kind)
    kinds.set(kind, (kinds.get(kind) ?? 0) + 1)
    found.set(unit, kinds)
  }
  return new Map(
    [...found].map(([unit, kinds]) => [
      unit,
      [...kinds].map(([kind, persons]) => ({ kind, persons })),
    ]),
  )
}

async function movedAt(ask: Ask, moment: Moment, day: string) {
  const moved = await allOf(ask, 'movement', moment, {
    state: ['done'],
    movedOn: { from: addDays(day, -backDays), to: day },
  })
  return moved.map(({ fields }) => ({
    contingent: textIn(fields.contingent),
    kind: String(fields.kind),
    persons: Number(fields.persons ?? 0),
    on: String(fields.movedOn).slice(0, 10),
  }))
}
