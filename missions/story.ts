/**
 * Stories: the mission's own records, told as data. Each step says what was done, when it was true, and on which
 * statements and events it rests; it becomes known when the last of those did. Adoptions are told the same way.
 */
import type { Fields } from '@konbit/model'
import { lastDayOf, laterOf, type Sheet } from './draft.ts'
import type { Landing } from './statements.ts'
import type { Row } from './table.ts'

export type Step = {
  do: string
  /** When it was true; absent only for what always stood, such as a state. */
  at?: string
  /** Codes of statements (C0164) and events (T013). */
  on?: readonly string[]
  because?: string
  with?: Fields
}
export type Story = { register: string; key: string; steps: readonly Step[] }

const isEvent = (code: string): boolean => /^T\d/.test(code)

/** Adds the steps of a story; stops at the first that cannot be, and says which and why. */
export function tell(sheet: Sheet, { register, key, steps }: Story, since: string): Landing {
  const claims = new Set<string>()
  const events = new Set<string>()
  let last: string | undefined
  for (const [index, step] of steps.entries()) {
    const on = step.on ?? []
    for (const code of on) (isEvent(code) ? events : claims).add(code)
    const grounds = on.length === 0 ? {} : groundsOf(claims, events)
    const input = { ...step.with, ...grounds }
    const draft = {
      register,
      key,
      verb: step.do,
      input,
      at: step.at ?? since,
      ...(step.because ? { because: step.because } : {}),
    }
    const missing = on.find((code) => !sheet.has(isEvent(code) ? 'event' : 'claim', code))
    if (missing) return `Step ${index + 1} rests on ${missing}, which is not there.`
    const days = [
      last,
      // Nothing is known before it is true.
      step.at && lastDayOf(step.at),
      ...on.map((code) => sheet.dayOf(isEvent(code) ? 'event' : 'claim', code)),
      ...sheet.namesOf(draft).map(([to, target]) => sheet.dayOf(to, target)),
    ].filter((day): day is string => Boolean(day))
    const day = on.length === 0 && last === undefined ? undefined : days.sort().at(-1)
    const wrong = sheet.add({ ...draft, ...(day ? { day } : {}) })
    if (wrong) return `Step ${index + 1}: ${wrong}`
    last = day
  }
  return undefined
}

const groundsOf = (claims: ReadonlySet<string>, events: ReadonlySet<string>): Fields => ({
  ...(claims.size > 0 ? { claims: [...claims] } : {}),
  ...(events.size > 0 ? { events: [...events] } : {}),
})

/** A row of the adoptions: which statement, adopt, setAside or restore, on whose day (empty: its own), and why. */
export function readAdoption(sheet: Sheet, row: Row): Landing {
  const { claim_id: code = '', verb = '', on = '', reason = '' } = row
  const own = sheet.dayOf('claim', code)
  const claim = sheet.entered('claim', code)
  if (!own || !claim) return `There is no statement ${code}.`
  const other =
    on === '' ? own : (sheet.dayOf(isEvent(on) ? 'event' : 'claim', on) ?? lastDayOf(on))
  if (!other) return `It waits for ${on}, which is not there.`
  return sheet.add({
    register: 'claim',
    key: code,
    verb,
    ...(claim.at ? { at: claim.at } : {}),
    because: reason,
    input: {},
    day: laterOf(other, own),
  })
}
