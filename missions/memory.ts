/**
 * A mission told into memory: every command decided in order by the model's own rules, with nothing but an array behind
 * it. For tests; the ledger does the same on Postgres.
 */
import {
  brokenAt,
  type Command,
  decide,
  entryInstant,
  facetSteps,
  foldAt,
  isRefusal,
  type Measure,
  type Measures,
  measureAt,
  type Registers,
  readingInstant,
  type Told,
  type VersionLike,
} from '@konbit/model'

export type Refused = { command: Command; why: string }
export type Memory = {
  refused: readonly Refused[]
  /** The last entry known at the end of `known`; absent: the last of all. */
  seqAt(known?: string): number
  versions(known?: string): VersionLike[]
  /** A record by its id, as on `at`, as known on `known`. */
  get(
    record: string,
    at?: string,
    known?: string,
  ): { state: string; fields: Record<string, unknown> } | undefined
  measure(
    name: string,
    at: string,
    known?: string,
    by?: string,
  ): { value: number | null; rows: ReadonlyMap<string, number> }
}

type Kept = { register: string; entries: Told[] }

export function tellIntoMemory(
  commands: readonly Command[],
  registers: Registers,
  measures: readonly Measure[],
  zone: string,
): Memory {
  const records = new Map<string, Kept>()
  const unique = new Set<string>()
  const refused: Refused[] = []
  const knownAt: number[] = []
  const named: Measures = new Map(measures.map((one) => [one.name, one]))

  for (const command of commands) {
    const why = perform(command)
    if (why) refused.push({ command, why })
  }

  function perform(command: Command): string | undefined {
    const register = registers.get(command.register)
    const at = entryInstant(command.at ?? '', zone)
    const known = Date.parse(command.known ?? '')
    if (!register || at === undefined || Number.isNaN(known)) return 'no register, at or known'
    if (known < (knownAt.at(-1) ?? 0)) return 'known-order'
    if (at > known) return 'in-future'
    const kept = records.get(command.record)
    const now = kept ? foldAt(kept.entries, at, Number.POSITIVE_INFINITY) : undefined
    const outcome = decide({
      register,
      command,
      actor: { member: 'importer', roles: ['importer'] },
      now,
    })
    if (isRefusal(outcome))
      return [
        outcome.why,
        ...(outcome.details ?? []).map(({ field, needs }) => `${field}: ${needs}`),
      ].join(' ')
    for (const [name, value] of Object.entries(outcome.set)) {
      const field = register.fields[name]
      if (field?.to && [value].flat().some((id) => !records.has(String(id))))
        return `${name} names a record that is not there`
      if (!field?.unique) continue
      const key = `${register.name} ${name} ${value}`
      if (unique.has(key) && kept === undefined) return `${name} is not unique`
      unique.add(key)
    }
    const entry: Told = { seq: knownAt.length + 1, verb: command.verb, at, ...outcome }
    const entries = [...(kept?.entries ?? []), entry]
    if (brokenAt(entries, entry.seq) !== undefined) return 'breaks-later'
    records.set(command.record, { register: register.name, entries })
    knownAt.push(known)
    return undefined
  }

  const seqAt = (known?: string): number => {
    if (known === undefined) return knownAt.length
    const until = readingInstant(known, zone) as number
    return knownAt.filter((instant) => instant <= until).length
  }

  const versions = (known?: string): VersionLike[] => {
    const seq = seqAt(known)
    return [...records].flatMap(([record, { register, entries }]) => {
      const steps = facetSteps(entries, seq)
      return steps.flatMap(({ at, state, fields, last }, index) =>
        state === null
          ? []
          : [
              {
                record,
                register,
                state,
                fields,
                from: at,
                to: steps[index + 1]?.at ?? Number.POSITIVE_INFINITY,
                knownFrom: last,
              },
            ],
      )
    })
  }

  return {
    refused,
    seqAt,
    versions,
    get(record, at = '2199', known) {
      const kept = records.get(record)
      const found = kept && foldAt(kept.entries, readingInstant(at, zone) as number, seqAt(known))
      return found && { state: found.state, fields: { ...found.fields } }
    },
    measure(name, at, known, by) {
      const book = { registers, measures: named, versions: versions(known), zone }
      const answer = measureAt(book, name, readingInstant(at, zone) as number, by)
      return {
        value: answer.value,
        rows: new Map(answer.rows.map(({ key, value }) => [key ?? '', value])),
      }
    },
  }
}
