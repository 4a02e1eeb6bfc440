/**
 * The exercise, told small: the same seed the same story, nothing refused by the record, strength equal to the movements, a run
 * that was cut off going on, and every role able to be chosen.
 */
import { createHash } from 'node:crypto'
import { openTestLedger, type TestLedger } from '@konbit/ledger/testing'
import { isRefusal, labels, type Measure, roleNames } from '@konbit/model'
import { measures, registers } from '@konbit/registers'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { recordId } from '../ids.ts'
import { readMission } from '../mission.ts'
import { diceOf } from './dice.ts'
import { folderFiles } from './folder.ts'
import { tell } from './story.ts'
import type { Author, Line } from './told.ts'
import { DAYS, missionId, type Setting, type World } from './world.ts'

const setting: Setting = { scale: 0.02, seed: 'test', ends: '2026-06-30' }
const digest = (one: Setting): string => {
  const hash = createHash('sha256')
  for (const { lines } of tell(one)) hash.update(JSON.stringify(lines))
  return hash.digest('hex')
}

test('the same setting tells the same story, another seed another, and another scale a larger one', () => {
  const first = digest(setting)
  expect(digest(setting)).toBe(first)
  expect(digest({ ...setting, seed: 'other' })).not.toBe(first)
  const size = (scale: number): number =>
    [...tell({ ...setting, scale })].reduce((sum, { lines }) => sum + lines.length, 0)
  expect(size(0.08)).toBeGreaterThan(1.3 * size(0.02))
}, 600_000)

test('every day is told, each command is of that day or before, and no two share an id', () => {
  const ids = new Set<string>()
  let known = ''
  let days = 0
  for (const { date, lines } of tell(setting)) {
    days += 1
    for (const { command } of lines) {
      expect(command.known?.slice(0, 10)).toBe(date)
      expect((command.known ?? '') >= known).toBe(true)
      expect((command.at ?? '') <= date).toBe(true)
      known = command.known ?? ''
      expect(ids.has(command.id)).toBe(false)
      ids.add(command.id)
    }
    if (days === DAYS) expect(date).toBe(setting.ends)
  }
  expect(days).toBe(DAYS)
})

test('it speaks of every register that a mission lives by', { timeout: 600_000 }, () => {
  const spoken = new Set<string>()
  for (const { lines } of tell({ ...setting, scale: 0.05 }))
    for (const { command } of lines) spoken.add(command.register)
  // What is entered by people about people's access, and what sources say, is no part of a made-up life; nor is what was
  // published before published figures. Reports are of figures of the record, and told when the story has been.
  const apart = [
    'alignment appointment barring civilianHarm claim clearance dataRequest emergency event influence',
    'legalHold logRenewal member monitorNote observation ruling source vote witness document scenario forecast',
    'periodicReport publishedCount',
  ].flatMap((line) => line.split(' '))
  const missing = [...registers.keys()].filter((one) => !spoken.has(one) && !apart.includes(one))
  expect(missing).toEqual([])
})

test('dice are fair enough, and the same for the same words', () => {
  const [one, other] = [diceOf('a', 1), diceOf('a', 1)]
  const throws = Array.from({ length: 6000 }, () => one.whole(1, 6))
  expect(throws).toEqual(Array.from({ length: 6000 }, () => other.whole(1, 6)))
  for (const face of [1, 2, 3, 4, 5, 6])
    expect(throws.filter((thrown) => thrown === face).length).toBeGreaterThan(850)
  const mean = Array.from({ length: 4000 }, () => one.times(2.4)).reduce((a, b) => a + b, 0) / 4000
  expect(mean).toBeGreaterThan(2.25)
  expect(mean).toBeLessThan(2.55)
})

test('its folder is a mission marked as an exercise, in which every role can be chosen', () => {
  const files = folderFiles(setting)
  const mission = readMission(files)
  expect(mission).toMatchObject({ id: missionId, exercise: true, clock: 'replayed' })
  const roles = new Set(mission.people.flatMap((one) => one.roles))
  expect(roleNames.filter((role) => !roles.has(role) && role !== 'importer')).toEqual([])
  for (const path of Object.values(mission.geo))
    expect(JSON.parse(files.get(path) ?? '').features.length).toBeGreaterThan(0)
  const unit = recordId(missionId, 'organisation', 'XKA')
  expect(mission.people.find(({ id }) => id === 'kavariaFinance')?.clearances).toContainEqual({
    label: 'mission',
    unit,
  })
})

