/**
 * decide(): allowed? state fits? input valid? unless? Pure; the server's transaction and a phone without a line
 * run the same code. Uniqueness, whether references exist and what an act
 * asks of other records are the ledger's to find out, under its lock.
 */
import type { Beside } from './asks.ts'
import { selfStands } from './grants.ts'
import { decideHandling, type Handling, isHandling, type Standing } from './handling.ts'
import { needsOf } from './needs.ts'
import { type Detail, type Refusal, refuse } from './problems.ts'
import { type Act, acts, type Fields, mayDo, type Register } from './register.ts'
import type { Role } from './roles.ts'
import { cleanText } from './text.ts'

/**
 * What a person asks of the record. Ids are UUIDs made by the client, so sending twice is harmless.
 * `at`: when it became true (year, month, day or instant; absent: now). `expects`: the last entry of the record
 * that its author saw. `entry`: for correct and void, the sequence number of the entry meant. `known`: only in a
 * replayed mission, by an importer. `onBehalfOf`: whose deed or observation a clerk enters, from paper or by telephone, as rank
 * and name or appointment; the author stays the clerk.
 */
export type Command = {
  id: string
  register: string
  record: string
  verb: string
  input?: Fields
  at?: string
  because?: string
  onBehalfOf?: string
  expects?: number
  entry?: number
  known?: string
}

export type Actor = { member: string; roles: readonly Role[] }
/** The record as its author may see it, at the entry's `at`. */
export type Snapshot = { state: string; fields: Fields }
/** What an accepted entry says: the state before and after (null: untouched), and the fields it sets; null clears. */
export type Outcome = {
  from: string | null
  to: string | null
  set: Fields
  /** Of erase, raise and lower: what becomes of the record itself. */
  handling?: Handling
}
/** The entry that a correction or a void speaks of, in its latest form. */
export type Corrected = Outcome & { verb: string; isVoid?: boolean }

export type Question = {
  register: Register
  command: Command
  actor: Actor
  now: Snapshot | undefined
  corrected?: Corrected
  /** For erase, raise and lower: what stands written, as far as the author sees it. */
  standing?: Standing
  /** What the act asks of other records; absent where nobody can tell. */
  beside?: Beside
}

/** Decides one command. Returns the outcome to be written, or a refusal; never throws on input. */
export function decide(question: Question): Outcome | Refusal {
  const { register, command, actor, now, corrected } = question
  const { verb } = command
  const allowed = mayDo(register, verb)
  if (allowed.length === 0) return refuse('unknown-verb')
  if (!allowed.some((role) => actor.roles.includes(role))) return refuse('not-allowed')
  if (isHandling(verb)) return decideHandling(register, command, question.standing)

  if (verb === 'correct' || verb === 'void') {
    if (!corrected) return refuse(now ? 'no-such-entry' : 'not-found')
    if (!command.because?.trim()) return refuse('needs-reason')
    const concerned = [now?.fields, corrected.set, command.input]
    const self = selfStands(register, register.corrects, command.record, actor.member, concerned)
    if (self) return self
    const stays = { from: corrected.from, to: corrected.to, set: corrected.set }
    if (verb === 'void') return corrected.isVoid ? refuse('nothing-changes') : stays
    if (command.input === undefined) {
      // Correcting a void entry with nothing but a reason brings it back.
      return command.at === undefined && !corrected.isVoid ? refuse('nothing-changes') : stays
    }
    const act = acts(register).find(([name]) => name === corrected.verb)?.[1]
    if (!act) return refuse('no-such-entry')
    const signer = act.signs === undefined ? undefined : corrected.set[act.signs]
    if (act.signs !== undefined && signer !== actor.member)
      return refuse('unless', 'What somebody signed only they correct: void it, and do it again.')
    const set = check(register, act, command.input, corrected.verb === 'enter', corrected.set)
    return isDetails(set)
      ? refuse('invalid-input', undefined, set)
      : { ...stays, set: marked(act, set, actor) }
  }

  if (verb === 'enter') {
    if (now) return refuse('already-there')
    const act = register.enters
    const set = check(register, act, command.input ?? {}, true)
    if (isDetails(set)) return refuse('invalid-input', undefined, set)
    if (act.reason && !command.because?.trim()) return refuse('needs-reason')
    const self = selfStands(register, act, command.record, actor.member, [set])
    if (self) return self
    const stands = act.unless?.({}, set, question.beside)
    return stands
      ? refuse('unless', stands)
      : {
          from: null,
          to: act.to ?? (register.states[0] as string),
          set: marked(act, set, actor),
        }
  }

  if (!now) return refuse('not-found')
  const transition = register.transitions[verb]
  const act: Act = transition ?? register.amends
  if (transition && ![transition.from].flat().includes(now.state)) {
    return refuse(
      'wrong-state',
      `From the state this record is in it cannot be done: ${verb} starts from ${[transition.from].flat().join(' or ')}.`,
    )
  }
  if (act.apartFrom?.some((name) => now.fields[name] === actor.member))
    return refuse('unless', 'Whoever signed before may not do this: another must.')
  if (act.reason && !command.because?.trim()) return refuse('needs-reason')
  const set = check(register, act, command.input ?? {}, false)
  if (isDetails(set)) return refuse('invalid-input', undefined, set)
  const isMove = transition?.to !== undefined
  if (!isMove && Object.keys(set).length === 0) return refuse('nothing-changes')
  const self = selfStands(register, act, command.record, actor.member, [now.fields, set])
  if (self) return self
  const stands = act.unless?.(now.fields, set, question.beside)
  if (stands) return refuse('unless', stands)
  return {
    from: isMove ? now.state : null,
    to: transition?.to ?? null,
    set: marked(act, set, actor),
  }
}

