/** Records with a stated date as rows of the binding strip: nearest first, those without a date last. */
import type { RecordView } from '../../api/types.ts'
import type { Deadline } from '../../charts/Deadlines.tsx'
import { lastDay } from '../../frame/days.ts'
import { GoRecord } from '../../parts/Go.tsx'

export const dayOf = (value: unknown): string | null =>
  typeof value === 'string' && value !== '' ? lastDay(value) : null

export const deadlineOf = (record: RecordView, until: string | null, note?: string): Deadline => ({
  id: record.id,
  title: (
    <GoRecord register={record.register} id={record.id}>
      {record.caption}
    </GoRecord>
  ),
  note,
  until,
})

/** Those not yet past, and those of no date; past ones are overdue and stand elsewhere. */
export const byDate = (items: readonly Deadline[], day: string): Deadline[] =>
  items
    .filter(({ until }) => until === null || until >= day)
    .sort((a, b) => (a.until ?? '9999').localeCompare(b.until ?? '9999'))