describe('told to the record', () => {
  let opened: TestLedger
  const days: { date: string; lines: Line[]; strength: number; byState: Map<string, number> }[] = []
  const refused: string[] = []

  /** People of the mission's own who are in the area, as the simulation has them. */
  const strengthOf = ({ groups }: World): number =>
    groups.reduce((sum, { here }) => sum + here.length, 0)

  beforeAll(async () => {
    opened = await openTestLedger(registers, measures as readonly Measure[])
    await opened.ledger.createMission({ id: missionId, name: 'x', clock: 'replayed', zone: 'UTC' })
    for (const { id, roles, clearances } of readMission(folderFiles(setting)).people)
      await opened.ledger.grant(missionId, id, { roles, clearances })
    await opened.ledger.grant(missionId, 'importer', {
      roles: ['importer'],
      clearances: labels.map((label) => ({ label, unit: '*' })),
    })
    // Day by day: the world goes on changing.
    for (const { date, lines, world } of tell(setting))
      days.push({
        date,
        lines,
        strength: strengthOf(world),
        byState: new Map(
          world.contributors.map((one) => [
            one.state.code,
            one.groups.reduce((sum, { here }) => sum + here.length, 0),
          ]),
        ),
      })
    await send(days.slice(0, 120).flatMap(({ lines }) => lines)) // and then the cable is pulled
    await send(days.flatMap(({ lines }) => lines))
  }, 1_200_000)
  afterAll(() => opened.close())

  let repeated = 0
  async function send(lines: readonly Line[]): Promise<void> {
    for (let from = 0; from < lines.length; ) {
      const { by } = lines[from] as Line
      let to = from
      while (to < lines.length && to - from < 500 && same(lines[to] as Line, by)) to += 1
      const part = lines.slice(from, to)
      const answers = await opened.ledger.performAll(
        { mission: missionId, member: by.member, roles: by.roles },
        part.map(({ command }) => command),
      )
      for (const [nth, answer] of answers.entries()) {
        const { register, verb } = (part[nth] as Line).command
        if (isRefusal(answer)) refused.push(`${register} ${verb}: ${answer.why}`)
        else if (answer.repeated) repeated += 1
      }
      from = to
    }
  }
  const same = ({ by }: Line, other: Author): boolean => by.member === other.member

  test('nothing is refused', () => {
    expect(refused).toEqual([])
  })

  test('a run that was cut off goes on, and one that is complete changes nothing', async () => {
    expect(repeated).toBe(days.slice(0, 120).flatMap(({ lines }) => lines).length)
    const { size } = await opened.ledger.head(missionId)
    expect(size).toBe(days.flatMap(({ lines }) => lines).length)
    await send((days.at(-1) as (typeof days)[number]).lines)
    expect((await opened.ledger.head(missionId)).size).toBe(size)
  })

  test('strength on any day is what the movements say, for each contributor too', async () => {
    const dice = diceOf('days')
    const reader = { mission: missionId, member: 'importer' }
    for (let nth = 0; nth < 12; nth++) {
      const { date, strength, byState } = days[dice.whole(90, DAYS - 1)] as (typeof days)[number]
      const moment = await opened.ledger.moment(missionId, { at: date })
      if (isRefusal(moment)) throw new Error(moment.why)
      const answer = await opened.ledger.measure(reader, {
        name: 'people.deployed',
        moment,
        by: 'contributor',
      })
      if (isRefusal(answer)) throw new Error(answer.why)
      expect([date, answer.value]).toEqual([date, strength])
      const told = new Map(answer.rows.map(({ key, value }) => [key, value]))
      for (const [code, persons] of byState) {
        const counted = told.get(recordId(missionId, 'organisation', code)) ?? 0
        expect([date, code, counted]).toEqual([date, code, persons])
      }
    }
  })
})
