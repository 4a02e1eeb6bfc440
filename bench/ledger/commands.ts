/** What the ledger's bench enters: commands such as the reference mission's, with words that differ from each other. */
import { randomUUID } from 'node:crypto'
import type { Command } from '@konbit/model'

/** Unlike each other however many: eight digits met their like among forty thousand. */
const bytes = (): string => randomUUID().replaceAll('-', '').slice(0, 14)
const places = ['crossing', 'market', 'port', 'north road', 'hospital', 'depot', 'bridge', 'school']
const things = ['Shots', 'A barricade', 'A convoy held', 'Fire', 'An exchange of fire']
const pick = (list: readonly string[]): string =>
  list[Math.floor(Math.random() * list.length)] as string
const day = (): string =>
  `2025-0${1 + Math.floor(Math.random() * 9)}-1${Math.floor(Math.random() * 10)}`

const enter = (register: string, input: Record<string, unknown>): Command => ({
  id: randomUUID(),
  register,
  record: randomUUID(),
  verb: 'enter',
  input,
})

/** Three fields set, one of them unique and one of a hundred letters; some ten indexes. */
export const vehicle = (): Command =>
  enter('vehicle', { plate: `MSS ${bytes()}`, type: 'mrap', note: 'x'.repeat(100) })

/** Five fields set, a title of a dozen words, a unique code. */
const incident = (): Command =>
  enter('incident', {
    code: `INC-${bytes()}`,
    title: `${pick(things)} at the ${pick(places)}, seen from the ${pick(places)}, over by noon`,
    kind: 'gunfire',
    touches: 'people',
    occurredOn: day(),
  })

/** Six fields set, one of them a reference. */
export const observationOf = (source: string) => (): Command =>
  enter('observation', {
    series: 'fatalities.month',
    subject: `HT${Math.floor(Math.random() * 100)}`,
    periodLast: day(),
    value: Math.floor(Math.random() * 500),
    unit: 'persons',
    source,
  })

/** A third each of vehicles, incidents and observations. */
export function mixOf(source: string): () => Command {
  const kinds = [vehicle, incident, observationOf(source)]
  let turn = 0
  return () => (kinds[turn++ % kinds.length] as () => Command)()
}

export const sourceOf = (record: string): Command => ({
  ...enter('source', {
    code: `S-${bytes()}`,
    title: 'A published series',
    publisher: 'An institute',
    publishedOn: '2025-01-01',
    kind: 'dataSet',
  }),
  record,
})
