/** A run of the exercise that was cut off goes on with the day it was at, and does not tell the days before again. */
import type { Command } from '@konbit/model'
import { expect, test } from 'vitest'
import { tell } from '../../missions/exercise/story.ts'
import { make } from './exercise.ts'

const setting = { scale: 0.01, seed: 'cut off', ends: '2026-11-20' }

/** Takes everything; `known`: of the last entry that is there. */
function stub(known: string | null) {
  const told: Command[] = []
  return {
    told,
    head: async () => ({ size: 0, root: '', known }),
    performAll: async (_: unknown, commands: readonly Command[]) => {
      told.push(...commands)
      return commands.map(({ record }, nth) => ({ seq: nth, record, known: '', at: '' }))
    },
  }
}

test('from the day of the last entry on, and counts what was there', async () => {
  const days = [...tell(setting)]
  const all = days.flatMap(({ lines }) => lines.map(({ command }) => command.id))
  const anew = stub(null)
  const first = await make(anew, setting, () => {})
  expect(anew.told.map(({ id }) => id)).toEqual(all)
  expect(first).toMatchObject({ entered: all.length, there: 0, refused: [] })

  const cut = days[400] as (typeof days)[number]
  const before = days.slice(0, 400).reduce((sum, { lines }) => sum + lines.length, 0)
  const again = stub(`${cut.date}T13:00:00.000Z`)
  const second = await make(again, setting, () => {})
  expect(again.told.map(({ id }) => id)).toEqual(all.slice(before))
  expect(second).toMatchObject({ entered: all.length - before, there: before })
})
