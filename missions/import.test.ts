/** The importer on the reference mission's real files: every row lands or is named, in order, and twice the same. */
import { readFileSync } from 'node:fs'
import { registers } from '@konbit/registers'
import { describe, expect, test } from 'vitest'
import { files, imported, memory } from './haiti.ts'
import { importMission, recordId } from './import.ts'

const { commands, report, mission } = imported
const entered = (register: string) =>
  commands.filter((command) => command.register === register && command.verb === 'enter')
const reported = (file: string) => {
  const found = report.find((one) => one.file.endsWith(file))
  return found && [found.rows, found.landed, found.named.length]
}
const record = (register: string, key: string, at?: string, known?: string) =>
  memory.get(recordId(mission.id, register, key), at, known)

describe('every row lands or is named with the reason', () => {
  test.each([
    ['sources.csv', 172, 172],
    ['claims.csv', 435, 435],
    ['timeline.csv', 75, 75],
    ['hti_admin_gazetteer.csv', 763, 763],
    ['hti_adm0_country.geojson', 1, 1],
    ['hti_adm1_departments.geojson', 10, 10],
    ['hti_arrondissements.geojson', 42, 42],
    ['hti_adm2_communes.geojson', 140, 140],
    ['hti_adm3_communal_sections.geojson', 570, 570],
    ['hti_places.geojson', 131, 131],
    ['ucdp_hti_monthly_fatalities.csv', 180, 180],
    ['national_series_from_claims.csv', 58, 0],
    ['ucdp_ged_v23_1_caf.csv', 1848, 0],
    ['large_event_sets.csv', 8, 0],
    ['basemap_natural_earth.geojson', 11, 0],
  ])('%s: %i rows, %i landed', (file, rows, landed) => {
    expect(reported(file)).toEqual([rows, landed, rows - landed])
  })

  test('each row that did not land has a sentence', () => {
    const named = report.flatMap((one) => one.named)
    expect(named.filter(({ row, reason }) => row === '' || !/\.$/.test(reason))).toEqual([])
  })

  test('every own record and every adoption is taken', () => {
    const own = report.filter(({ file }) => file.startsWith('records/') || file === 'adoptions.csv')
    expect(own.flatMap(({ named }) => named)).toEqual([])
  })

  test('each row of the national series names the statement that tells it already', () => {
    const series = report.find(({ file }) => file.endsWith('national_series_from_claims.csv'))
    expect(
      series?.named.every(({ row, reason }) => reason === `Told already by statement ${row}.`),
    ).toBe(true)
  })
})

describe('the commands', () => {
  test('none is refused, decided one by one', () => {
    expect(memory.refused).toEqual([])
  })

  test('come in order of known, and nothing is known before it is true', () => {
    const known = commands.map((command) => command.known as string)
    expect([...known].sort()).toEqual(known)
  })

  test('are the same the second time', () => {
    expect(importMission(files, registers).commands).toEqual(commands)
  })

  test('bear ids of their own', () => {
    expect(new Set(commands.map(({ id }) => id)).size).toBe(commands.length)
  })

  test('say why wherever something is adopted or set aside', () => {
    const silent = commands.filter(
      ({ verb, because }) => /^(adopt|setAside)$/.test(verb) && !because,
    )
    expect(silent.filter(({ register }) => register === 'claim')).toEqual([])
  })

  test('the source of a statement stands before it', () => {
    const place = new Map(
      commands.map((command, index) => [command.record, index]).reverse() as [string, number][],
    )
    const late = entered('claim').filter(
      ({ record, input }) =>
        (place.get(input?.source as string) ?? Number.POSITIVE_INFINITY) > (place.get(record) ?? 0),
    )
    expect(late).toEqual([])
  })
})

