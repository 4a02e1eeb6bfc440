/** The records of a page as rows with a day by which something is due: what the boards of accountability and community show. */
import { type Clock, clocks } from '@konbit/registers/clocks'
import { useList } from '../../api/hooks.ts'
import type { RecordView } from '../../api/types.ts'
import { daysBetween, lastDay } from '../../frame/days.ts'

export type Running = { record: RecordView; clock: Clock; due: string; left: number }

const clockNamed = (name: string): Clock | undefined => clocks.find((one) => one.name === name)

/** The clocks of these names that run on these records, the nearest first. */
export function running(
  records: readonly RecordView[],
  names: readonly string[],
  day: string,
): Running[] {
  const rows = records.flatMap((record) =>
    names.flatMap((name) => {
      const clock = clockNamed(name)
      const due = clock && record.fields[clock.due]
      if (!clock || clock.register !== record.register || typeof due !== 'string') return []
      const isOver =
        !clock.state.includes(record.state) ||
        Object.keys(clock.where ?? {}).some((field) => record.fields[field] !== undefined)
      return isOver ? [] : [{ record, clock, due, left: daysBetween(day, lastDay(due)) }]
    }),
  )
  return rows.sort((a, b) => a.left - b.left)
}

/** Open records of a register, as far as one page shows them. */
export const useOpen = (register: string, state: string[], sort?: string) =>
  useList(register, { state, limit: 200, ...(sort ? { sort } : {}) })
