/**
 * Published figure: what of a closed compartment is told to everybody: a count of a closed period, in how many, how old, by which
 * edition of the rules, at which place in the record. A rule keeps small cells hidden, also against subtraction.
 */
import {
  type Beside,
  code,
  count,
  data,
  type Fields,
  line,
  prose,
  quantity,
  register,
  when,
} from '@konbit/model'
import { z } from 'zod'
import { type Cell, countingRules, quartersOf, reveals, type Table } from './released.ts'

const by = ['conduct', 'monitor', 'importer'] as const
const cellShape = z
  .array(
    z.strictObject({ key: z.string().min(1).max(40), value: z.int().nonnegative().nullable() }),
  )
  .min(1)
  .max(40)

const tableOf = (fields: Fields): Table => ({
  periodFirst: String(fields.periodFirst),
  periodLast: String(fields.periodLast),
  value: Number(fields.value),
  cells: JSON.parse(String(fields.cells ?? '[]')) as Cell[],
})
const keysOf = ({ cells }: Table): string =>
  cells
    .map(({ key }) => key)
    .sort()
    .join()

const released = (_: Fields, input: Fields, beside?: Beside): string | undefined => {
  if (!beside) return undefined
  const table = tableOf(input)
  if (!quartersOf(table.periodFirst, table.periodLast))
    return 'A public table is of a calendar quarter or a calendar year.'
  const old = Date.parse(beside.on) - Date.parse(table.periodLast)
  if (old < countingRules.daysOld * 86_400_000)
    return `A public figure is at least ${countingRules.daysOld} days old: wait until then.`
  const before = (beside.rows.before ?? []).map(tableOf)
  if (
    before.some(
      (one) => one.periodFirst === table.periodFirst && one.periodLast === table.periodLast,
    )
  )
    return 'The table of this period stands: what is known better since then goes into the next.'
  const year = before.filter((one) => one.periodFirst.slice(0, 4) === table.periodFirst.slice(0, 4))
  if (year.some((one) => keysOf(one) !== keysOf(table)))
    return 'It counts other kinds than the tables of the same year: they could not be read together.'
  const why = reveals([...year, table])
  return why === 'small'
    ? `A count below ${countingRules.leastCell} would come out, alone or by taking released tables from each other: hide more cells.`
    : why === 'odd'
      ? 'It does not add up, in itself or with the tables released before.'
      : undefined
}

export const publishedFigure = register({
  name: 'publishedFigure',
  title: 'Published figure',
  plural: 'Published figures',
  about:
    'Counts told to everybody: of a closed period, small cells hidden, with the rules and the place in the record.',
  desk: 'accountability',
  controller: 'mission',
  basis: 'mandate',
  retention: {
    permanent: 'Counts of cases that single out nobody, kept so that they can be compared.',
  },
  label: 'public',
  caption: ['measure', 'periodFirst'],
  featured: ['measure', 'periodFirst', 'periodLast', 'value', 'state'],
  sort: { by: 'periodFirst', descending: true },

  fields: {
    measure: code(z.string().regex(/^[a-z]+\.[a-zA-Z]{1,40}$/, 'the name of a measure'), {
      title: 'Figure',
    }),
    periodFirst: when(z.string(), { title: 'From' }),
    periodLast: when(z.string(), { title: 'To' }),
    value: quantity(z.int().nonnegative(), { title: 'Value' }),
    knownSeq: count(z.int().nonnegative(), {
      title: 'Entry in the log',
      help: 'The last entry that was counted.',
    }),
    edition: line(z.string().max(40).optional(), { title: 'Edition of the rules' }),
    leastCell: count(z.int().min(1).max(100).optional(), { title: 'Smallest cell told' }),
    cells: data(cellShape, { title: 'By kind', most: 4000, optional: true }),
    note: prose(z.string().max(2000).optional(), { title: 'Note' }),
  },

  states: ['standing', 'withdrawn'],
  enters: {
    by,
    needs: ['edition', 'leastCell', 'cells'],
    // Withdrawn ones too: whoever read it still has it.
    asks: {
      before: {
        register: 'publishedFigure',
        match: { measure: 'measure' },
        take: ['periodFirst', 'periodLast', 'value', 'cells'],
      },
    },
    unless: released,
  },
  amends: { by, takes: ['note'] },
  // What was read stays read: a figure is withdrawn with a reason, and never put right in silence.
  corrects: { by: ['auditor'] },
  transitions: {
    withdraw: { from: 'standing', to: 'withdrawn', by, takes: ['note'], reason: true },
  },
})