describe('a statement is kept to the letter', () => {
  test('C0181 is found by its code', () => {
    expect(record('claim', 'C0181')?.fields).toMatchObject({
      code: 'C0181',
      measure: 'force.deployed',
      subject: 'mission',
      value: 500,
      precision: 'over',
      unit: 'persons',
      asOf: '2025-01-03',
      locator: 'last para',
      source: recordId(mission.id, 'source', 'P022'),
    })
  })

  test('the garbled one keeps what was printed and has no value', () => {
    expect(record('claim', 'C0074')?.fields).toMatchObject({
      low: 5600,
      high: 56000,
      precision: 'garbled',
      valueRaw: '5,6000',
      period: 'year',
      speaksFor: 'host',
    })
    expect(record('claim', 'C0074')?.fields.value).toBeUndefined()
  })

  test('the vague one keeps its words', () => {
    expect(record('claim', 'C0053')?.fields).toMatchObject({
      valueText: 'low: most second-hand, broke down often',
      precision: 'vague',
      attributedTo: 'William Ruto',
    })
  })

  test('a date is kept as a date as well', () => {
    expect(record('claim', 'C0114')?.fields).toMatchObject({
      valueText: '2025-10-02',
      valueDate: '2025-10-02',
    })
  })
})

describe('known is the last possible day of publication', () => {
  const knownOn = (register: string, key: string) =>
    commands.find((command) => command.record === recordId(mission.id, register, key))?.known

  test.each([
    ['claim', 'C0009', '2025-05-15T03:59:59.000Z', 'a day'],
    ['claim', 'C0165', '2024-08-01T03:59:59.000Z', 'a month'],
    ['claim', 'C0285', '2025-01-01T04:59:59.000Z', 'a year'],
    ['claim', 'C0047', '2025-09-23T03:59:59.000Z', 'its own date, for a source without one'],
    ['event', 'T031', '2025-01-01T04:59:59.000Z', 'an event told later'],
    ['event', 'T062', '2025-10-01T03:59:59.000Z', 'an event told later'],
  ])('%s %s: %s (%s)', (register, key, known) => {
    expect(knownOn(register, key)).toBe(known)
  })

  test('1 October 2024 shows what could be read that day', () => {
    const versions = memory.versions('2024-10-01')
    const codes = new Set(
      versions.filter(({ register }) => register === 'claim').map(({ fields }) => fields.code),
    )
    expect(codes.has('C0112')).toBe(true)
    expect(codes.has('C0366')).toBe(false)
    expect(
      versions.some(({ register, fields }) => register === 'organisation' && fields.code === 'TCD'),
    ).toBe(false)
    expect(codes.size).toBe(111)
  })
})

describe('the snippets of README.md', () => {
  const text = readFileSync(new URL('README.md', import.meta.url), 'utf8')
  const [minimal, stories] = [...text.matchAll(/```json\n([\s\S]*?)```/g)].map(([, block]) =>
    JSON.parse(block as string),
  )

  test('the smallest mission.json is a mission with nothing in it', () => {
    const {
      mission: own,
      commands: none,
      report: empty,
    } = importMission(new Map([['mission.json', JSON.stringify(minimal)]]), registers)
    expect([own.id, own.clock, none.length, empty.length]).toEqual(['my-mission', 'live', 0, 0])
  })

  test('the story is one that the reference mission could tell', () => {
    const given = new Map(files).set(
      'records/people.json',
      JSON.stringify([contingentKen2, ...stories]),
    )
    const told = importMission(given, registers)
    expect(told.report.find(({ file }) => file === 'records/people.json')?.named).toEqual([])
  })

  test('a row that does not fit is named, and the rest lands', () => {
    const table = files.get('data/claims/claims.csv') as string
    const given = new Map(files).set(
      'data/claims/claims.csv',
      table.replace(',2025-05-14,,,about,S001,para 2,', ',sometime,,,about,S999,para 2,'),
    )
    const claims = importMission(given, registers).report.find(({ file }) =>
      file.endsWith('claims.csv'),
    )
    expect(claims?.named).toEqual([
      { row: 'C0001', reason: 'Neither its source nor the statement itself bears a date.' },
    ])
    expect(claims?.landed).toBe(434)
  })
})

const contingentKen2 = {
  register: 'contingent',
  key: 'KEN-2',
  steps: [
    {
      do: 'enter',
      at: '2024-06-25',
      on: ['C0169'],
      with: { name: 'Second', contributor: 'KEN', type: 'police' },
    },
  ],
}
