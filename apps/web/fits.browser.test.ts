/**
 * Every page, one row each: it is drawn, says everything in words, fits a phone, a tablet and a desk in both schemes, and axe
 * finds no barrier on it. Whoever adds a page adds a row; a page without one is found. What a page does is proved beside it.
 */
import { readFileSync } from 'node:fs'
import { measures } from '@konbit/registers'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { loads } from './loads.ts'
import {
  addressOf,
  exercise,
  type Kind,
  misfits,
  mission,
  openStage,
  type Stage,
} from './testing.ts'

/** `{vehicle}` stands for the first vehicle that the person finds. */
type Row = { path: string; person?: string; says?: RegExp }

const row = (path: string, person?: string, says?: RegExp): Row => ({
  path,
  ...(person ? { person } : {}),
  ...(says ? { says } : {}),
})

const onExercise: readonly Row[] = [
  row('/people', 'watch', /required are missing|Every capability/),
  row('/people/tours', 'watch', /End without full relief|is relieved/),
  row('/people/strength', 'watch', /movements explain it/),
  row('/people/pay', 'watch', /Each part and month/),
  row('/people/posts', 'watch'),
  row('/people/manifests', 'watch'),
  row('/people/manifests/{movement}', 'watch'),
  row('/contributor/{organisation}', 'watch'),
  row('/fit', 'watch', /conflict/i),
  row('/seal', 'conduct'),
  row('/logistics', 'watch', /\d+ of \d+ are fit for .+; \d+ run and are not fit/),
  row('/logistics/reliability', 'watch'),
  row('/logistics/stock', 'watch', /days of supply/i),
  row('/logistics/beds', 'watch'),
  row('/logistics/inspections/{inspection}', 'inspector'),
  row('/funds', 'watch'),
  row('/funds/runway', 'watch'),
  row('/funds/claims', 'finance'),
  row('/funds/claims/{reimbursement}', 'finance'),
  row('/operations', 'watch', /may go, \d+ may not yet/),
  row('/operations/{operation}', 'watch'),
  row('/operations/duty', 'rota'),
  row('/day', 'watch'),
  row('/day/report', 'watch'),
  row('/orders', 'watch'),
  row('/notices', 'watch'),
  row('/field', 'watch'),
  row('/field/strength', 'base'),
  row('/field/vehicle', 'fleet'),
  row('/field/inspection', 'inspector'),
  row('/field/gate', 'watch'),
  row('/field/incident', 'watch'),
  row('/field/strength/blank', 'watch'),
  row('/accountability', 'conduct', /wait for an answer/),
  row('/accountability/case/{complaint}', 'conduct', /What happened/),
  row('/accountability/monitor', 'monitor', /cannot read/),
  row('/community', 'hostLiaison', /You said, we did/),
  row('/outbox', 'watch'),
  row('/outbox/bundle', 'watch'),
  row('/plan?runs=16', 'planner'),
  row('/plan/scenarios', 'planner'),
  row('/plan/memo?runs=16', 'planner'),
  row('/plan/forecasts', 'planner'),
  row('/r/vehicle', 'fleet'),
  row('/r/vehicle/import', 'fleet'),
  row('/r/vehicle/new', 'fleet'),
  row('/r/vehicle/{vehicle}', 'fleet'),
  row('/r/vehicle/{vehicle}/amend', 'fleet'),
  row('/situation', 'watch', /stand together/),
  row('/situation/map', 'watch', /on the map/),
  row('/situation/areas', 'watch', /by commune/),
  row('/situation/reports', 'watch', /to be weighed/),
  row('/situation/ways', 'watch', /too old|ageing|fresh|old,/),
  row('/situation/watch', 'watch', /on watch/),
  row('/desk/situation', 'watch'),
  row('/reports', 'legal', /Report to the Council/),
  row('/reports/{periodicReport}', 'legal', /Where the figures are from/),
  row('/custody', 'custodyOfficer'),
  row('/custody/care', 'careOfficer'),
  row('/sharing', 'watch'),
  row('/sharing/trace', 'watch'),
  row('/sharing/release/{release}', 'watch'),
  row('/mandate/succession', 'legal'),
  row('/words', 'watch'),
  row('/account', 'watch'),
  row('/invitations', 'registrar'),
]

