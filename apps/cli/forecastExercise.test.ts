/** The exercise, told small: forecast from the middle of its story, the model is sound, and the scores say how it did. */
import { openTestLedger } from '@konbit/ledger/testing'
import { isRefusal, labels } from '@konbit/model'
import {
  bandsOf,
  calibrationOf,
  figureOf,
  type Model,
  play,
  type Score,
  scoreOf,
} from '@konbit/planner'
import { measures, registers } from '@konbit/registers'
import { Kept, type MissionHere } from '@konbit/server'
import { type Loose, serverOver, type TestServer } from '@konbit/server/testing'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { folderFiles } from '../../missions/exercise/folder.ts'
import { tell } from '../../missions/exercise/story.ts'
import type { Line } from '../../missions/exercise/told.ts'
import { missionId, type Setting } from '../../missions/exercise/world.ts'
import { readMission } from '../../missions/mission.ts'

const setting: Setting = { scale: 0.02, seed: 'planner', ends: '2026-06-30' }
/** From this day of the story, by which it has flown its thirtieth seat and more, told so many days on. */
const FROM = 260
const TOLD = 400
const RUNS = 150

let server: TestServer
let told: Loose
let from = ''
beforeAll(async () => {
  const opened = await openTestLedger(registers, measures)
  const { people, plan, ...file } = readMission(folderFiles(setting))
  await opened.ledger.createMission({ id: missionId, name: 'x', clock: 'replayed', zone: 'UTC' })
  for (const { id, roles, clearances } of people)
    await opened.ledger.grant(missionId, id, { roles, clearances })
  await opened.ledger.grant(missionId, 'importer', {
    roles: ['importer'],
    clearances: labels.map((label) => ({ label, unit: '*' })),
  })
  const refused: string[] = []
  const perform = async (lines: readonly Line[]): Promise<void> => {
    for (let first = 0; first < lines.length; ) {
      const { by } = lines[first] as Line
      let end = first
      while (end < lines.length && end - first < 500 && lines[end]?.by.member === by.member)
        end += 1
      const part = lines.slice(first, end).map(({ command }) => command)
      const answers = await opened.ledger.performAll(
        { mission: missionId, member: by.member, roles: by.roles },
        part,
      )
      for (const answer of answers) if (isRefusal(answer)) refused.push(answer.why)
      first = end
    }
  }
  const lines: Line[] = []
  for (const { day, date, lines: ofDay } of tell(setting)) {
    if (day > TOLD) break
    if (day === FROM) from = date
    lines.push(...ofDay)
  }
  await perform(lines)
  expect(refused).toEqual([])
  const mission: MissionHere = {
    ...file,
    people,
    demo: true,
    geo: new Map(),
    ...(plan ? { plan } : {}),
  }
  const failures: string[] = []
  server = serverOver(
    {
      ledger: opened.ledger,
      registers,
      kept: new Kept(),
      measures: new Map(measures.map((one) => [one.name, one])),
      missions: new Map([[mission.id, mission]]),
      mayChoose: true,
      hosts: [],
      version: 'test',
      note: (failure: unknown, route: string) => failures.push(`${route}: ${failure}`),
    },
    missionId,
    opened,
    failures,
  )
  told = (await server.as('planner').get(`plan/model?at=${from}&known=${from}`)).body
}, 1_200_000)
afterAll(async () => {
  expect(server.failures).toEqual([])
  await server.close()
})

test('its model is sound, fitted where its history says enough, and bears the words of the mission', () => {
  expect(told).toMatchObject({ frame: 'mission', refusals: [], partial: false, starts: from })
  const fitted = new Set(
    told.origins.flatMap((one: Loose) => (one.from === 'record' ? (one.parameter ?? []) : [])),
  )
  for (const parameter of ['recruitment', 'training', 'arrivalLag', 'noShow', 'flightEvery'])
    expect([...fitted], parameter).toContain(parameter)
  for (const { low, high, value, parameter } of told.origins)
    if (low !== undefined) expect(low <= value && value <= high, parameter).toBe(true)
})

test('forecast from the middle of the story, it is scored by what then happened', () => {
  const model = told.model as Model
  const sample = play(model, 'exercise', 0, RUNS)
  const bands = bandsOf(sample, 'deployed')
  const values = figureOf(sample, 'deployed')
  const after = new Map<string, number>(
    told.after.map(({ day, deployed }: Loose) => [day, deployed]),
  )
  const scores = [...after].flatMap(([day, value]): Score[] => {
    const ahead = Math.round((Date.parse(day) - Date.parse(from)) / 86_400_000)
    if (ahead < 1 || ahead >= sample.days) return []
    const of = (name: 'p5' | 'p25' | 'p50' | 'p75' | 'p95'): number => bands[name][ahead] as number
    const quantiles = {
      p5: of('p5'),
      p25: of('p25'),
      p50: of('p50'),
      p75: of('p75'),
      p95: of('p95'),
    }
    const runs = Array.from(
      { length: RUNS },
      (_, nth) => values[nth * sample.days + ahead] as number,
    )
    return [scoreOf({ figure: 'deployed', day: ahead, ...quantiles }, value, runs)]
  })
  // It begins where the mission stands: nobody is lost or found between the record and the first week.
  const here = told.past.at(-1).deployed
  expect(Math.abs((bands.p50[1] as number) - here)).toBeLessThan(0.05 * here)
  expect(Math.abs((bands.p50[7] as number) - here)).toBeLessThan(0.35 * here)
  expect(scores.length).toBeGreaterThan(18)
  const all = calibrationOf(scores).at(-1)
  // A forecast that is no use would be off by the strength itself; how well it is calibrated the guide says.
  const strength = [...after.values()].reduce((sum, value) => sum + value, 0) / after.size
  expect(all?.crps as number).toBeLessThan(0.3 * strength)
  expect(Math.abs(all?.error as number)).toBeLessThan(0.35 * strength)
})

test('a contributor’s officer is told that what they see is not the whole', async () => {
  const { status, body } = await server.as('kavariaPersonnel').get('plan/model')
  expect(status).toBe(200)
  expect(body.partial).toBe(true)
  const { body: resident } = await server.as('resident').get('plan/model')
  expect(resident.partial).toBe(true)
  expect(JSON.stringify(resident.model.people)).not.toContain('present')
})
