/**
 * Replay: every rectangle that the entries of one record ever made, from the first entry on. The rebuild, and whatever
 * rewrites a record, make its projections by this and nothing else. Folds and never decides.
 */
import { byLabel, type Label, type Register, type Told } from '@konbit/model'
import type { ToldRow } from './recall.ts'
import { MISSION_WIDE, otherSegments, ownSegments, type Rectangle, recut } from './rectangles.ts'
import { underOf } from './state.ts'

/** In the order in which they were made. Entries come in order of sequence. */
export function replay(register: Register, rows: readonly ToldRow[]): Rectangle[] {
  const made: Rectangle[] = []
  const facets = new Map<Label, { told: Told[]; open: Rectangle[] }>()
  const floor = rows.find(({ label, under }) => label !== under)?.under
  let unit = MISSION_WIDE
  for (const [seq, written] of Map.groupBy(rows, ({ told }) => told.seq)) {
    for (const { label, told } of written) {
      const facet = facets.get(label) ?? { told: [], open: [] }
      facets.set(label, facet)
      facet.told.push(told)
    }
    const own = ownSegments(
      register,
      facets.get(register.label)?.told ?? [],
      seq,
      written[0]?.record as string,
    )
    for (const label of [...facets.keys()].sort(byLabel)) {
      const facet = facets.get(label) as { told: Told[]; open: Rectangle[] }
      const segments = label === register.label ? own : otherSegments(facet.told, seq, own, unit)
      const isWritten = written.some((row) => row.label === label)
      const cut = recut(facet.open, segments, seq, isWritten, {
        record: written[0]?.record as string,
        register: register.name,
        label,
        under: underOf(label, floor),
      })
      facet.open = cut.open
      made.push(...cut.added)
    }
    unit = own.at(-1)?.unit ?? unit
  }
  return made
}
