/** The pages of people as people see them, on the exercise: at every width, in both schemes, the chain in three clicks, by the state itself. */
import type { Locator } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openStage, overflow, type Stage, settled, violations, widths } from '../testing.ts'

let stage: Stage
beforeAll(async () => {
  stage = await openStage('exercise')
})
afterAll(() => stage?.close())

const read = async (where: Locator): Promise<string> => (await where.allInnerTexts()).join('\n')
const keys = /\b(people|tours|report|pay|chain|fit|chart|desk|unit)\.[a-z]+[.\w]*\b/g
describe('the chain of a contributor', () => {
  it('is one click from the desk, and what each number rests on is one more', async () => {
    const page = await stage.open('/people')
    await page.getByRole('rowheader').getByRole('link', { name: 'Kavaria' }).waitFor()
    // Of any of them, not of one alone: each has its steps, from required to paid back, with a list behind each.
    const chains = await page
      .getByRole('rowheader')
      .locator('a[href*="/contributor/"]')
      .evaluateAll((links) =>
        Promise.all(
          links.map(async (link) => {
            const [, mission, , id] = (link.getAttribute('href') ?? '').split(/[/?]/)
            const answer = await fetch(`/api/${mission}/chain/${id}`)
            return (await answer.json()) as { steps: { step: string; register?: string }[] }
          }),
        ),
      )
    expect(chains.length).toBeGreaterThan(6)
    for (const { steps } of chains) {
      const names = steps.map(({ step }) => step)
      for (const step of ['required', 'pledged', 'waiting', 'deployed', 'effective', 'due', 'paid'])
        expect(names).toContain(step)
      expect(names.at(-1)).toBe('reimbursed')
      expect(steps.every(({ register }) => register)).toBe(true)
    }
    await page.getByRole('rowheader').getByRole('link', { name: 'Kavaria' }).click()
    await page.getByRole('heading', { name: 'Kavaria', level: 1 }).waitFor()
    await settled(page)
    const said = await read(page.locator('main'))
    for (const part of ['Pledged', 'Deployed', 'Effective', 'Paid to officers', 'Certified'])
      expect(said).toContain(part)
    expect(said.match(keys) ?? []).toEqual([])
    expect(await violations(page)).toEqual([])
    await page
      .getByRole('list', { name: 'People' })
      .getByRole('listitem')
      .filter({ hasText: 'Deployed' })
      .getByRole('link')
      .click()
    await page.getByRole('complementary').getByText('What it rests on').waitFor()
    await page.setViewportSize({ width: widths.phone, height: 900 })
    await page.keyboard.press('Escape')
    expect(await overflow(page)).toBe(0)
    expect(stage.complaints()).toEqual([])
    await page.close()
  })

  it('is read by the state itself, and the claims of another state are not there for it', async () => {
    const own = await stage.open('/people', { person: 'watch' })
    const address = async (name: string): Promise<string> =>
      (await own.getByRole('rowheader').getByRole('link', { name }).getAttribute('href')) as string
    const [kavaria, norrhaven] = [await address('Kavaria'), await address('Norrhaven')]
    await own.close()
    const page = await stage.open(kavaria.replace(/^\/[^/]+/, ''), { person: 'kavariaFinance' })
    expect(await read(page.locator('#claims'))).toMatch(/RC-XKA-/)
    await page.goto(new URL(norrhaven, page.url()).href)
    await settled(page)
    const other = await read(page.locator('main'))
    expect(other).toContain('No claim of this contributor that you may see')
    expect(other).not.toMatch(/RC-X/)
    await page.close()
  })
})

describe('tours', () => {
  it('open into persons by key, and the address keeps which', async () => {
    const page = await stage.open('/people/tours')
    const chart = page.getByRole('group', { name: /Arrow keys/ })
    await chart.focus()
    await page.keyboard.press('Home')
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: /tours that end in/ }).waitFor()
    await settled(page)
    expect(page.url()).toContain('rotation=')
    expect(await read(page.locator('main'))).toMatch(/X[A-Z]{2}-\d+/)
    expect(stage.complaints()).toEqual([])
    await page.close()
  })
})

describe('the strength report', () => {
  it('prints with who asked, at which moment and where the log stood, and without what only clicks', async () => {
    const page = await stage.open('/people/strength')
    await page.emulateMedia({ media: 'print' })
    const said = await read(page.locator('body'))
    expect(said).toMatch(/Log at [\d,]+ entries/)
    expect(said).toMatch(/EXERCISE/)
    expect(said).not.toContain('Changes since')
    await page.close()
  })

  it('prints as a table that begins under its title and breaks between its rows', async () => {
    const page = await stage.open('/people/strength')
    await page.emulateMedia({ media: 'print' })
    await page.setViewportSize({ width: 688, height: 1000 }) // A4 within its margins
    const table = page.locator('main table').first()
    await table.waitFor()
    const around = await table.evaluate((one) => {
      const found: { cut: string; keeps: string; rows: string }[] = []
      for (let at = one.parentElement; at && at.tagName !== 'MAIN'; at = at.parentElement) {
        const { overflowX, breakInside } = getComputedStyle(at)
        found.push({ cut: overflowX, keeps: breakInside, rows: getComputedStyle(one).display })
      }
      return found
    })
    expect(around.length).toBeGreaterThan(2)
    expect(around.filter(({ cut }) => cut !== 'visible')).toEqual([])
    expect(around.filter(({ keeps }) => keeps !== 'auto')).toEqual([])
    expect(around[0]?.rows).toBe('table')
    expect(await table.evaluate((one) => one.getBoundingClientRect().right <= innerWidth + 1)).toBe(
      true,
    )
    await page.close()
  })
})
