/**
 * From rows to commands. Nothing is decided here: a row becomes the command that a person would have sent, its ids made
 * from the import and the row, so that the same file sent twice makes the same commands. What it names by code or
 * caption is looked up first, and of a record that is there only what differs is sent.
 */
import type { ReadRow } from '@konbit/formats'
import type { RecordView } from '@konbit/ledger'
import { acts, type Command, type Detail, type Register } from '@konbit/model'
import { canonical } from '@konbit/proof'
import { commandId, recordId } from '../../../missions/ids.ts'
import { momentOf } from '../moments.ts'
import type { Ask } from '../route.ts'
import { type Found, find, isId, namesOf } from './references.ts'

export type Asked = {
  /** Made by the client: the same import again is harmless. */
  import: string
  /** Absent: enter where a row bears no id, amend where it does. */
  verb?: string | undefined
  at?: string | undefined
  known?: string | undefined
  because?: string | undefined
}

/** A row on its way: what is wrong with it, or its command, or neither where it says what stands already. */
export type Planned = {
  row: number
  verb: string
  record?: string
  caption?: string
  wrong: Detail[]
  problem?: 'stale' | 'invalid-input'
  command?: Command
}

const viewsMax = 500

export async function plan(
  ask: Ask,
  register: Register,
  rows: readonly ReadRow[],
  asked: Asked,
): Promise<Planned[]> {
  const drafts = rows.map((read) => draftOf(register, read, asked.verb))
  await nameRecords(ask, register, drafts)
  await nameReferences(ask, register, drafts, asked)
  const views = await viewsOf(ask, register, drafts)
  const amended = new Set<string>()
  return drafts.map((draft) => {
    const view = draft.record === undefined ? undefined : views.get(draft.record)
    return plannedOf(ask, register, draft, view, asked, amended)
  })
}

type Draft = {
  read: ReadRow
  verb: string
  record?: string
  /** What the record is called in the file, while its id is not known. */
  called?: string
  fields: Record<string, unknown>
  wrong: Detail[]
}

function draftOf(register: Register, read: ReadRow, asked: string | undefined): Draft {
  const verb = asked ?? (read.id === undefined ? 'enter' : 'amend')
  const draft: Draft = { read, verb, fields: { ...read.fields }, wrong: [...read.wrong] }
  if (read.id !== undefined) {
    if (isId(read.id)) draft.record = read.id
    else draft.called = read.id
  } else if (verb !== 'enter') {
    const name = namesOf(register).find(
      (one) => register.fields[one]?.unique && typeof read.fields[one] === 'string',
    )
    const takes = acts(register).find(([one]) => one === verb)?.[1].takes
    if (name) draft.called = read.fields[name] as string
    else draft.wrong.push({ field: 'id', needs: 'the id or the code of the record' })
    // It says which record is meant, and is no new value where the verb does not take one.
    if (name && takes && !takes.includes(name)) delete draft.fields[name]
  }
  return draft
}

/** Records that the file calls by a code or a caption. */
async function nameRecords(ask: Ask, register: Register, drafts: readonly Draft[]): Promise<void> {
  const called = drafts.flatMap(({ called }) => called ?? [])
  if (called.length === 0) return
  const found = await find(ask, register, called)
  for (const draft of drafts) {
    if (draft.called === undefined) continue
    const id = theOne(found, draft.called, draft.wrong, 'id', register)
    if (id !== undefined) draft.record = id
  }
}

/** What the cells of references name, as ids; rows of the same file that come before count too. */
async function nameReferences(
  ask: Ask,
  register: Register,
  drafts: readonly Draft[],
  asked: Asked,
): Promise<void> {
  const made = new Map<string, string>()
  const unique = namesOf(register).filter((name) => register.fields[name]?.unique)
  for (const { read, verb, record, fields } of drafts) {
    if (verb !== 'enter') continue
    const id = record ?? newRecord(ask, register, asked, read.row)
    for (const name of unique) if (fields[name] !== undefined) made.set(String(fields[name]), id)
  }
  for (const [name, { to }] of Object.entries(register.fields)) {
    const target = to === undefined ? undefined : ask.house.registers.get(to)
    if (!target) continue
    const texts = drafts.flatMap(({ fields }) =>
      [fields[name] ?? []].flat().filter((one) => !isId(String(one))),
    ) as string[]
    if (texts.length === 0) continue
    const found = await find(ask, target, texts)
    for (const { fields, wrong } of drafts) {
      const value = fields[name]
      if (value === undefined) continue
      const ids = [value].flat().map((one) => {
        const text = String(one)
        if (isId(text)) return text
        const here = target === register ? made.get(text) : undefined
        return theOne(found, text, wrong, name, target, here)
      })
      fields[name] = Array.isArray(value) ? ids : ids[0]
    }
  }
}

