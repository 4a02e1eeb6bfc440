/** Logistics and Funds as people see them, on the exercise: at every width, in both schemes, by keyboard; and on the reference mission. */
import { binding, overdue } from '@konbit/registers'
import type { Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { exercise, openStage, type Stage, settled, widths } from '../testing.ts'

let stage: Stage
beforeAll(async () => {
  stage = await openStage('exercise')
})
afterAll(() => stage?.close())

const read = async (where: Locator): Promise<string> => (await where.allInnerTexts()).join('\n')
const main = (page: Page): Promise<string> => read(page.locator('main'))

async function firstOf(page: Page, register: string, query: string): Promise<string> {
  const answer = await page.request.get(
    `${new URL(page.url()).origin}/api/${exercise}/${register}?limit=1&${query}`,
  )
  const { items } = (await answer.json()) as { items: { id: string }[] }
  expect([register, query, items.length]).toEqual([register, query, 1])
  return (items[0] as { id: string }).id
}

describe('overview', () => {
  it('names no officer in its lines of many; each leads to a list that counts as many', async () => {
    const page = await stage.open('/overview', { person: 'watch' })
    const api = `${new URL(page.url()).origin}/api/${exercise}`
    type Line = {
      name: string
      count?: number
      words?: { values: { count: number } }
      records?: unknown[]
      list?: { path: string; search: Record<string, string[]> }
    }
    const told: { binding: Line[]; overdue: Line[] } = await (
      await page.request.get(`${api}/overview`)
    ).json()
    const lines = [...told.binding, ...told.overdue].filter(({ list }) => list)
    const listed = lines.filter(({ list }) => list?.path.startsWith('/r/'))
    expect(listed.length).toBeGreaterThan(3)
    const counted: string[] = []
    for (const { name, count, words, list } of listed) {
      // What an address cannot say, the list shows more widely.
      const deadline = [...binding, ...overdue].find((one) => one.name === name)
      const isSaid = Object.values(deadline?.where ?? {}).every((value) => value !== null)
      if (!list || !isSaid || deadline?.orAfter) continue
      counted.push(name)
      const asked = new URLSearchParams(
        Object.entries(list.search).flatMap(([key, all]) => all.map((one) => [key, one])),
      )
      const path = `${list.path.slice('/r/'.length)}?${asked}&limit=1&total=exact`
      const found = await (await page.request.get(`${api}/${path}`)).json()
      expect([name, found.total]).toEqual([name, count ?? words?.values.count])
    }
    expect(counted).toContain('clearances')
    for (const { name, records } of told.overdue)
      if (['uncleared', 'tourOver', 'payDispute'].includes(name)) expect(records).toEqual([])
    const { list } = listed[0] as Required<Line>
    await page.locator(`a[href*="${list.path}?"]`).first().click()
    await page.locator('tbody tr, [role=row]').first().waitFor()
    await page.close()
  })
})

describe('logistics', () => {
  it('tells fit from serviceable for the task chosen, and a cell narrows the board', async () => {
    const page = await stage.open('/logistics')
    expect(await main(page)).toMatch(/\d+ of \d+ are fit for .+; \d+ run and are not fit/)
    const before = await page.getByRole('link', { name: /^TR-/ }).count()
    await page.getByLabel('Fit for', { exact: true }).selectOption('none')
    await page.getByText(/\d+ of \d+ run, \d+ are off the road/).waitFor()
    await page
      .getByRole('button', { name: /serviceable/ })
      .first()
      .press('Enter')
    await page.getByText('The board shows:').waitFor()
    expect(await page.getByRole('link', { name: /^TR-/ }).count()).toBeLessThanOrEqual(before)
    await page.close()
  })

  it('draws reliability with intervals, and every chart has its table', async () => {
    const page = await stage.open('/logistics/reliability')
    const tables = page.getByRole('button', { name: 'Table', exact: true })
    while ((await tables.count()) > 0) await tables.first().click()
    expect(await read(page.getByRole('columnheader'))).toMatch(/Mean days between failures/)
    await page.close()
  })

  it('sets days of supply against the least, and counts by two people', async () => {
    const page = await stage.open('/logistics/stock')
    expect(await main(page)).toMatch(/days of supply/i)
    expect(await main(page)).toMatch(/each counted by two people/)
    await page.close()
  })

  it('draws beds against the plan by site, with works that slipped', async () => {
    const page = await stage.open('/logistics/beds')
    let told = ''
    for (const site of ['Camp Verel', 'Fort Sanne', 'Rivergate']) {
      await page.getByRole('radio', { name: site }).check()
      await page
        .getByText(new RegExp(`^${site}: `))
        .first()
        .waitFor()
      told += await main(page)
    }
    expect(told).toMatch(/beds/)
    expect(told).toMatch(/first promised for/)
    await page.close()
  })

  it('signs an inspection on a phone with one press, and only for the side whose turn it is', async () => {
    const page = await stage.open('/logistics')
    const origin = new URL(page.url()).origin
    const contributor = await firstOf(page, 'organisation', 'code=XKA')
    const id = crypto.randomUUID()
    const answer = await page.request.post(`${origin}/api/${exercise}/inspection`, {
      headers: { 'konbit-person': 'inspector' },
      data: {
        id: crypto.randomUUID(),
        record: id,
        input: { contributor, kind: 'periodic', inspectedOn: '2026-01-05', finding: 'As agreed.' },
      },
    })
    expect([answer.status(), answer.ok() ? '' : await answer.text()]).toEqual([201, ''])
    await page.close()
    const look = { width: widths.phone, height: 844 }
    const officer = await stage.open(`/logistics/inspections/${id}`, {
      ...look,
      person: 'kavariaPersonnel',
    })
    await officer.setViewportSize(look)
    expect(await main(officer)).toMatch(/It waits for an inspector/)
    const inspector = await stage.open(`/logistics/inspections/${id}`, {
      ...look,
      person: 'inspector',
    })
    await inspector.getByRole('radio', { name: 'Meets', exact: true }).check()
    await inspector.getByRole('button', { name: 'Sign for the mission' }).click()
    await inspector.getByText(/It waits for an officer/).waitFor()
    await officer.reload()
    await officer.getByRole('button', { name: 'Sign for the contributor' }).click()
    await officer.getByText('signed by both').first().waitFor()
    expect(stage.complaints()).toEqual([])
    await inspector.close()
    await officer.close()
  })
})

describe('funds', () => {
  it('keeps six stages apart, and a sum opens into its rate and records', async () => {
    const page = await stage.open('/funds')
    const table = page.getByRole('table', { name: 'Statement by donor' }).first()
    expect(await read(table.getByRole('columnheader'))).toMatch(/Pledged\s+Committed\s+Received/)
    await table.getByRole('button').first().press('Enter')
    const panel = page.getByRole('dialog')
    expect(await read(panel)).toMatch(/Rests on \d+ record/)
    await page.keyboard.press('Escape')
    await page.locator('label').filter({ hasText: /^Use$/ }).click()
    await page.getByRole('table', { name: 'Statement by use' }).first().waitFor()
    await page.close()
  })

  it('says until which day the money lasts, and moves the day when a donor freezes', async () => {
    const page = await stage.open('/funds/runway')
    await page.getByRole('checkbox').first().check()
    await page
      .getByText(/^Without .+/)
      .first()
      .waitFor()
    expect(page.url()).toMatch(/without=/)
    await page.close()
  })

  it('follows a claim from its step to what each line rests on, under two editions of the rates', async () => {
    const page = await stage.open('/funds/claims')
    const id = await firstOf(page, 'reimbursement', 'state=paid')
    await page.goto(`${new URL(page.url()).origin}/${exercise}/funds/claims/${id}`)
    await settled(page)
    const line = page.locator('button[aria-expanded]').filter({ hasText: /\w/ })
    await page.locator('tbody button[aria-expanded]').first().press('Enter')
    expect(await line.count()).toBeGreaterThan(0)
    expect(await main(page)).toMatch(/at the rate|paid zero/)
    await page.getByLabel('Compare with').selectOption({ index: 1 })
    await page.getByRole('columnheader', { name: 'Difference' }).waitFor()
    const pack = await page.getByRole('link', { name: 'Evidence pack' }).getAttribute('href')
    const answer = await page.request.get(`${new URL(page.url()).origin}${pack}`)
    expect([answer.status(), answer.headers()['content-type']]).toEqual([200, 'application/zip'])
    await page.close()
  })
})
