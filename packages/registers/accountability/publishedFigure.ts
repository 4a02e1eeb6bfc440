/**
 * Published figure: what of a closed compartment is told to everybody, with its smallest cell, the edition of the rules and the
 * place in the record up to which it was counted. A flow is of a calendar quarter or year, a stock of one day. The server counts
 * it out of the record when it is published, or takes it from a signed statement: nobody types one. A rule keeps small cells
 * hidden, also against subtraction.
 */
import {
  addDays,
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
import {
  type Cell,
  countingRules,
  daysOldFor,
  isOfDay,
  quartersOf,
  reveals,
  type Table,
} from './released.ts'

/** Whoever answers for what was counted may take it back; what is entered comes through the doors that count. */
const keepers = [
  'conduct',
  'monitor',
  'custodyOfficer',
  'careOfficer',
  'legal',
  'importer',
] as const
const cellShape = z
  .array(
    z.strictObject({ key: z.string().min(1).max(40), value: z.int().nonnegative().nullable() }),
  )
  .min(1)
  // As many as a country has communes.
  .max(400)

export const tableOf = (fields: Fields): Table => ({
  periodFirst: String(fields.periodFirst),
  periodLast: String(fields.periodLast),
  value: typeof fields.value === 'number' ? fields.value : null,
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
  const ofDay = isOfDay(table)
  if (!ofDay && !quartersOf(table.periodFirst, table.periodLast))
    return 'A public table is of one day, a calendar quarter or a calendar year.'
  const old = Date.parse(beside.on) - Date.parse(table.periodLast)
  const daysOld = daysOldFor(String(input.measure))
  if (old < daysOld * 86_400_000)
    return `A public figure is at least ${daysOld} days old: wait until then.`
  const before = (beside.rows.before ?? []).map(tableOf)
  if (
    before.some(
      (one) => one.periodFirst === table.periodFirst && one.periodLast === table.periodLast,
    )
  )
    return 'The table of this period stands: what is known better since then goes into the next.'
  if (ofDay && before.filter(isOfDay).some((one) => isNear(one.periodLast, table.periodLast)))
    return 'That figure is published for a day less than four weeks away: two releases could be subtracted.'
  const year = ofDay
    ? []
    : before.filter(
        (one) => !isOfDay(one) && one.periodFirst.slice(0, 4) === table.periodFirst.slice(0, 4),
      )
  if (year.some((one) => keysOf(one) !== keysOf(table)))
    return 'It counts other kinds than the tables of the same year: they could not be read together.'
  const why = reveals([...year, table])
  return why === 'small'
    ? `A count below ${countingRules.leastCell} would come out, alone or by taking released tables from each other: hide more cells.`
    : why === 'odd'
      ? 'It does not add up, in itself or with the tables released before.'
      : undefined
}

/** From one release of a stock to the next, so that no single arrival or departure can be read from two. */
const isNear = (one: string, other: string): boolean =>
  one > addDays(other, -countingRules.daysApart) && one < addDays(other, countingRules.daysApart)

export const publishedFigure = register({
  name: 'publishedFigure',
  title: 'Published figure',
  plural: 'Published figures',
  about:
    'Counts told to everybody: of a closed period or of a day, small cells hidden, with the rules and the place in the record.',
  desk: 'accountability',
  controller: 'mission',
  basis: 'mandate',
  retention: {
    permanent: 'Counts of cases that single out nobody, kept so that they can be compared.',
  },
  label: 'public',
  caption: ['measure', 'periodFirst'],
  featured: ['measure', 'periodFirst', 'periodLast', 'value', 'saidBy', 'state'],
  sort: { by: 'periodFirst', descending: true },

  fields: {
    measure: code(z.string().regex(/^[a-z]+\.[a-zA-Z0-9]{1,40}$/, 'the name of a measure'), {
      title: 'Figure',
    }),
    periodFirst: when(z.string(), { title: 'From' }),
    periodLast: when(z.string(), { title: 'To' }),
    value: quantity(z.int().nonnegative().optional(), {
      title: 'Value',
      help: 'None: hidden, since it is small or would give a small one away.',
    }),
    knownSeq: count(z.int().nonnegative(), {
      title: 'Entry in the log',
      help: 'The last entry that was counted.',
    }),
    edition: line(z.string().max(40).optional(), { title: 'Edition of the rules' }),
    leastCell: count(z.int().min(1).max(100).optional(), { title: 'Smallest cell told' }),
    cells: data(cellShape, { title: 'By kind', most: 20_000, optional: true }),
    saidBy: line(z.string().max(200).optional(), {
      title: 'Counted and signed by',
      help: 'The log that counted and signed it, where that is another one.',
    }),
    statementDigest: code(
      z
        .string()
        .regex(/^[0-9a-f]{64}$/, 'a SHA-256 in hexadecimal')
        .optional(),
      { title: 'Digest of the signed statement' },
    ),
    note: prose(z.string().max(2000).optional(), { title: 'Note' }),
  },

  states: ['standing', 'withdrawn'],
  enters: {
    by: ['importer'],
    needs: ['edition', 'leastCell'],
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
  amends: { by: keepers, takes: ['note'] },
  // What was read stays read: a figure is withdrawn with a reason, and never put right in silence.
  corrects: { by: ['auditor'] },
  transitions: {
    withdraw: { from: 'standing', to: 'withdrawn', by: keepers, takes: ['note'], reason: true },
  },
})