const at = '?at=2025-05-14&known=2025-05-14'
const onMission: readonly Row[] = [
  row(`/overview${at}`),
  row(`/people?at=2025-05-14`),
  row(`/funds?at=2025-05-14`),
  row(`/situation?at=2025-05-14`),
  row(`/mandate?at=2025-05-14`),
  row(`/rivals?at=2025-05-14`),
  row('/sources'),
  row('/registers'),
  row('/attribution'),
  row('/r/claim'),
  row('/r/incident/new'),
  row('/nothing/at/all'),
  row('/log', 'watch'),
  row('/access', 'registrar'),
  row('/readings', 'auditor'),
  row('/retention', 'protection'),
  row('/requests', 'protection'),
]

/** Addresses that lead to another page, or to one that somebody who is in never meets. */
const elsewhere = ['about', '$register', '$register/$id']

const cited = new Set(measures.map(({ name }) => name))
const english: Record<string, string> = JSON.parse(
  readFileSync(new URL('../../packages/registers/words/en.json', import.meta.url), 'utf8'),
)

async function addressFor({ path, person }: Row, kind: Kind, here: string): Promise<string> {
  const [, register] = /\{(\w+)\}/.exec(path) ?? []
  if (!register) return path
  const headers: Record<string, string> = person ? { 'konbit-person': person } : {}
  const address = `${await addressOf(kind)}/api/${here}/${register}?limit=1`
  const { items } = (await (await fetch(address, { headers })).json()) as {
    items: { id: string }[]
  }
  expect([path, items.length]).toEqual([path, 1])
  return path.replace(/\{\w+\}/, (items[0] as { id: string }).id)
}

function prove(kind: Kind, here: string, rows: readonly Row[]): void {
  describe(here, () => {
    let stage: Stage
    let page: Page | undefined
    let who: string | undefined
    beforeAll(async () => {
      stage = await openStage(kind)
    })
    afterAll(() => stage?.close())

    const byPerson = rows.toSorted((a, b) => (a.person ?? '').localeCompare(b.person ?? ''))
    it.each(byPerson)('$path', async (one) => {
      const { person, says } = one
      const path = await addressFor(one, kind, here)
      if (page && person === who) await stage.go(page, path)
      else {
        await page?.close()
        page = await stage.open(path, person ? { person } : {})
        who = person
      }
      const said = (await page.locator('main').allInnerTexts()).join('\n')
      if (says) expect(said).toMatch(says)
      const keys = (said.match(/\b[a-z]\w*(\.\w+)+\b/g) ?? []).filter(
        // A measure is cited by its name.
        (word) => word in english && !cited.has(word),
      )
      expect(keys).toEqual([])
      const levels = await page
        .locator('h1, h2, h3, h4')
        .evaluateAll((all) =>
          all.filter((one) => one.checkVisibility()).map((one) => Number(one.tagName[1])),
        )
      expect(levels.filter((level, i) => level > (levels[i - 1] ?? 0) + 1)).toEqual([])
      expect(await misfits(page)).toEqual([])
      expect(stage.complaints()).toEqual([])
    })
  })
}

prove('exercise', exercise, onExercise)
prove('mission', mission, onMission)

it('no page is left out', () => {
  const paths = Object.keys(loads)
  expect(paths.length).toBeGreaterThan(40)
  const shown = [...onExercise, ...onMission].map(({ path }) =>
    path.replace(/\?.*/, '').split('/').slice(1),
  )
  const fits = (path: string): boolean =>
    shown.some((one) => {
      const parts = path.split('/')
      return (
        parts.length === one.length &&
        parts.every((part, i) => part.startsWith('$') || part === one[i])
      )
    })
  expect(paths.filter((path) => !fits(path) && !elsewhere.includes(path))).toEqual([])
})
