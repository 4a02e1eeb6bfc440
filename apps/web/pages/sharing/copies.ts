/** How far the copies of each release are: made, received, destroyed. */
import type { RecordView } from '../../api/types.ts'

export type CopyCount = { all: number; received: number; destroyed: number }

export function countCopies(copies: readonly RecordView[]): Map<string, CopyCount> {
  const counts = new Map<string, CopyCount>()
  for (const { state, fields } of copies) {
    const release = String(fields.release)
    const had = counts.get(release) ?? { all: 0, received: 0, destroyed: 0 }
    counts.set(release, {
      all: had.all + 1,
      received: had.received + (fields.receivedOn ? 1 : 0),
      destroyed: had.destroyed + (state === 'destroyed' ? 1 : 0),
    })
  }
  return counts
}
