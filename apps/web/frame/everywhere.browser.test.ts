/** What holds on every page: keys, views and links, undo, the palette, help, the first hour; and mending a word in place. */
import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { readMended } from '@konbit/formats/mended'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openStage, overflow, type Stage, violations } from '../testing.ts'

const chromium = process.env.KONBIT_CHROMIUM ?? '/usr/bin/chromium'
const patient = { timeout: 20_000 }
const unique = `View ${Date.now() % 100_000}`

describe.skipIf(!existsSync(chromium))('on every page', () => {
  let stage: Stage
  beforeAll(async () => {
    stage = await openStage('exercise')
  })
  afterAll(async () => stage?.close())

  test('a fleet officer works a list by the keyboard alone, undoes an edit, and keeps the view', async () => {
    const page = await stage.open('/r/vehicle?state=ready', { person: 'fleet' })
    const focused = (): Promise<string> =>
      page.evaluate(() => document.activeElement?.textContent ?? '')

    await page.keyboard.press('?')
    const keys = page.getByRole('dialog', { name: 'Keys' })
    await keys.waitFor(patient)
    expect(await violations(page)).toEqual([])
    await page.keyboard.press('Escape')
    await keys.waitFor({ state: 'detached', ...patient })

    // Into the rows, to a record, and back to the row.
    await page.keyboard.press('j')
    await page.keyboard.press('j')
    const row = await focused()
    await page.keyboard.press('Enter')
    await page.waitForURL(/\/r\/vehicle\/[0-9a-f-]+/)
    await page.locator('main h1').waitFor()
    await page.keyboard.press('Control+k')
    await page.getByRole('option', { name: /^Ground/ }).waitFor(patient)
    await page.keyboard.press('Escape')
    await page.keyboard.press('b')
    await expect.poll(focused, patient).toBe(row)

    // A cell is changed and taken back: both entries stand, and the value is what it was.
    const cell = page.locator('[data-edit="type"]').first()
    const before = await cell.textContent()
    await cell.focus()
    await page.keyboard.press('Enter')
    const select = cell.locator('select')
    await select.selectOption((await select.inputValue()) === 'truck' ? 'mrap' : 'truck')
    await select.press('Enter')
    await page.getByRole('button', { name: 'Undo', exact: true }).waitFor(patient)
    await expect.poll(() => cell.textContent(), patient).not.toBe(before)
    expect(await violations(page)).toEqual([])
    await page.keyboard.press('Control+z')
    await page.getByRole('button', { name: 'Bring it back' }).waitFor(patient)
    await expect.poll(() => cell.textContent(), patient).toBe(before)

    // The view under a name, found again where nothing is filtered.
    await page.keyboard.press('v')
    await page.getByRole('button', { name: /^Keep this view/ }).click()
    await page.getByLabel('Name for what is shown now').fill(unique)
    await page.keyboard.press('Enter')
    await page.getByRole('textbox', { name: `Name of ${unique}` }).waitFor(patient)
    expect(await violations(page)).toEqual([])
    await page.keyboard.press('Escape')
    await page.goto(page.url().replace(/\?.*/, ''))
    await page.locator('[data-key="views"]').click(patient)
    await page.getByRole('button', { name: unique }).click(patient)
    await page.waitForURL(/state=ready.*columns=/)
    await page.close()
    expect(stage.complaints()).toEqual([])
  })

  test('says on a phone what a field means, helps with the page, and shows the first hour', async () => {
    const page = await stage.open('/r/incident/new', { person: 'watch', width: 390 })
    await page
      .getByRole('button', { name: /^About / })
      .first()
      .click(patient)
    await page.getByRole('dialog', { name: /^About / }).waitFor(patient)
    expect(await overflow(page)).toBe(0)
    expect(await violations(page)).toEqual([])
    await page.keyboard.press('Escape')
    const menu = page.getByRole('button', { name: /^Who is looking/ })
    await menu.click()
    await page.getByRole('menuitem', { name: 'Help for this page' }).click()
    const help = page.getByRole('complementary', { name: 'Help for this page' })
    await help.getByText('What can be done').or(help.getByText('Fields')).first().waitFor(patient)
    expect(await violations(page)).toEqual([])
    await help.getByRole('button', { name: 'Close' }).click()
    await menu.click()
    await page.getByRole('menuitem', { name: 'First hour' }).click()
    const hour = page.getByRole('region', { name: 'Your first hour' })
    await hour.getByRole('link', { name: 'Enter: incident' }).waitFor(patient)
    expect(await overflow(page)).toBe(0)
    expect(await violations(page)).toEqual([])
    await page.close()
    expect(stage.complaints()).toEqual([])
  })

  test('a Kreyòl speaker mends a word where it stands, it survives a reload, and goes out as a file', async () => {
    const page = await stage.open('/r/vehicle', { person: 'fleet', language: 'ht' })
    await page.evaluate(() => localStorage.setItem('konbit-mending', 'on'))
    await page.reload()
    const strip = page.getByRole('region', { name: 'Korije mo sa yo' })
    await strip.waitFor(patient)
    const filter = page.locator('[data-key="filter"]')
    const was = ((await filter.textContent()) ?? '').split(':').at(-1)?.trim()
    await filter.click()
    const sheet = page.getByRole('dialog', { name: 'Korije mo sa yo' })
    const word = sheet.locator('textarea').first()
    await word.waitFor(patient)
    expect(await violations(page)).toEqual([])
    await word.fill('{sak} Triye')
    expect(
      await sheet.getByRole('button', { name: 'Kenbe sou aparèy sa a' }).first().isDisabled(),
    ).toBe(true)
    await word.fill('Triye')
    await sheet.getByRole('button', { name: 'Kenbe sou aparèy sa a' }).first().click()
    await expect.poll(() => filter.textContent(), patient).toContain('Triye')
    await page.reload()
    await expect.poll(() => filter.textContent(), patient).toContain('Triye')
    await strip.getByRole('link').click()
    await page.getByLabel('Non ou').fill('A speaker')
    expect(await violations(page)).toEqual([])
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Pran kòm fichye' }).click(),
    ])
    const read = readMended(await readFile(await file.path(), 'utf8'))
    expect(read).toMatchObject({
      language: 'ht',
      by: 'A speaker',
      words: [{ old: was, new: 'Triye' }],
    })
    // The same file goes into the words of the program as it came; here it is only looked at.
    const main = fileURLToPath(new URL('../../cli/main.ts', import.meta.url))
    const words = ['words', await file.path(), '--dry-run']
    const { stdout } = await promisify(execFile)(process.execPath, [main, ...words])
    expect(stdout).toContain('1 words of ht by A speaker, 0 as they were, 0 left out')
    await page.close()
    expect(stage.complaints()).toEqual([])
  })
})
