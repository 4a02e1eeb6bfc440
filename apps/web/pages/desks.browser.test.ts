/** The five desk pages as people see them, on the real mission: at every width, in both schemes, by keyboard. */
import type { Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openStage, type Stage, settled, violations, widths } from '../testing.ts'

let stage: Stage
beforeAll(async () => {
  stage = await openStage()
})
afterAll(() => stage?.close())

const desks = ['people', 'funds', 'situation', 'mandate', 'rivals'] as const
const at = '?at=2025-05-14'
const read = async (where: Locator): Promise<string> => (await where.allInnerTexts()).join('\n')
const text = (page: Page): Promise<string> => read(page.locator('main'))

it('each says what is missing before anything was known', async () => {
  const page = await stage.open('/sources')
  for (const desk of desks) {
    await stage.go(page, `/${desk}?at=2022-01-01&known=2022-01-01`)
    expect([desk, ...(await violations(page))]).toEqual([desk])
  }
  expect(stage.complaints()).toEqual([])
  await page.close()
})

describe('strength', () => {
  it('opens 760 Kenyans of 14 May 2025 into their entries, and the address can be shared', async () => {
    const page = await stage.open(`/people${at}`)
    expect(await text(page)).toContain('1,020 of 2,500 are there')
    await page
      .getByRole('row', { name: /^Kenya/ })
      .getByRole('link', { name: '760' })
      .click()
    await page.getByRole('complementary').getByText('What it rests on').waitFor()
    expect(page.url()).toMatch(/figure=people\.deployed:/)
    const said = await read(page.getByRole('complementary'))
    for (const figure of ['751', '800', '1,000']) expect(said).toContain(figure)
    await page.close()
  })

  it('shows of September 2024 only what could be read then', async () => {
    const page = await stage.open('/people?at=2024-10-01&known=2024-10-01')
    expect(await text(page)).toMatch(/426 of 2,500|426 are there/)
    await page.getByRole('button', { name: 'Table' }).click()
    const years = (
      await read(page.getByRole('region', { name: /Record and sources|Strength/ }).last())
    ).match(/20(25|26)/g)
    expect(years).toBeNull()
    await page.close()
  })

  it('is read with the arrow keys, and Enter opens the statement', async () => {
    const page = await stage.open(`/people${at}`)
    const chart = page.getByRole('group', { name: /Arrow keys/ }).first()
    await chart.focus()
    await page.keyboard.press('End')
    await page.keyboard.press('ArrowLeft')
    const spoken = chart.locator('[aria-live]')
    expect(await read(spoken)).toMatch(/persons.*(P|S)\d{3}/s)
    await page.keyboard.press('Enter')
    await page.waitForURL(/\/r\/claim\//)
    await page.close()
  })

  it('gives the chart away as a picture and as rows', async () => {
    const page = await stage.open(`/people${at}`)
    for (const [name, ending] of [
      ['SVG', /\.svg$/],
      ['PNG', /\.png$/],
      ['CSV', /\.csv$/],
    ] as const) {
      const [file] = await Promise.all([
        page.waitForEvent('download'),
        page.getByRole('button', { name, exact: true }).click(),
      ])
      expect(file.suggestedFilename()).toMatch(ending)
    }
    expect(stage.complaints()).toEqual([])
    await page.close()
  })
})

describe('the situation', () => {
  /** Counts in the circles of the map; an event at two places is counted at both. */
  const counted = async (page: Page): Promise<number> => {
    const labels = await page
      .getByRole('button', { name: /^\d+ incidents?,/ })
      .evaluateAll((marks) => marks.map((mark) => mark.getAttribute('aria-label') ?? ''))
    return labels.reduce((sum, label) => sum + Number.parseInt(label, 10), 0)
  }

  it('has as many marks on the map as placed incidents in the list', async () => {
    const page = await stage.open('/situation?at=2025-12-31', { width: widths.phone })
    const head = await text(page)
    const [, all, placed, unplaced] =
      /(\d+) incidents\s+(\d+) on the map, (\d+) without/.exec(head) ?? []
    expect(Number(placed) + Number(unplaced)).toBe(Number(all))
    expect(await page.locator('li:has(> button[aria-pressed])').count()).toBe(Number(all))
    // One death is placed twice.
    expect(await counted(page)).toBe(Number(placed) + 1)
    expect(
      (await page.getByText('One event, two places').count()) +
        (await page.getByText('One death, two places').count()),
    ).toBe(1)
    await page.close()
  })

  it('chooses its months with the arrow keys, and keeps them in the address', async () => {
    const page = await stage.open('/situation?at=2025-12-31')
    const before = await page.locator('li:has(> button[aria-pressed])').count()
    const from = page.getByRole('slider', { name: 'From' })
    await from.focus()
    for (let i = 0; i < 12; i++) await page.keyboard.press('ArrowRight')
    await settled(page)
    expect(page.url()).toContain('from=2025-07')
    expect(await page.locator('li:has(> button[aria-pressed])').count()).toBeLessThan(before)
    await page.close()
  })

  it('moves by key and comes home again', async () => {
    const page = await stage.open('/situation?at=2025-12-31')
    const map = page.getByRole('group', { name: /^Map of/ })
    await map.focus()
    await page.keyboard.press('+')
    await page.getByRole('button', { name: 'Show all' }).waitFor()
    await page.keyboard.press('0')
    expect(await page.getByRole('button', { name: 'Show all' }).count()).toBe(0)
    await page.close()
  })
})

describe('rival figures', () => {
  it('finds what the sources disagree about', async () => {
    const page = await stage.open('/rivals')
    const all = await text(page)
    expect(all).toMatch(/People killed\s+Haiti · 2024/)
    expect(all).toMatch(/Retaken on/)
    expect(all).toMatch(/Fund received/)
    await page.close()
  })

  it('asks for a reason, adopts, and leaves not settled again', async () => {
    const page = await stage.open('/rivals?measure=situation.killedYear', { person: 'watch' })
    await page.getByRole('button', { name: 'People killed' }).first().click()
    await page.getByRole('radio', { name: /5,626/ }).check()
    await page.getByRole('button', { name: 'Adopt', exact: true }).click()
    await page.getByText('Say why.').waitFor()
    await page
      .getByLabel(/^Reason/)
      .first()
      .fill('Later, and by the body that counts each quarter.')
    await page.getByRole('button', { name: 'Adopt', exact: true }).click()
    await page
      .locator('tr', { has: page.getByRole('radio', { name: /5,626/ }) })
      .getByText('in use')
      .waitFor()
    await page.getByRole('radio', { name: /5,601, C0340/ }).check()
    await page
      .getByLabel(/^Reason/)
      .first()
      .fill('As before.')
    await page.getByRole('button', { name: 'Adopt', exact: true }).click()
    await page
      .locator('tr', { has: page.getByRole('radio', { name: /5,601, C0340/ }) })
      .getByText('in use')
      .waitFor()
    expect(stage.complaints()).toEqual([])
    await page.close()
  })

  it('sets a statement aside by mouse, with a reason, and takes it back', async () => {
    const page = await stage.open('/rivals', { person: 'watch' })
    await page.getByRole('button', { name: 'People killed' }).first().click()
    const row = page.locator('tr', { has: page.getByRole('radio', { name: /(^|[^\d,])814\b/ }) })
    await row.getByRole('radio').check()
    await page.getByRole('button', { name: 'Set aside', exact: true }).click()
    await page.getByText('Say why.').waitFor()
    const reason = page.getByLabel(/^Reason/).first()
    await reason.fill('It counts only fights of known groups.')
    await page.getByRole('button', { name: 'Set aside', exact: true }).click()
    await row.getByText('set aside').waitFor()
    await row.getByRole('radio').check()
    await reason.fill('Back for comparison.')
    await page.getByRole('button', { name: 'Leave not settled' }).click()
    await row.getByText('set aside').waitFor({ state: 'detached' })
    expect(stage.complaints()).toEqual([])
    await page.close()
  })

  it('splits a group and joins two by mouse, and each can be undone', async () => {
    const page = await stage.open('/rivals', { person: 'watch' })
    await page.getByRole('button', { name: 'People killed' }).first().click()
    const undone = async (words: RegExp): Promise<void> => {
      await page.getByText('Decided about this group: 1').waitFor()
      await page
        .getByRole('listitem')
        .filter({ hasText: words })
        .getByRole('button', { name: 'Undo' })
        .click()
      await page.getByText('Decide about the group itself').waitFor()
    }
    const decide = async (what: string): Promise<void> => {
      await page.getByText('Decide about the group itself').click()
      await page.getByLabel('Decide about the group', { exact: true }).selectOption(what)
      await page
        .getByLabel(/^Reason/)
        .last()
        .fill('Read again, side by side.')
    }
    const radios = page.getByRole('radio')
    const before = await radios.count()
    await decide('split')
    await page
      .getByRole('group', { name: 'Those that leave' })
      .getByRole('checkbox', { name: /(^|[^\d,])814\b/ })
      .check()
    await page.getByRole('button', { name: 'Decide', exact: true }).click()
    await page.getByText('Decided about this group: 1').waitFor()
    await expect.poll(() => radios.count(), { timeout: 15_000 }).toBeLessThan(before)
    await undone(/speak of something else and leave/)
    await expect.poll(() => radios.count(), { timeout: 15_000 }).toBe(before)
    await decide('merge')
    const other = page.getByLabel('The group that joins')
    await other.selectOption({ index: 1 })
    await page.getByRole('button', { name: 'Decide', exact: true }).click()
    await page.getByText('Decided about this group: 1').waitFor()
    await expect.poll(() => radios.count(), { timeout: 15_000 }).toBeGreaterThan(before)
    await undone(/speaks of the same and joins/)
    expect(stage.complaints()).toEqual([])
    await page.close()
  })

  it('lets those who may not settle them read, and says who may', async () => {
    const page = await stage.open('/rivals', { person: 'resident' })
    expect(await page.getByRole('button', { name: 'Adopt', exact: true }).count()).toBe(0)
    expect(await text(page)).toMatch(/may read this and not settle it/)
    await page.close()
  })
})
