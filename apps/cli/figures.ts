/** konbit measure and konbit rivals: figures as text that a person reads, or as JSON that a program does. */
import { openAsking } from './ask.ts'
import type { Given } from './options.ts'

type Row = { key: string | null; caption?: string; value: number }
type Answer = {
  name: string
  title: string
  unit: string
  definition: string
  at: string
  known: string
  value: number | null
  rows: Row[]
  partial: boolean
  series?: { day: string; value: number | null }[]
  cite: string
}

const number = (value: number | null): string =>
  value === null ? 'not known' : new Intl.NumberFormat('en').format(value)
const table = (rows: readonly (readonly string[])[]): string => {
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map((row) => row[column]?.length ?? 0)),
  )
  return rows
    .map((row) =>
      row
        .map((cell, column) =>
          /^[\d,.−-]+$/.test(cell)
            ? cell.padStart(widths[column] ?? 0)
            : cell.padEnd(widths[column] ?? 0),
        )
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}

export async function measure(given: Given): Promise<void> {
  const asking = await openAsking(given)
  try {
    const [name] = given.words
    if (!name) {
      const { items } = await asking.json<{
        items: { name: string; unit: string; title: string }[]
      }>('/measures')
      console.log(
        given.format === 'json'
          ? JSON.stringify({ items }, null, 2)
          : table(items.map((one) => [one.name, one.title, one.unit])),
      )
      return
    }
    const { at, known, by, from, to, step } = given
    const answer = await asking.json<Answer>(`/measures/${encodeURIComponent(name)}`, {
      at,
      known,
      by,
      from,
      to,
      step,
    })
    if (given.format === 'json') console.log(JSON.stringify(answer, null, 2))
    else if (given.format === 'csv') console.log(csv(answer))
    else console.log(text(answer, by !== undefined))
  } finally {
    await asking.close()
  }
}

function text(
  { title, value, unit, definition, rows, partial, series, cite }: Answer,
  isBroken: boolean,
): string {
  return [
    `${title}: ${number(value)}${value === null ? '' : ` ${unit}`}${partial ? ' (partial: of what you may see)' : ''}`,
    definition,
    ...(isBroken && rows.length > 0
      ? [
          '',
          table(
            [...rows]
              .sort((a, b) => b.value - a.value)
              .map((row) => [row.caption ?? row.key ?? 'not stated', number(row.value)]),
          ),
        ]
      : []),
    ...(series ? ['', table(series.map((point) => [point.day, number(point.value)]))] : []),
    '',
    cite,
  ].join('\n')
}

function csv({ rows, series }: Answer): string {
  const lines = series
    ? ['day,value', ...series.map(({ day, value }) => `${day},${value ?? ''}`)]
    : [
        'key,value',
        ...rows.map(
          ({ key, caption, value }) => `"${(caption ?? key ?? '').replaceAll('"', '""')}",${value}`,
        ),
      ]
  return lines.join('\r\n')
}

type Group = {
  id: string
  measure: string
  subject: string
  from: string
  to: string
  kinds: string[]
  weight: number
  status: string
  spread: { lowest: unknown; highest: unknown }
  statements: { code?: string; id: string }[]
}

export async function rivals(given: Given): Promise<void> {
  const asking = await openAsking(given)
  try {
    const answer = await asking.json<{ items: Group[]; total: number }>('/rivals', {
      at: given.at,
      known: given.known,
    })
    if (given.format === 'json') {
      console.log(JSON.stringify(answer, null, 2))
      return
    }
    console.log(`${answer.total} groups of statements that cannot all hold, most weighty first.\n`)
    for (const {
      measure: name,
      subject,
      from,
      to,
      kinds,
      status,
      spread,
      statements,
    } of answer.items) {
      console.log(
        `${name} ${subject}, ${from === to ? to : `${from} to ${to}`}: ${spread.lowest} to ${spread.highest} (${status}; ${kinds.join(', ')})`,
      )
      console.log(`  ${statements.map(({ code, id }) => code ?? id).join(' ')}`)
    }
  } finally {
    await asking.close()
  }
}
