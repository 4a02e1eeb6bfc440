/**
 * Marks on the directive: whoever is on duty is *due* from the moment an edition is in force until they have acknowledged it, and
 * nobody types that. A follower works it out from the readings and enters it as the one whose entry it follows from, so that it
 * reaches no further than they see. What a reading must be is the register's to say.
 */
import type { Following, Ledger, Moment } from '@konbit/ledger'
import { type Command, type Fields, isRefusal } from '@konbit/model'
import { given } from '../logistics/reading.ts'
import { idFrom } from '../sharing/store.ts'

export type MarkOptions = {
  ledger: Ledger
  mission: string
  note: (failure: unknown, what: string) => void
}
type Cause = { seq: number; author: string; officers: readonly string[] | undefined }

const name = 'directive marks'
const together = 200
const editionVerbs = ['putInForce', 'replace', 'withdraw', 'correct', 'void']

/** Starts marking. After a failure the same entries come again; a mark that stands is not entered twice. */
export const startMarks = ({ ledger, mission, note }: MarkOptions): Following =>
  ledger.follow(name, mission, async (entries) => {
    const editions = entries.filter(
      ({ register, verb }) => register === 'directive' && editionVerbs.includes(verb),
    )
    const readings = entries.filter(({ register }) => register === 'directiveReading')
    const last = editions.at(-1)
    const causes: Cause[] = last
      ? [{ ...last, officers: undefined }]
      : [...Map.groupBy(readings, ({ author }) => author)].map(([author, by]) => ({
          author,
          seq: by.at(-1)?.seq ?? 0,
          officers: by.map(({ record }) => record),
        }))
    for (const cause of causes) await mark(ledger, mission, cause, note)
  })

async function mark(
  ledger: Ledger,
  mission: string,
  { seq, author, officers }: Cause,
  note: MarkOptions['note'],
): Promise<void> {
  const reader = { mission, member: author }
  const moment = await ledger.moment(mission)
  if (isRefusal(moment)) return
  const rows = (register: string, state: string[], take: string[]) =>
    rowsOf(ledger, reader, moment, { register, state, take })
  const inForce = (await rows('directive', ['inForce'], [])).map(({ record }) => record)
  const readings = await rows(
    'directiveReading',
    ['acknowledged', 'struck'],
    ['officer', 'directive'],
  )
  const acknowledged = new Set(
    readings.flatMap(({ state, fields }) =>
      state === 'acknowledged' ? [`${fields.officer} ${fields.directive}`] : [],
    ),
  )
  const touched = officers && new Set(officers)
  const whose =
    touched &&
    new Set(
      readings.filter(({ record }) => touched.has(record)).map(({ fields }) => fields.officer),
    )
  const persons = await rows('person', ['deployed', 'onLeave', 'sick'], ['directiveRead'])
  const commands = persons.flatMap(({ record, state, fields }): Command[] => {
    if (whose && !whose.has(record)) return []
    const isRead = inForce.every((edition) => acknowledged.has(`${record} ${edition}`))
    const isDue = fields.directiveRead === 'due'
    // Whoever is away has it to read when they come back: the gate to duty asks.
    if (isDue !== isRead || (!isRead && state !== 'deployed')) return []
    const directiveRead = isRead ? 'read' : 'due'
    return [
      {
        ...{ id: idFrom(name, mission, seq, record), register: 'person', record },
        ...{ verb: 'markDirective', input: { directiveRead } },
      },
    ]
  })
  const actor = { mission, member: author, roles: ['importer'] as const }
  for (let from = 0; from < commands.length; from += together)
    for (const answer of await ledger.performAll(actor, commands.slice(from, from + together)))
      if (isRefusal(answer)) note(answer, name)
}

type Row = { record: string; state: string; fields: Fields }
const rowsOf = async (
  ledger: Ledger,
  reader: { mission: string; member: string },
  moment: Moment,
  select: { register: string; state: string[]; take: string[] },
): Promise<readonly Row[]> => given(await ledger.rows(reader, { ...select, moment }))
