/**
 * For tests only: the record the slow and plain way. Entries in an array, everything worked out from the first one each
 * time, in the words of the design and with none of the ledger's code. What SQL answers must equal what this answers.
 */
import {
  byLabel,
  type Clearance,
  type Command,
  covers,
  decide,
  entryInstant,
  type Fields,
  isRefusal,
  type Label,
  labelOf,
  type Register,
  type Registers,
  type Role,
} from '@konbit/model'

import { handle, handles, standing } from './handle.ts'

export type NaiveEntry = {
  seq: number
  register: string
  record: string
  verb: string
  at: number
  sets: Map<Label, Fields>
  from: string | null
  to: string | null
  corrects: number | undefined
  unit: string
  author: string
  /** Lies in the highest facet; undefined when there is none, or none any more. */
  because: string | undefined
  onBehalfOf: string | undefined
}
export type NaivePerson = {
  member: string
  roles: readonly Role[]
  clearances: readonly Clearance[]
  barred: readonly string[]
}
export type NaiveView = { id: string; state: string; fields: Record<string, unknown> }

const FOREVER = Number.POSITIVE_INFINITY

export class Naive {
  readonly entries: NaiveEntry[] = []
  /** The label to which each raised record is raised. */
  readonly raised = new Map<string, Label>()
  /** Every text that was erased. */
  readonly gone: string[] = []
  private readonly registers: Registers
  constructor(registers: Registers) {
    this.registers = registers
  }

  /** One facet at (at, known): the entries that wrote it, corrected and voided as known by then, laid over each other. */
  facet(
    record: string,
    label: Label,
    at: number,
    known: number,
  ): { state: string | null; fields: Fields } | undefined {
    const told = this.entries.filter(
      (entry) =>
        entry.record === record &&
        entry.seq <= known &&
        entry.sets.has(label) &&
        !handles(entry.verb),
    )
    const inForce = told
      .filter(({ corrects }) => corrects === undefined)
      .flatMap((entry) => {
        const last = told.filter(({ corrects }) => corrects === entry.seq).at(-1)
        if (last?.verb === 'void') return []
        return [
          { ...entry, at: last?.at ?? entry.at, set: (last ?? entry).sets.get(label) as Fields },
        ]
      })
      .filter((entry) => entry.at <= at)
      .sort((a, b) => a.at - b.at || a.seq - b.seq)
    if (inForce.length === 0) return undefined
    let state: string | null = null
    const fields: Record<string, unknown> = {}
    for (const entry of inForce) {
      if (entry.verb === 'enter' || state !== null) state = entry.to ?? state
      for (const [name, value] of Object.entries(entry.set)) {
        if (value === null) delete fields[name]
        else fields[name] = value
      }
    }
    return { state, fields }
  }

  registerOf(record: string): Register {
    return this.registers.get(
      this.entries.find((entry) => entry.record === record)?.register ?? '',
    ) as Register
  }

  own(record: string, at: number, known: number) {
    const own = this.facet(record, this.registerOf(record).label, at, known)
    return own?.state ? own : undefined
  }

  unitAt(record: string, at: number, known: number): string | undefined {
    const own = this.own(record, at, known)
    const { within } = this.registerOf(record)
    return own && ((within && (own.fields[within] as string | undefined)) ?? '*')
  }

  /** Where the record lies today, or lay before its entering was made void. */
  unitToday(record: string): string {
    for (let known = this.entries.length; known > 0; known--) {
      const unit = this.unitAt(record, FOREVER, known)
      if (unit !== undefined) return unit
    }
    return '*'
  }

  above(unit: string): string[] {
    const found = [unit]
    for (let next: string | undefined = unit; next !== undefined; ) {
      const register = this.entries.some(({ record }) => record === next)
        ? this.registerOf(next)
        : undefined
      const field = register?.unit?.above
      const value: unknown = field && this.own(next, FOREVER, FOREVER)?.fields[field]
      next = typeof value === 'string' && !found.includes(value) ? value : undefined
      if (next) found.push(next)
    }
    return found
  }

  sees(person: NaivePerson, label: Label, unit: string): boolean {
    const units = ['*', ...this.above(unit)]
    return person.clearances.some((one) => covers(one.label, label) && units.includes(one.unit))
  }

  /** A facet of a raised record lies as high as the record, today and for every moment. */
  seesFacet(person: NaivePerson, record: string, label: Label, unit: string): boolean {
    const floor = this.raised.get(record)
    return this.sees(person, floor && byLabel(label, floor) < 0 ? floor : label, unit)
  }

