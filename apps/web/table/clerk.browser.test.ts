/** What a clerk does with many rows: bring them in, work on several at once, change one cell. */
import { existsSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openStage, overflow, type Stage, violations } from '../testing.ts'

const chromium = process.env.KONBIT_CHROMIUM ?? '/usr/bin/chromium'
const plate = `CK-${Date.now() % 100_000}`
/** A machine that is busy takes its time. */
const patient = { timeout: 15_000 }

describe.skipIf(!existsSync(chromium))('a clerk with many rows', () => {
  let stage: Stage
  beforeAll(async () => {
    stage = await openStage()
  })
  afterAll(async () => stage?.close())

  test('pastes them, sees what each would do, writes those that can be, and is told of the rest', async () => {
    const page = await stage.open('/r/vehicle/import', { person: 'fleet' })
    const cells = [
      'Plaque\ttype\tRemark',
      `${plate}-1\tmrap\tx`,
      `${plate}-2\ttank\ty`,
      `${plate}-3\ttruck\tz`,
    ]
    await page.locator('textarea').fill(cells.join('\n'))
    await page.getByRole('button', { name: 'Read what is pasted' }).click()
    await page.getByLabel('What the column Plaque is').selectOption('plate')
    await page.getByText('2 would land').waitFor()
    const first = page.locator('table').last().locator('tbody tr').first()
    expect(await first.textContent()).toMatch(/3.*Refused.*type needs/)
    expect(await violations(page)).toEqual([])
    await page.getByRole('button', { name: 'Write 2 rows' }).click()
    await page.getByText('2 landed').waitFor()
    expect(await page.getByRole('button', { name: 'Take 1 row to mend' }).count()).toBe(1)
    expect(await overflow(page)).toBe(0)
    await page.close()
    // What a column is was told once.
    expect(stage.complaints()).toEqual([])
  })

  test('chooses rows by keyboard, is told which cannot take the verb, and does it with the others', async () => {
    const page = await stage.open(`/r/vehicle?q=${plate}`, { person: 'fleet' })
    await page.locator('tbody [data-lead] a').first().focus()
    await page.keyboard.press('Space')
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Space')
    await page.getByText('2 rows chosen').waitFor()
    await page.getByRole('button', { name: 'Accept', exact: true }).click()
    const sheet = page.getByRole('dialog')
    await sheet.getByRole('button', { name: /^Accept: 2 records/ }).click()
    await sheet.getByText('2 landed').waitFor()
    expect(await violations(page)).toEqual([])
    await page.close()
    expect(stage.complaints()).toEqual([])
  })

  test('changes a cell in place, and leaves one with Escape as it was', async () => {
    const page = await stage.open(`/r/vehicle?q=${plate}-1`, { person: 'fleet' })
    const cell = page.locator('[data-edit="type"]').first()
    await page.locator('tbody [data-lead] a').first().focus()
    await page.keyboard.press('ArrowRight')
    await cell.focus()
    await page.keyboard.press('Enter')
    await cell.locator('select').selectOption('truck')
    await cell.locator('select').press('Escape')
    await expect.poll(() => cell.textContent(), patient).toMatch(/mrap/i)
    await cell.focus()
    await page.keyboard.press('Enter')
    await cell.locator('select').selectOption('truck')
    await cell.locator('select').press('Enter')
    await expect.poll(() => cell.textContent(), patient).toMatch(/^truck$/i)
    await page.close()
    expect(stage.complaints()).toEqual([])
  })

  test('chooses cards and changes a value with a thumb', async () => {
    const page = await stage.open(`/r/vehicle?q=${plate}`, { person: 'fleet', width: 390 })
    await page.getByRole('checkbox').first().check()
    await page.getByRole('checkbox').nth(1).check()
    await page.getByText('2 rows chosen').waitFor()
    expect(await overflow(page)).toBe(0)
    expect(await violations(page)).toEqual([])
    await page.getByRole('button', { name: 'Let go of them' }).click()
    const card = page.locator('li[data-record]').first()
    await card.getByRole('button', { name: /^Change Type/ }).click()
    await card.locator('select').selectOption('apc')
    await card.getByRole('button', { name: 'Save' }).click()
    await expect.poll(() => card.locator('dl').textContent(), patient).toMatch(/apc/i)
    await page.close()
    expect(stage.complaints()).toEqual([])
  })

  test('puts a vehicle off the road in three taps: the vehicle, its new state, confirm', async () => {
    const page = await stage.open('/logistics?task=none', { person: 'fleet', width: 390 })
    const vehicle = page.getByRole('button', { name: `${plate}-1`, exact: true })
    await vehicle.click()
    const sheet = page.getByRole('dialog')
    await sheet.getByRole('button', { name: /^Ground/ }).click()
    expect(await violations(page)).toEqual([])
    await sheet.getByRole('button', { name: /^Confirm/ }).click()
    await sheet.waitFor({ state: 'detached', ...patient })
    await page.getByRole('button', { name: `Release ${plate}-1` }).waitFor(patient)
    expect(await overflow(page)).toBe(0)
    await page.close()
    expect(stage.complaints()).toEqual([])
  })
})
