/** For tests only: erase, raise and lower in the naive record. What is erased is taken out of the entries themselves. */
import { byLabel, type Command, type Fields, type Label, type Register } from '@konbit/model'
import type { Naive, NaiveEntry, NaivePerson } from './record.ts'

export const handles = (verb: string): boolean => ['erase', 'raise', 'lower'].includes(verb)
export const highest = (entry: NaiveEntry): Label =>
  [...entry.sets.keys()].sort(byLabel).at(-1) as Label
export const lowest = (entry: NaiveEntry): Label => [...entry.sets.keys()].sort(byLabel)[0] as Label

export function standing(
  naive: Naive,
  record: string,
  visible: readonly Label[],
  register: Register,
) {
  const written = naive.entries
    .filter((entry) => entry.record === record)
    .flatMap((entry) =>
      visible
        .filter((label) => entry.sets.has(label))
        .map((label) => ({
          seq: entry.seq,
          label,
          verb: entry.verb,
          fields: Object.keys(entry.sets.get(label) as Fields),
          hasReason: entry.because !== undefined && highest(entry) === label,
          isOnBehalf: entry.onBehalfOf !== undefined && highest(entry) === label,
        })),
    )
  return { floor: naive.raised.get(record) ?? register.label, written }
}

/** Does what was allowed: takes what is erased out of the entries themselves, or moves the record. */
export function handle(
  naive: Naive,
  person: NaivePerson,
  { record, verb, input = {}, because }: Command,
  visible: readonly Label[],
  register: Register,
  clock: number,
): NaiveEntry {
  const unit = naive.unitToday(record)
  const sets = new Map<Label, Fields>()
  if (verb === 'erase') {
    for (const label of eraseFrom(naive, record, input, visible, register)) sets.set(label, {})
  } else {
    const label = input.label as Label
    if (label === register.label) naive.raised.delete(record)
    else naive.raised.set(record, label)
    sets.set(register.label, {})
    if (verb === 'raise') sets.set(label, {})
  }
  const entry: NaiveEntry = {
    seq: naive.entries.length + 1,
    register: register.name,
    record,
    verb,
    at: clock,
    sets,
    from: null,
    to: null,
    corrects: undefined,
    unit,
    author: person.member,
    because,
    onBehalfOf: undefined,
  }
  naive.entries.push(entry)
  return entry
}

/** The labels under which something went. */
function eraseFrom(
  naive: Naive,
  record: string,
  { entries, labels, fields }: Fields,
  visible: readonly Label[],
  register: Register,
): Label[] {
  const touched = new Set<Label>()
  const isMeant = (list: unknown, one: unknown): boolean =>
    list === undefined || (list as unknown[]).includes(one)
  for (const entry of naive.entries.filter((one) => one.record === record)) {
    if (entries === undefined ? handles(entry.verb) : !isMeant(entries, entry.seq)) continue
    for (const [label, set] of entry.sets) {
      if (!visible.includes(label) || !isMeant(labels, label)) continue
      const left: Record<string, unknown> = {}
      for (const [name, value] of Object.entries(set)) {
        if (register.fields[name]?.to || !isMeant(fields, name)) left[name] = value
        else {
          touched.add(label)
          if (typeof value === 'string') naive.gone.push(value)
        }
      }
      for (const name of ['because', 'onBehalfOf'] as const) {
        const said = entry[name]
        if (said === undefined || highest(entry) !== label || !isMeant(fields, name)) continue
        touched.add(label)
        naive.gone.push(said)
        entry[name] = undefined
      }
      entry.sets.set(label, left)
    }
  }
  return [...touched]
}
