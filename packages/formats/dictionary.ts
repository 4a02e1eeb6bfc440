/**
 * What the columns of a list mean, one line each: as a file of its own beside CSV, and on the second sheet of XLSX. What may
 * be done with a record is told by the register's description, not here.
 */
import { type Field, labelOf, type Register } from '@konbit/model'
import { toLine } from './cells.ts'
import { booksOf, captionOf, currencyOf } from './table.ts'

const head = ['column', 'title', 'holds', 'needed', 'unit', 'values', 'marking', 'means'] as const

const holds: Record<string, string> = {
  code: 'a code',
  line: 'a line of text',
  prose: 'text',
  link: 'an address',
  count: 'a whole number',
  quantity: 'a number',
  flag: 'yes or no',
  when: 'a date or time, as exact as it is known: 2025, 2025-05, 2025-05-14, 2025-05-14T16:30-04:00',
  choice: 'one of the values',
  choices: 'several of the values, with | between them',
  money: 'an amount with its currency: USD 12.50',
  place: 'a place: its name; its P-code; latitude; longitude; how exactly it is known',
}

const holdsOf = ({ kind, to }: Field): string => {
  if (kind.name === 'ref') return `the id of a record of ${to}`
  if (kind.name === 'refs') return `ids of records of ${to}, with | between them`
  return holds[kind.name] ?? kind.name
}

/** The lines of the table, its head first. Columns stand in the order of the file; those of XLSX alone say so. */
export function dictionaryOf(register: Register): string[][] {
  const own = (column: string, title: string, what: string, means: string, values = ''): string[] =>
    // biome-ignore format: one cell of the head each
    [column, title, what, '', '', values, register.label, means]
  const fields = Object.entries(register.fields).flatMap(([name, field]): string[][] => {
    const { title = name, help = '', unit = '', options = [], required, unique, kind } = field
    const marking = labelOf(register, name)
    const line = [
      name,
      title,
      holdsOf(field),
      required ? 'yes' : '',
      unit,
      options.join(' | '),
      marking,
      [help, unique ? 'No two records have the same.' : ''].filter(Boolean).join(' '),
    ]
    const beside = (column: string, what: string, means: string): string[] =>
      // biome-ignore format: one cell of the head each
      [column, title, what, '', '', '', marking, means]
    if (kind.name === 'ref')
      return [
        line,
        beside(captionOf(name), 'text', 'What it is called. Left out when the file is read.'),
      ]
    if (kind.name === 'money')
      return [
        line,
        beside(currencyOf(name), 'a currency', 'In XLSX, where the amount is a number.'),
      ]
    const codes = booksOf(name, field).map(({ column, title: book }) => [
      column,
      book,
      'text',
      '',
      '',
      '',
      marking,
      'The code of that book; empty where it has none. Left out when the file is read.',
    ])
    return [line, ...codes]
  })
  return [
    [...head],
    own('id', 'Id', 'an id', 'The record. A row without one enters a new record.'),
    own(
      'state',
      'State',
      'one of the values',
      'Left out when the file is read.',
      register.states.join(' | '),
    ),
    ...fields,
    own(
      'at',
      'As it was on',
      'a time',
      'When it last changed in the world. Left out when the file is read.',
    ),
    own(
      'known',
      'As it was known on',
      'a time',
      'When that became known. A row older than the record is refused.',
    ),
    own(
      'erased',
      'Erased',
      'text',
      'What was erased and by which entry. Left out when the file is read.',
    ),
  ]
}

export const writeDictionary = (register: Register): string =>
  dictionaryOf(register).map(toLine).join('')