/** With the signature of whoever does it, where the act asks for one, and without what it empties. */
const marked = ({ signs, clears = [] }: Act, set: Fields, { member }: Actor): Fields => ({
  ...set,
  ...Object.fromEntries(clears.map((name) => [name, null])),
  ...(signs === undefined ? {} : { [signs]: member }),
})

const isDetails = (value: Fields | Detail[]): value is Detail[] => Array.isArray(value)

/** The fields that the input sets, cleaned, or everything that is wrong with it. */
function check(
  register: Register,
  act: Act,
  input: Fields,
  whole: boolean,
  before?: Fields,
): Fields | Detail[] {
  const set: Record<string, unknown> = {}
  const wrong: Detail[] = []
  if (typeof input !== 'object' || input === null || Array.isArray(input)) {
    return [{ field: 'input', needs: 'an object of fields' }]
  }
  for (const [name, given] of Object.entries(input)) {
    const field = Object.hasOwn(register.fields, name) ? register.fields[name] : undefined
    if (!field || (act.takes && !act.takes.includes(name))) {
      wrong.push({ field: name.slice(0, 80), needs: 'to be left out: this verb does not take it' })
      continue
    }
    if (given === null && !field.required && !whole) {
      set[name] = null
      continue
    }
    const read = field.schema.safeParse(given ?? undefined, { error: needsOf })
    const cleaned = read.success ? clean(read.data) : undefined
    if (!read.success) {
      wrong.push({ field: name, needs: read.error.issues[0]?.message ?? 'another value' })
    } else if (cleaned === dirty) {
      wrong.push({ field: name, needs: 'text without U+0000 and half characters' })
    } else if (cleaned !== undefined) set[name] = cleaned
  }
  const needed = whole
    ? Object.keys(register.fields).filter((name) => register.fields[name]?.required)
    : []
  for (const name of new Set([...needed, ...(act.needs ?? [])])) {
    // What the author of a correction cannot see stays as it is, and is not asked for.
    if (before && !Object.hasOwn(before, name)) continue
    if (
      (set[name] === undefined || set[name] === null) &&
      !wrong.some(({ field }) => field === name)
    ) {
      wrong.push({ field: name, needs: 'a value' })
    }
  }
  return wrong.length > 0 ? wrong : set
}

const dirty = Symbol('dirty')
/** NFC for every string within, or `dirty` where one cannot be kept. */
function clean(value: unknown): unknown {
  if (typeof value === 'string') return cleanText(value) ?? dirty
  if (Array.isArray(value)) {
    const items = value.map(clean)
    return items.includes(dirty) ? dirty : items
  }
  if (typeof value === 'object' && value !== null) {
    const items = Object.entries(value).map(([key, one]) => [key, clean(one)] as const)
    return items.some(([, one]) => one === dirty)
      ? dirty
      : Object.fromEntries(items.filter(([, one]) => one !== undefined))
  }
  return value
}