/** Nothing of what was looked for is told: it may be of a record that the reader may not see. */
function theOne(
  found: Found,
  text: string,
  wrong: Detail[],
  field: string,
  { name }: Register,
  here?: string,
): string | undefined {
  const ids = found.get(text.normalize('NFC')) ?? (here ? [here] : [])
  if (ids.length === 1) return ids[0]
  const needs =
    ids.length === 0
      ? `a record of ${name} that is there: its id, its code or what it is called`
      : `the id: ${ids.length} records of ${name} are called so`
  wrong.push({ field, needs })
  return undefined
}

async function viewsOf(
  ask: Ask,
  register: Register,
  drafts: readonly Draft[],
): Promise<Map<string, RecordView>> {
  const ids = [...new Set(drafts.flatMap(({ record }) => record ?? []))]
  const views = new Map<string, RecordView>()
  const moment = await momentOf({ ...ask, query: {} })
  for (let from = 0; from < ids.length; from += viewsMax) {
    const part = ids.slice(from, from + viewsMax)
    const found = await ask.house.ledger.records(ask.reader, {
      register: register.name,
      ids: part,
      moment,
    })
    for (const [id, view] of found) views.set(id, view)
  }
  return views
}

const newRecord = (ask: Ask, register: Register, asked: Asked, row: number): string =>
  recordId(ask.mission.id, register.name, `${asked.import}/${row}`)

function plannedOf(
  ask: Ask,
  register: Register,
  draft: Draft,
  view: RecordView | undefined,
  asked: Asked,
  amended: Set<string>,
): Planned {
  const { read, verb, wrong } = draft
  const { row } = read
  const record = draft.record ?? newRecord(ask, register, asked, row)
  const planned: Planned = { row, verb, wrong, ...(view ? { record, caption: view.caption } : {}) }
  if (wrong.length > 0) return planned
  const input = verb === 'enter' && !view ? draft.fields : differing(draft.fields, view, verb)
  const isThere = view !== undefined && (verb === 'amend' || verb === 'enter')
  if (isThere) {
    if (read.state !== undefined && read.state !== view.state) wrong.push(stateNeeds(view.state))
    if (verb === 'amend' && amended.has(record))
      wrong.push({ field: 'id', needs: 'to stand once in the file' })
    amended.add(record)
    if (wrong.length > 0) return planned
    if (Object.keys(input).length === 0) return planned
    // Who changes a row of an older export would undo what others have changed since.
    if (verb === 'amend' && isOlder(read, view)) return { ...planned, problem: 'stale' }
  }
  const first = register.enters.to ?? (register.states[0] as string)
  if (verb === 'enter' && !view && read.state !== undefined && read.state !== first) {
    wrong.push({
      field: 'state',
      needs: `to be ${first}: a new record begins there, and its verbs lead on`,
    })
    return planned
  }
  const expects = read.seq ?? (verb === 'amend' ? view?.seq : undefined)
  return {
    ...planned,
    record,
    command: {
      id: commandId(ask.mission.id, register.name, `${asked.import}/${row}/${verb}`, 1),
      register: register.name,
      record,
      verb,
      ...(Object.keys(input).length > 0 ? { input } : {}),
      ...(asked.at ? { at: asked.at } : {}),
      ...(asked.known ? { known: asked.known } : {}),
      ...(asked.because ? { because: asked.because } : {}),
      ...(expects !== undefined && verb !== 'enter' ? { expects } : {}),
    },
  }
}

const stateNeeds = (state: string): Detail => ({
  field: 'state',
  needs: `to be ${state}, as it stands: states change by verbs`,
})

const isOlder = ({ known, seq }: ReadRow, view: RecordView): boolean =>
  seq === undefined && known !== undefined && Date.parse(known) < Date.parse(view.known)

/** Of what stands already, nothing is said again. */
const differing = (
  fields: Readonly<Record<string, unknown>>,
  view: RecordView | undefined,
  verb: string,
): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(fields).filter(
      ([name, value]) =>
        !view || (verb !== 'amend' && verb !== 'enter') || !isSame(value, view.fields[name]),
    ),
  )

const isSame = (one: unknown, other: unknown): boolean =>
  other !== undefined && other !== null && canonical(one) === canonical(other)
