/**
 * The forms for a thumb on the exercise: each within its budget of taps and keys, sent as one command, entered from paper on
 * somebody's behalf, and printed on one sheet of A4.
 */
import { randomUUID } from 'node:crypto'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { exercise, openStage, type Stage, settled, widths } from '../testing.ts'
import { counting, price } from './budget.ts'

let stage: Stage
beforeAll(async () => {
  stage = await openStage('exercise')
})
afterAll(() => stage?.close())

type Row = Record<string, unknown> & { id: string; state: string; fields: Record<string, unknown> }
const phone = { width: widths.phone, height: 844 }
const api = (page: Page, path: string): string =>
  `${new URL(page.url()).origin}/api/${exercise}${path}`
async function rows(page: Page, path: string): Promise<Row[]> {
  const answer = await page.request.get(api(page, path))
  return ((await answer.json()) as { items: Row[] }).items
}
async function act(page: Page, person: string, path: string, body: object): Promise<void> {
  const answer = await page.request.post(api(page, path), {
    headers: { 'konbit-person': person },
    data: { id: randomUUID(), ...body },
  })
  expect([path, answer.status(), answer.ok() ? '' : await answer.text()]).toEqual([path, 201, ''])
}
const sent = (page: Page) => page.getByRole('heading', { name: 'In the record' }).waitFor()

