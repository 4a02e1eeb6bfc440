/**
 * Whether what is gone from an entry was lawfully erased: a later entry of the same record, with the verb `erase`, says so in
 * its own sealed content, under the same label. Nothing else excuses a missing facet.
 */
import type { Label } from '@konbit/model'

type Eraser = {
  seq: number
  label: Label
  entries: readonly number[] | undefined
  fields: readonly string[] | undefined
}
type Gone = { seq: number; record: string; label: Label; erased: 'all' | readonly string[] }

const listed = <Item>(value: unknown): readonly Item[] | undefined =>
  Array.isArray(value) ? (value as Item[]) : undefined

/** Collects both sides as a log is read, and says at the end whether they meet. */
export function collectErasures() {
  const erasers = new Map<string, Eraser[]>()
  const gone: Gone[] = []
  return {
    /** Every facet of every entry that is seen. */
    note(
      entry: { seq: number; record: string; verb: string },
      label: Label,
      facet: { content: { does?: unknown } | undefined; erased: 'all' | readonly string[] },
    ): void {
      if (facet.erased === 'all' || facet.erased.length > 0)
        gone.push({ seq: entry.seq, record: entry.record, label, erased: facet.erased })
      const { erase } = (facet.content?.does ?? {}) as { erase?: Record<string, unknown> }
      if (entry.verb !== 'erase' || typeof erase !== 'object' || erase === null) return
      const list = erasers.get(entry.record) ?? []
      list.push({
        seq: entry.seq,
        label,
        entries: listed(erase.entries),
        fields: listed(erase.fields),
      })
      erasers.set(entry.record, list)
    },

    /** What was erased by which entries, and the first entry that lacks something nobody erased. */
    result(): { erased: { entry: number; by: number[] }[]; wrong: number | undefined } {
      const found = new Map<number, number[]>()
      const told = () => [...found].map(([entry, by]) => ({ entry, by }))
      for (const one of gone.sort((a, b) => a.seq - b.seq)) {
        const by = coveredBy(one, erasers.get(one.record) ?? [])
        if (by.length === 0) return { erased: told(), wrong: one.seq }
        found.set(one.seq, [...new Set([...(found.get(one.seq) ?? []), ...by])])
      }
      return { erased: told(), wrong: undefined }
    },
  }
}

/** The entries that erased it; none where some of it is gone without one. */
function coveredBy({ seq, label, erased }: Gone, erasers: readonly Eraser[]): number[] {
  const may = erasers.filter(
    (one) => one.seq > seq && one.label === label && (one.entries?.includes(seq) ?? true),
  )
  // A facet that is gone whole no longer tells what those before took of it: one must have taken all, and each is named.
  if (erased === 'all')
    return may.some(({ fields }) => fields === undefined) ? inOrder(may.map((one) => one.seq)) : []
  const by: number[] = []
  for (const key of erased) {
    const name = key.replace(/^set\//, '')
    const found = may.filter(({ fields }) => fields?.includes(name) ?? true)
    if (found.length === 0) return []
    by.push(...found.map((one) => one.seq))
  }
  return inOrder(by)
}

const inOrder = (list: readonly number[]): number[] => [...new Set(list)].sort((a, b) => a - b)