  view(person: NaivePerson, record: string, at: number, known: number): NaiveView | undefined {
    const register = this.registerOf(record)
    const own = this.own(record, at, known)
    const unit = this.unitAt(record, at, known)
    if (!own || unit === undefined || person.barred.includes(record)) return undefined
    if (!this.seesFacet(person, record, register.label, unit)) return undefined
    const fields: Record<string, unknown> = {}
    for (const label of register.facets) {
      if (this.seesFacet(person, record, label, unit))
        Object.assign(fields, this.facet(record, label, at, known)?.fields)
    }
    return { id: record, state: own.state as string, fields }
  }

  records(register: string): string[] {
    return [
      ...new Set(
        this.entries.filter((entry) => entry.register === register).map(({ record }) => record),
      ),
    ]
  }

  views(person: NaivePerson, register: string, at: number, known: number): NaiveView[] {
    return this.records(register).flatMap((record) => this.view(person, record, at, known) ?? [])
  }

  visibleLabels(person: NaivePerson, record: string): Label[] {
    if (person.barred.includes(record)) return []
    const unit = this.unitToday(record)
    const written = this.entries.filter((one) => one.record === record)
    const all = [
      ...this.registerOf(record).facets,
      ...written.flatMap(({ sets }) => [...sets.keys()]),
    ]
    return [...new Set(all)].filter((label) => this.seesFacet(person, record, label, unit))
  }

  /** What should come of a command: the entry, which is then in the record, or the name of the refusal. */
  perform(person: NaivePerson, command: Command, clock: number, zone: string): NaiveEntry | string {
    const register = this.registers.get(command.register) as Register
    const isThere = this.entries.some(({ record }) => record === command.record)
    if (isThere && command.verb === 'enter') {
      return register.enters.by.some((role) => person.roles.includes(role))
        ? 'already-there'
        : 'not-allowed'
    }
    const visible = isThere ? this.visibleLabels(person, command.record) : []
    const seen = visible.includes(register.label)
    const seq = this.entries.length + 1

    const meant = seen
      ? this.entries.find(
          (entry) =>
            entry.seq === command.entry &&
            entry.record === command.record &&
            entry.corrects === undefined &&
            !handles(entry.verb),
        )
      : undefined
    const forms = meant ? this.latestForms(meant, visible) : []
    const first = forms[0]
    const at =
      command.at === undefined ? (first?.at ?? clock) : (entryInstant(command.at, zone) as number)
    const now = seen ? this.snapshot(command.record, visible, at) : undefined
    const outcome = decide({
      register,
      command,
      actor: { member: person.member, roles: person.roles },
      now,
      ...(meant && first
        ? {
            corrected: {
              verb: meant.verb,
              from: meant.from,
              to: meant.to,
              set: Object.assign({}, ...forms.map(({ set }) => set)),
              isVoid: forms.every(({ isVoid }) => isVoid),
            },
          }
        : {}),
      ...(seen && handles(command.verb)
        ? { standing: standing(this, command.record, visible, register) }
        : {}),
    })
    if (isRefusal(outcome)) return outcome.refusal
    if (handles(command.verb)) return handle(this, person, command, visible, register, clock)
    if (at > clock) return 'in-future'
    if (this.missingRef(person, register, command) || this.isBeyond(person, register, command))
      return 'no-such-record'

    const sets = new Map<Label, Fields>()
    for (const { label } of forms) sets.set(label, {})
    if (!meant && (command.verb === 'enter' || outcome.to !== null)) sets.set(register.label, {})
    if (command.verb !== 'void') {
      if (meant && command.input === undefined)
        for (const { label, set } of forms) sets.set(label, set)
      else
        for (const [name, value] of Object.entries(outcome.set)) {
          const label = labelOf(register, name)
          sets.set(label, { ...sets.get(label), [name]: value })
        }
    }
    const before = isThere ? this.unitToday(command.record) : '*'
    const uniqueBefore = this.uniqueValues(command.record, register)
    const entry: NaiveEntry = {
      seq,
      register: register.name,
      record: command.record,
      verb: command.verb,
      at,
      sets,
      from: outcome.from,
      to: outcome.to,
      corrects: meant?.seq,
      unit: '',
      author: person.member,
      because: command.because,
      onBehalfOf: command.onBehalfOf,
    }
    this.entries.push(entry)
    const refused =
      this.isBroken(command.record, register) && sets.has(register.label)
        ? 'breaks-later'
        : this.isCircled(command.record, register)
          ? 'invalid-input'
          : this.clashes(command.record, register, uniqueBefore)
            ? 'not-unique'
            : undefined
    if (refused) {
      this.entries.pop()
      return refused
    }
    const times = this.entries
      .filter(({ record }) => record === command.record)
      .map((one) => one.at)
      .sort((a, b) => a - b)
    entry.unit =
      this.unitAt(command.record, at, seq) ??
      times
        .map((time) => this.unitAt(command.record, time, seq))
        .find((unit) => unit !== undefined) ??
      before
    return entry
  }