describe('the budgets', () => {
  it('strength of the day: under 3 minutes, and nothing typed where nothing differs', async () => {
    const page = await stage.open('/field', { ...phone, person: 'watch' })
    const does = counting(page)
    await does.tap(page.getByRole('link', { name: /^Strength of the day/ }).first())
    await page.getByRole('group', { name: 'Which contingent?' }).waitFor()
    does.read()
    await does.tap(page.getByRole('group').getByRole('button').first())
    does.read()
    await does.tap(page.getByRole('button', { name: /^Confirm \d/ }))
    await sent(page)
    // 3 taps × (1.35 + 1.3) + 2 screens read × 8 + 3 for the answer = 26.95 s of 180.
    expect([does.taps(), does.keys()]).toEqual([3, 0])
    expect(does.seconds()).toBeCloseTo(
      3 * (price.think + price.tap) + 2 * price.read + price.answer,
    )
    expect(does.seconds()).toBeLessThan(180)
    const [given] = await rows(page, '/strengthReturn?limit=1&sort=-countedOn')
    expect(given?.fields.persons).toBe(given?.fields.expected)
    expect(stage.complaints()).toEqual([])
    await page.close()
  })

  it('strength that differs: the count typed anew and the reason tapped, still under 3 minutes', async () => {
    const page = await stage.open('/field/strength', { ...phone, person: 'watch' })
    const does = counting(page)
    does.read()
    await does.tap(
      page
        .getByRole('group')
        .getByRole('button', { name: /expects/ })
        .last(),
    )
    does.read()
    await does.tap(page.getByRole('button', { name: 'It differs' }))
    const counted = page.getByRole('textbox', { name: 'Persons' })
    const expected = Number(await counted.inputValue())
    await does.type(counted, String(expected + 2))
    await does.tap(page.getByRole('button', { name: 'arrival' }))
    await does.tap(page.getByRole('button', { name: `Confirm ${expected + 2}` }))
    await sent(page)
    // 5 taps × 2.65 + at most 4 keys × 0.5 + 2 screens × 8 + 3 = at most 34.25 s of 180.
    expect(does.taps()).toBe(5)
    expect(does.seconds()).toBeLessThan(35)
    await page.close()
  })

  it('a vehicle’s state: three taps', async () => {
    const page = await stage.open('/field/vehicle', { ...phone, person: 'fleet' })
    const [vehicle] = await rows(page, '/vehicle?state=ready&sort=plate&limit=1')
    const plate = String(vehicle?.fields.plate)
    const does = counting(page)
    await does.tap(page.getByRole('button', { name: new RegExp(`^${plate}`) }))
    await does.tap(page.getByRole('button', { name: /^ground/i }))
    await does.tap(page.getByRole('button', { name: new RegExp(`${plate}.*in repair`, 'i') }))
    await sent(page)
    expect([does.taps(), does.keys()]).toEqual([3, 0])
    expect((await rows(page, `/vehicle?plate=${plate}`))[0]?.state).toBe('inRepair')
    await act(page, 'workshop', `/vehicle/${vehicle?.id}/release`, { input: {} })
    expect(stage.complaints()).toEqual([])
    await page.close()
  })

  it('an incident: under 30 seconds, three taps, five fields required and none typed', async () => {
    const page = await stage.open('/field/incident', { ...phone, person: 'watch' })
    const before = (await rows(page, '/incident?limit=1&sort=-occurredOn'))[0]?.id
    const does = counting(page)
    await does.tap(page.getByRole('button', { name: 'Gunfire' }))
    await does.tap(page.getByRole('group', { name: 'Where?' }).getByRole('button').first())
    await does.tap(page.getByRole('button', { name: 'Report' }))
    await sent(page)
    // 3 taps × (1.35 + 1.3) + 3 for the answer = 10.95 s of 30.
    expect([does.taps(), does.keys()]).toEqual([3, 0])
    expect(does.seconds()).toBeLessThan(30)
    const [told] = await rows(page, '/incident?limit=1&sort=-occurredOn')
    expect(told?.id).not.toBe(before)
    expect(told?.fields).toMatchObject({ kind: 'gunfire', touches: 'people' })
    expect(String(told?.fields.title)).toMatch(/^Gunfire, ./)
    await act(page, 'watch', `/incident/${told?.id}/strike`, { because: 'Made by a test.' })
    expect(stage.complaints()).toEqual([])
    await page.close()
  })

  it('the gate: go or no-go in under 2 minutes, by the rule that decides the command', async () => {
    const page = await stage.open('/field', { ...phone, person: 'watch' })
    // Other tests enter vehicles of which no seats are known.
    const ready = await rows(page, '/vehicle?state=ready&limit=50&sort=-plate')
    const named = ready.filter(({ fields }) => Number(fields.crewSeats) >= 3).map(({ id }) => id)
    const [configuration, record] = [randomUUID(), randomUUID()]
    const title = `Gate ${record.slice(0, 6)}`
    await act(page, 'planner', '/configuration', {
      record: configuration,
      input: { name: title, crew: 1, needsMedic: true },
    })
    const day = new Date().toISOString().slice(0, 10)
    await act(page, 'planner', '/patrol', {
      record,
      input: {
        title,
        configuration,
        plannedOn: day,
        vehicles: named.slice(0, 2),
        crew: 6,
        medics: 0,
      },
    })
    await page.reload()
    await settled(page)
    const does = counting(page)
    await does.tap(page.getByRole('link', { name: /^Patrol gate/ }).first())
    does.read()
    await does.tap(page.getByRole('button', { name: new RegExp(`^${title}.*No-go`) }))
    does.read()
    expect(await page.getByRole('button', { name: 'Send out', exact: true }).count()).toBe(0)
    await does.tap(page.getByRole('button', { name: 'Medics among them: one more' }))
    await does.tap(page.getByRole('button', { name: 'Send out', exact: true }))
    await sent(page)
    // 4 taps × (1.35 + 1.3) + 2 screens read × 8 + 3 for the answer = 29.6 s of 120.
    expect([does.taps(), does.keys()]).toEqual([4, 0])
    expect(does.seconds()).toBeLessThan(120)
    const left = await page.request.get(api(page, `/patrol/${record}`))
    expect((await left.json()) as Row).toMatchObject({ state: 'out', fields: { medics: 1 } })
    await act(page, 'watch', `/patrol/${record}/comeBack`, {
      input: { backAt: new Date().toISOString() },
    })
    expect(stage.complaints()).toEqual([])
    await page.close()
  })

  it('the gate: what lacks something goes out when somebody signs for it, with what was tapped', async () => {
    const page = await stage.open('/field', { ...phone, person: 'watch' })
    const ready = await rows(page, '/vehicle?state=ready&limit=50&sort=-plate')
    const named = ready.filter(({ fields }) => Number(fields.crewSeats) >= 3)
    const [configuration, record] = [randomUUID(), randomUUID()]
    const title = `Unfit ${record.slice(0, 6)}`
    await act(page, 'planner', '/configuration', {
      record: configuration,
      input: { name: title, crew: 1, vehiclesLeast: 2 },
    })
    await act(page, 'planner', '/patrol', {
      record,
      input: {
        ...{ title, configuration, crew: 6, medics: 0 },
        plannedOn: new Date().toISOString().slice(0, 10),
        vehicles: named.slice(0, 2).map(({ id }) => id),
      },
    })
    await page.reload()
    await settled(page)
    await page
      .getByRole('link', { name: /^Patrol gate/ })
      .first()
      .click()
    await page.getByRole('button', { name: new RegExp(`^${title}`) }).click()
    const [first] = named
    await page.getByRole('button', { name: new RegExp(`^${first?.fields.plate}`) }).click()
    await page.getByRole('button', { name: 'Send out unfit and sign' }).click()
    const sign = page.getByRole('button', { name: 'Sign and send out unfit' })
    expect(await sign.isDisabled()).toBe(true)
    await page.getByLabel('Why does it go all the same?').fill('A clinic waits for medicine.')
    await sign.click()
    await sent(page)
    const left = (await (await page.request.get(api(page, `/patrol/${record}`))).json()) as Row
    expect(left).toMatchObject({
      state: 'out',
      fields: { overriddenBy: 'watch', vehicles: [named[1]?.id] },
    })
    await act(page, 'watch', `/patrol/${record}/comeBack`, {
      input: { backAt: new Date().toISOString() },
    })
    expect(stage.complaints()).toEqual([])
    await page.close()
  })
})

