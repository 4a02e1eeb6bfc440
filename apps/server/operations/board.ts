/**
 * The board of patrols: those planned with what each lacks, those out, those overdue or broken down, those back or turned back
 * on the day. What it shows of a place is the commune, as the record has it.
 */
import type { RecordView } from '@konbit/ledger'
import { addDays } from '@konbit/model'
import { answered, numberIn, refsOf, textIn } from '../logistics/reading.ts'
import type { Ask } from '../route.ts'
import { allOf } from '../statements.ts'
import { lacksOf, listIn } from './gateFacts.ts'

/** A patrol that said nothing of its return is looked for after so many hours. */
const usualHours = 12
const itemsMax = 300
const HOUR = 3_600_000

export type Column = 'planned' | 'gate' | 'out' | 'overdue' | 'stranded' | 'back' | 'turned'

export const answerBoard = (ask: Ask) =>
  answered(ask, 'operations board', async (moment, day) => {
    const span = { from: day, to: addDays(day, 1) }
    const [open, settled] = await Promise.all([
      allOf(ask, 'patrol', moment, { state: ['planned', 'out', 'stranded'] }),
      allOf(ask, 'patrol', moment, { state: ['back', 'refused'], plannedOn: span }),
    ])
    const planned = open
      .filter(({ state }) => state === 'planned')
      .sort((a, b) => (onOf(a) < onOf(b) ? -1 : 1))
    // What was planned long ago and never went is a duty of My day and no news of this one.
    const near = planned.filter((one) => onOf(one).slice(0, 10) >= addDays(day, -2))
    const shown = [
      ...open.filter(({ state }) => state !== 'planned'),
      ...near,
      ...settled.filter((one) => onOf(one).slice(0, 10) === day),
    ]
    const items = shown.slice(0, itemsMax)
    const lacks = await lacksOf(
      ask,
      moment,
      day,
      items.filter(({ state }) => state === 'planned'),
    )
    const refs = await refsOf(
      ask,
      moment,
      items.flatMap(({ fields }) => [
        fields.contingent,
        fields.base,
        fields.operation,
        fields.configuration,
        fields.recovery,
      ]),
    )
    return {
      day,
      items: items.map((one) => ({
        record: one.id,
        title: one.caption,
        column: columnOf(one, day, moment.at),
        plannedOn: onOf(one),
        leftAt: textIn(one.fields.leftAt),
        dueBackAt: textIn(one.fields.dueBackAt),
        backAt: textIn(one.fields.backAt),
        hoursOut: numberIn(one.fields.hoursOut),
        place: (one.fields.where as { name?: string } | undefined)?.name ?? null,
        contingent: textIn(one.fields.contingent),
        operation: textIn(one.fields.operation),
        configuration: textIn(one.fields.configuration),
        recovery: textIn(one.fields.recovery),
        crew: numberIn(one.fields.crew),
        named: listIn(one.fields.officers).length,
        vehicles: listIn(one.fields.vehicles).length,
        refusedFor: textIn(one.fields.refusedFor),
        wentUnfit: textIn(one.fields.overriddenBy) !== null,
        lacks: lacks.get(one.id) ?? [],
      })),
      hidden: shown.length - items.length,
      stale: planned.length - near.length,
      refs,
    }
  })

const onOf = ({ fields }: RecordView): string => String(fields.plannedOn ?? '')

function columnOf({ state, fields }: RecordView, day: string, now: number): Column {
  if (state === 'planned')
    return onOf({ fields } as RecordView).slice(0, 10) > day ? 'planned' : 'gate'
  if (state === 'stranded') return 'stranded'
  if (state === 'back') return 'back'
  if (state === 'refused') return 'turned'
  const due = Date.parse(String(fields.dueBackAt ?? ''))
  const left = Date.parse(String(fields.leftAt ?? fields.plannedOn ?? ''))
  const until = Number.isNaN(due) ? left + usualHours * HOUR : due
  return until < now ? 'overdue' : 'out'
}
