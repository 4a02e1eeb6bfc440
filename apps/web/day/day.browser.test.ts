/** My day, the tracker of orders and the report of a day as people see them, on the exercise. */
import type { Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { exercise, misfits, openStage, type Stage, settled } from '../testing.ts'

let stage: Stage
beforeAll(async () => {
  stage = await openStage('exercise')
})
afterAll(() => stage?.close())

const keys = /\b(day|dayReport|orders|running|role|measure|term)\.[a-z]+[.\w]*\b/g
const read = async (where: Locator): Promise<string> => (await where.allInnerTexts()).join('\n')
const card = (page: Page, name: string) => page.getByRole('region', { name })

it('is the first page of a chief of staff, with the rhythm and the desks; what is off is asked for nowhere', async () => {
  const page = await stage.open('', { person: 'chief' })
  await page.getByRole('heading', { name: 'My day', level: 1 }).waitFor()
  expect(new URL(page.url()).pathname).toBe(`/${exercise}/day`)
  await card(page, 'Daily rhythm').getByText('Gate of the morning patrols').waitFor()
  await settled(page)
  const said = await read(page.locator('main'))
  expect(said.match(keys) ?? []).toEqual([])
  expect(said).toContain('Fuel for ten days at every base')
  expect(said).toContain('Not staffed for now, and not asked for: Sources')
  const rail = page.getByRole('navigation', { name: 'Desks' })
  expect(await rail.getByRole('link', { name: 'Sources' }).count()).toBe(0)
  const off = page.getByRole('button', { name: 'Switch off: Mandate' })
  await off.click()
  const why = page.getByLabel('Why, in a few words')
  expect(await why.evaluate((field) => field === document.activeElement)).toBe(true)
  const sure = card(page, 'Desks').getByRole('button', { name: 'Switch off', exact: true }).last()
  expect(await sure.isDisabled()).toBe(true)
  expect(await misfits(page)).toEqual([])
  await rail.getByRole('link', { name: 'Overview' }).click()
  await page.getByRole('heading', { name: 'Overview', level: 1 }).waitFor()
  expect(stage.complaints()).toEqual([])
  await page.close()
})

it('leaves donors and the public on the overview, and says nothing is owed', async () => {
  const page = await stage.open('', { person: 'donor' })
  await page.getByRole('heading', { name: 'Overview', level: 1 }).waitFor()
  expect(await page.getByRole('link', { name: 'My day' }).count()).toBe(0)
  await page.close()
})

it('hands each contingent’s strength to the form, and acknowledges an order in one tap', async () => {
  const page = await stage.open('/day', { person: 'kavariaPersonnel' })
  const unit = card(page, 'What I owe')
    .getByRole('link', { name: /^Kavaria/ })
    .first()
  expect(await unit.getAttribute('href')).toMatch(/\/field\/strength\?contingent=/)
  const waiting = card(page, 'What waits for me')
  await waiting.getByRole('button', { name: 'Acknowledge TR 3-02' }).click()
  await waiting.getByText('Names of reliefs').waitFor({ state: 'detached' })
  await page.goto(page.url().replace(/\/day.*/, '/orders'))
  await settled(page)
  const order = page.getByRole('listitem').filter({ hasText: 'TR 3-02' })
  expect(await read(order)).toMatch(/Acknowledged by\s.*Kavaria/)
  expect((await read(page.locator('main'))).match(keys) ?? []).toEqual([])
  expect(stage.complaints()).toEqual([])
  await page.close()
})

it('reports the day from the record, each figure one tap from what it counts', async () => {
  const page = await stage.open('/day/report', { person: 'watch' })
  const said = await read(page.locator('main'))
  expect(said.match(keys) ?? []).toEqual([])
  for (const part of ['Strength', 'Vehicles', 'Orders and tasks', 'What binds next'])
    expect(said).toContain(part)
  const deployed = page.getByRole('row', { name: /^Deployed/ })
  expect(Number((await read(deployed.getByRole('cell').first())).trim())).toBeGreaterThan(0)
  await deployed.getByRole('link').click()
  await page.getByRole('complementary').getByText('What it rests on').waitFor()
  expect(stage.complaints()).toEqual([])
  await page.close()
})