describe('from paper', () => {
  it('an inspection a clerk enters keeps the author, the other’s name and the time of the event', async () => {
    const page = await stage.open('/field/inspection', { ...phone, person: 'inspector' })
    await page.getByRole('group').getByRole('button').first().click()
    await page.getByRole('button', { name: 'Meets', exact: true }).click()
    await page.getByText('From paper, or for somebody else').click()
    await page.getByLabel('On behalf of').fill('Capt Anne Roc')
    await page.getByLabel('When it was').fill('not a time')
    await page
      .getByText(/needs|a date/i)
      .first()
      .waitFor()
    await page.getByLabel('When it was').fill('2026-01-14 14:30')
    await page.getByRole('button', { name: 'Keep the inspection' }).click()
    await sent(page)
    await page.getByRole('link', { name: 'Open the record' }).click()
    await page.getByText(/On behalf of Capt Anne Roc/).waitFor()
    const main = (await page.locator('main').allInnerTexts()).join('\n')
    expect(main).toMatch(/14 Jan 2026, 14:30/)
    expect(stage.complaints()).toEqual([])
    await page.close()
  })

  it.each(['strength', 'vehicle', 'inspection', 'gate', 'incident'])(
    'the blank of %s is one sheet of A4',
    async (form) => {
      const page = await stage.open(`/field/${form}/blank`, { person: 'fleet', language: 'fr' })
      const pdf = (await page.pdf({ preferCSSPageSize: true, printBackground: true })).toString(
        'latin1',
      )
      expect(pdf.match(/\/Type\s*\/Page\b/g)).toHaveLength(1)
      const [, , wide, high] = (/\/MediaBox\s*\[([^\]]+)\]/.exec(pdf)?.[1] ?? '')
        .trim()
        .split(/\s+/)
        .map((side) => Math.round(Number(side)))
      expect([wide, high]).toEqual([595, 842])
      await page.emulateMedia({ media: 'print' })
      expect(await page.getByText(/Pour le commis/).isVisible()).toBe(true)
      expect(await page.getByRole('banner').first().isVisible()).toBe(true)
      expect(await page.getByRole('button', { name: 'Imprimer' }).isVisible()).toBe(false)
      await page.close()
    },
  )
})
