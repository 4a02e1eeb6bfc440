/** The frame as people use it: the two dates, the palette, the languages, by pointer and by keyboard. */
import type { Locator } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openStage, type Stage, settled, violations, widths } from '../testing.ts'

let stage: Stage
beforeAll(async () => {
  stage = await openStage()
})
afterAll(() => stage?.close())

const read = async (where: Locator): Promise<string> => (await where.allInnerTexts()).join('\n')

const search = (url: string): string => new URL(url).search

describe('time machine', () => {
  it('stands in the address, says so in words, and stays there from page to page', async () => {
    const page = await stage.open('?at=2025-05-14&known=2025-05-14')
    const machine = page.getByRole('region', { name: 'Time machine' })
    expect(await read(machine)).toContain('14 May 2025 as it was known that day.')
    expect(await read(machine)).toMatch(/Hidden: \d+ later statements/)
    await page.getByRole('link', { name: 'Sources', exact: true }).first().click()
    await page.getByRole('heading', { level: 1, name: 'Sources' }).waitFor()
    expect(search(page.url())).toContain('at=2025-05-14&known=2025-05-14')
    await machine.getByRole('button', { name: 'Return to now' }).click()
    await page.waitForFunction(() => location.search === '')
    expect(await read(machine)).toContain('Now, as known now.')
    await page.close()
  })

  it('is moved by the arrow keys, one day at a time, and by Shift to the next event', async () => {
    const page = await stage.open('?at=2025-05-14')
    const handle = page.getByRole('slider', { name: 'As on' })
    expect(await handle.getAttribute('aria-valuetext')).toBe('14 May 2025')
    await handle.focus()
    await page.keyboard.press('ArrowLeft')
    await page.waitForFunction(() => location.search.includes('at=2025-05-13'))
    await handle.focus()
    await page.keyboard.press('Shift+ArrowLeft')
    await page.waitForFunction(() => location.search.includes('at=2025-05-07'))
    await handle.focus()
    await page.keyboard.press('End')
    await page.waitForFunction(() => !location.search.includes('at='))
    await page.close()
  })

  it('keeps both dates together when they are the same day', async () => {
    const page = await stage.open('?at=2025-05-14&known=2025-05-14')
    await page.getByRole('button', { name: /^As on:/ }).click()
    await page.getByRole('dialog', { name: 'As on' }).getByLabel('As on').fill('2024-10-01')
    await page.getByRole('button', { name: 'Go', exact: true }).click()
    await page.waitForFunction(() => location.search.includes('at=2024-10-01'))
    expect(search(page.url())).toContain('known=2024-10-01')
    await page.close()
  })

  it('keeps the sentence and one button on a phone', async () => {
    const page = await stage.open('?at=2025-05-14&known=2025-05-14', {
      width: widths.phone,
      height: 844,
    })
    await page.getByRole('button', { name: 'Dates' }).click()
    const sheet = page.getByRole('dialog', { name: 'Time machine' })
    await sheet.getByRole('button', { name: 'Return to now' }).click()
    await page.waitForFunction(() => location.search === '')
    await sheet.getByRole('button', { name: 'Show the page' }).click()
    expect(await page.getByRole('dialog').count()).toBe(0)
    await page.close()
  })
})

describe('palette', () => {
  it('finds Pont-Sondé by Pont-Sonde and opens it by keyboard', async () => {
    const page = await stage.open('')
    await page.keyboard.press('Control+k')
    const field = page.getByRole('combobox')
    await field.fill('Pont-Sonde')
    await page.getByRole('group', { name: 'Records' }).waitFor()
    const found = await page.getByRole('option').allInnerTexts()
    expect(found.some((one) => /Pont.Sond[eé]/i.test(one))).toBe(true)
    const plain = found[0]
    await field.fill('Pont-Sondé')
    await page.waitForFunction(
      (first) => document.querySelector('[role=option]')?.textContent !== '' && first,
      plain,
    )
    await page.keyboard.press('Enter')
    await page.waitForURL(/\/r\//)
    await page.getByRole('heading', { level: 1 }).waitFor()
    await page.close()
  })

  it('goes to pages, opens figures and says so when there is nothing', async () => {
    const page = await stage.open('')
    await page.getByRole('button', { name: /Find a record/ }).click()
    const field = page.getByRole('combobox')
    await field.fill('attribution of nothing zzz')
    await page.getByText('Nothing found').waitFor()
    expect(await violations(page)).toEqual([])
    await field.fill('deployed')
    await page
      .getByRole('group', { name: 'Figures' })
      .getByRole('option', { name: /^Deployed/ })
      .click()
    await page.getByRole('complementary').getByText('What it rests on').waitFor()
    await page.keyboard.press('Control+k')
    await page.keyboard.press('Escape')
    expect(await page.getByRole('dialog').count()).toBe(0)
    await page.close()
  })
})

describe('languages and people', () => {
  it.each([
    ['Français', 'fr'],
    ['Kreyòl', 'ht'],
    ['Español', 'es'],
  ])('speaks %s, keeps it, and leaves no key on the page', async (name, code) => {
    const page = await stage.open('')
    const english = await read(page.getByRole('navigation').first())
    await page.getByRole('button', { name: /^Language/ }).click()
    await page.getByRole('menuitemradio', { name: new RegExp(name) }).click()
    await page.waitForFunction((lang) => document.documentElement.lang === lang, code)
    expect(await read(page.getByRole('navigation').first())).not.toBe(english)
    await page.reload()
    await settled(page)
    expect(await page.evaluate(() => document.documentElement.lang)).toBe(code)
    const keys = /\b(overview|figure|machine|frame|foot|page|desk|record|table)\.[a-z]+[.\w]*\b/g
    expect((await read(page.locator('body'))).match(keys) ?? []).toEqual([])
    await page.close()
  })

  it('shows what another person may do, and marks the people as a demonstration', async () => {
    const page = await stage.open('/r/vehicle', { person: 'resident' })
    expect(await page.getByRole('link', { name: /^Enter/ }).count()).toBe(0)
    await page.getByRole('button', { name: /^Who is looking/ }).click()
    expect(await read(page.getByRole('menu'))).toContain('Demonstration people')
    await page.getByRole('menuitemradio', { name: /Fleet officer/ }).click()
    await page.getByRole('link', { name: 'Enter vehicle' }).waitFor()
    await page.close()
  })

  it('keeps light or dark as chosen', async () => {
    const page = await stage.open('')
    await page.getByRole('button', { name: /^Light or dark/ }).click()
    await page.getByRole('menuitemradio', { name: 'Dark' }).click()
    await page.reload()
    await settled(page)
    expect(await page.evaluate(() => getComputedStyle(document.documentElement).colorScheme)).toBe(
      'dark',
    )
    await page.close()
  })
})