  private latestForms(meant: NaiveEntry, visible: readonly Label[]) {
    return [...meant.sets.keys()]
      .filter((label) => visible.includes(label))
      .sort(byLabel)
      .map((label) => {
        const changes = this.entries.filter(
          (entry) => entry.corrects === meant.seq && entry.sets.has(label),
        )
        const last = changes.filter(({ verb }) => verb === 'correct').at(-1) ?? meant
        return {
          label,
          at: last.at,
          set: last.sets.get(label) as Fields,
          isVoid: changes.at(-1)?.verb === 'void',
        }
      })
  }

  private snapshot(record: string, visible: readonly Label[], at: number) {
    const own = this.own(record, at, FOREVER)
    if (!own) return undefined
    const fields: Record<string, unknown> = {}
    for (const label of visible)
      Object.assign(fields, this.facet(record, label, at, FOREVER)?.fields)
    return { state: own.state as string, fields }
  }

  private missingRef(person: NaivePerson, register: Register, { input }: Command): boolean {
    return Object.entries(input ?? {}).some(([name, value]) => {
      const to = register.fields[name]?.to
      if (!to || value === null) return false
      return ([value].flat() as string[]).some((id) => {
        const isThere = this.records(to).includes(id) && this.own(id, FOREVER, FOREVER)
        return !isThere || !this.visibleLabels(person, id).includes(this.registerOf(id).label)
      })
    })
  }

  /** Who sees such records at some units only puts none at another. */
  private isBeyond(person: NaivePerson, register: Register, { input }: Command): boolean {
    const unit = register.within && input?.[register.within]
    if (typeof unit !== 'string') return false
    const held = person.clearances.filter((one) => covers(one.label, register.label))
    return held.length > 0 && !this.sees(person, register.label, unit)
  }

  /** The chain of states: it begins with an enter, and each change starts where the one before ended. */
  private isBroken(record: string, register: Register): boolean {
    const told = this.entries.filter(
      (entry) => entry.record === record && entry.sets.has(register.label) && !handles(entry.verb),
    )
    const chain = told
      .filter(({ corrects }) => corrects === undefined)
      .flatMap((entry) => {
        const last = told.filter(({ corrects }) => corrects === entry.seq).at(-1)
        return last?.verb === 'void' ? [] : [{ ...entry, at: last?.at ?? entry.at }]
      })
      .sort((a, b) => a.at - b.at || a.seq - b.seq)
    let state: string | null = null
    for (const entry of chain) {
      if (entry.verb === 'enter' ? state !== null : state === null) return true
      if (entry.verb !== 'enter' && entry.to !== null && entry.from !== state) return true
      state = entry.to ?? state
    }
    return false
  }

  private isCircled(record: string, register: Register): boolean {
    const field = register.unit?.above
    const above = field && this.own(record, FOREVER, FOREVER)?.fields[field]
    return typeof above === 'string' && this.above(above).includes(record)
  }

  private uniqueValues(record: string, register: Register): Record<string, unknown> {
    const own = this.entries.some((entry) => entry.record === record)
      ? this.own(record, FOREVER, FOREVER)
      : undefined
    return Object.fromEntries(
      Object.keys(register.fields)
        .filter((name) => register.fields[name]?.unique)
        .map((name) => [name, own?.fields[name]]),
    )
  }

  private clashes(record: string, register: Register, before: Record<string, unknown>): boolean {
    const after = this.uniqueValues(record, register)
    return Object.entries(after).some(
      ([name, value]) =>
        value !== undefined &&
        value !== before[name] &&
        this.records(register.name).some(
          (other) =>
            other !== record &&
            // A refusal must not betray one that is raised.
            !this.raised.has(other) &&
            this.own(other, FOREVER, FOREVER)?.fields[name] === value,
        ),
    )
  }
}
