/** What stands on a sheet becomes the time of the entry, in the mission's zone; what cannot be read is not guessed. */
import { describe, expect, test } from 'vitest'
import { isPaperWrong, paperOf, paperWhen } from './paper.ts'

const zone = 'America/Port-au-Prince'
const now = Date.parse('2026-01-15T02:00:00Z') // the evening of the 14th there

describe('a time on paper', () => {
  test.each([
    ['2025-05', '2025-05'],
    ['14 May 2025', '2025-05-14'],
    ['2026-01-14T14:30:00-05:00', '2026-01-14T14:30:00-05:00'],
    ['14:30', '2026-01-14T14:30:00-05:00'],
    ['9h05', '2026-01-14T09:05:00-05:00'],
    ['14 May 2025 14:30', '2025-05-14T14:30:00-04:00'],
    ['2025-05-14, 14.30', '2025-05-14T14:30:00-04:00'],
  ])('%s is %s', (text, read) => {
    expect(paperWhen(text, zone, now)).toBe(read)
  })

  test.each(['25:00', '14:60', 'May 2025 14:30', 'yesterday', '14 Foo 2025 10:00'])(
    '%s is not read',
    (text) => {
      expect(paperWhen(text, zone, now)).toBeUndefined()
      expect(isPaperWrong({ onBehalfOf: '', at: text }, zone)).toBe(true)
    },
  )

  test('what is left empty is not in the command', () => {
    expect(paperOf({ onBehalfOf: ' ', at: '' }, zone)).toEqual({})
    expect(paperOf({ onBehalfOf: ' Sgt Paul ', at: '2025-05-14' }, zone)).toEqual({
      onBehalfOf: 'Sgt Paul',
      at: '2025-05-14',
    })
  })
})
