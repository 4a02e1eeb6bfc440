/** Reports and the Mandate desk as people use them: a report from a template to its papers, and a succession item by item. */
import { readFile } from 'node:fs/promises'
import type { Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { exercise, type Kind, mission, openStage, type Stage, settled } from '../testing.ts'

const stages = {} as Record<Kind, Stage>
beforeAll(async () => {
  stages.mission = await openStage()
  stages.exercise = await openStage('exercise')
})
afterAll(() => Promise.all([stages.mission?.close(), stages.exercise?.close()]))

const read = async (where: Locator): Promise<string> => (await where.allInnerTexts()).join('\n')
const main = (page: Page): Promise<string> => read(page.locator('main'))
const api = async (page: Page, person: string, path: string, input: object = {}) => {
  const answer = await page.request.post(new URL(`/api/${path}`, page.url()).href, {
    headers: { 'konbit-person': person },
    data: { id: crypto.randomUUID(), input, because: 'As in the test.' },
  })
  expect([path, answer.status(), answer.ok() ? '' : await answer.text()]).toEqual([path, 201, ''])
}
/** What a link brings down, as text in which the marks of a PDF can be found. */
async function taken(page: Page, link: Locator): Promise<string> {
  const [file] = await Promise.all([page.waitForEvent('download'), link.click()])
  return (await readFile(await file.path())).toString('latin1')
}
const link = (page: Page, name: string): Locator => page.getByRole('link', { name, exact: true })

it('a report is begun from a template, written, cleared, issued, taken away in two languages, and asked again', async () => {
  const stage = stages.exercise
  const page = await stage.open('/reports', { person: 'legal' })
  const day = await taken(page, link(page, 'PDF').first())
  expect(day.slice(0, 5)).toBe('%PDF-')
  expect(day).toContain('/StructTreeRoot')

  // Two months ago: what the public gets is a week old at least.
  const then = new Date(Date.now() - 60 * 86_400_000).toISOString().slice(0, 10)
  await page.getByLabel('Template').selectOption('publicMonth')
  await page.getByLabel('Last day of the period').fill(then)
  await page.getByLabel('Number', { exact: true }).fill(`W-${process.pid}`)
  await page.getByRole('button', { name: 'Begin' }).click()
  await page.waitForURL(/\/reports\/[0-9a-f-]{36}/)
  await settled(page)
  const id = /reports\/([0-9a-f-]{36})/.exec(page.url())?.[1] ?? ''

  await link(page, 'Write').click()
  await page.getByRole('button', { name: 'Save the draft' }).waitFor()
  const figures = page.locator('li[data-kind="figure"]')
  const before = await figures.count()
  expect(before).toBeGreaterThan(4)
  await page.getByLabel('Figure', { exact: true }).selectOption('people.pledged')
  await page.getByLabel('as on').last().fill(then)
  await page.getByRole('button', { name: 'Add', exact: true }).click()
  await figures.nth(before).waitFor()
  expect(await read(figures.nth(before))).toMatch(/Pledged\s+[\d,]+/)
  for (const box of await page.locator('li[data-kind="paragraph"] textarea').all())
    await box.fill('Written by hand, without a number.')
  await page.getByRole('button', { name: 'Save the draft' }).click()
  await page
    .getByText('nothing has changed')
    .or(page.getByText('saved', { exact: true }))
    .waitFor()

  await link(page, 'Ask again').click()
  await page.getByText('Every figure still stands').first().waitFor()
  await page.getByLabel('Of another day').fill('2025-03-01')
  await page
    .getByText(/values? (is|are) (another|others) now/)
    .first()
    .waitFor()
  expect(await read(page.getByRole('row').nth(1))).toMatch(/[+−-][\d,.]+/)

  await api(page, 'chief', `${exercise}/periodicReport/${id}/clear`)
  await page.reload()
  await link(page, 'Release').click()
  await page.getByText('Every figure below was asked with the eyes').waitFor()
  const issue = page.getByRole('button', { name: 'Issue', exact: true })
  await issue.waitFor()
  await settled(page)
  expect(await page.getByRole('list', { name: 'What stands against it' }).count()).toBe(0)
  await issue.click()
  await page.locator('main').getByText('issued', { exact: true }).first().waitFor()
  await page.locator('nav[aria-label="Language of the paper"]').waitFor()

  for (const language of ['en', 'ht']) {
    if (language !== 'en')
      await page.locator('nav[aria-label="Language of the paper"] a[href*="language=ht"]').click()
    await settled(page)
    const paper = await taken(page, link(page, 'PDF'))
    expect(paper).toContain(`/Lang (${language})`)
    for (const mark of ['/StructTreeRoot', '/Marked true', '/Outlines'])
      expect(paper.replaceAll(/\s+/g, ' ')).toContain(mark)
    expect((await taken(page, link(page, 'Word file'))).slice(0, 2)).toBe('PK')
  }
  expect(stage.complaints()).toEqual([])
  await page.close()
})

it('the mandate of the real mission is judged by its rules, and its succession taken item by item', async () => {
  const stage = stages.mission
  const page = await stage.open('/mandate?at=2025-05-14', { person: 'chief' })
  const said = await main(page)
  expect(said).toMatch(/UNSCR 2751 ends in 141 days/)
  expect(said).toMatch(/9 of 15 were needed, and there is no veto/)
  expect(said).toMatch(/Full strength of the mission\s+No-go/)
  expect(said).toMatch(/1,020; must be at least 2,500/)
  expect(said).toMatch(/asked: .*Security Council/)
  await stage.go(page, '/mandate?at=2024-04-01')
  expect(await main(page)).toMatch(/First deployment\s+Go/)

  await stage.go(page, '/mandate/succession')
  await page.getByText('6 have no owner').waitFor()
  await page.getByRole('link', { name: /^Hand the mission over/ }).click()
  await page.waitForURL(/\/r\/successionItem\/[0-9a-f-]{36}/)
  const item = /successionItem\/([0-9a-f-]{36})/.exec(page.url())?.[1]
  await page.getByRole('link', { name: 'Let it end' }).click()
  await page.getByLabel(/Reason|Because/).fill('The change is over.')
  await page.getByRole('button', { name: 'Let it end' }).click()
  await page.waitForURL(/\/r\/successionItem\/[0-9a-f-]{36}$/)
  await stage.go(page, '/mandate/succession')
  await page.getByText('5 have no owner').waitFor()
  await api(page, 'chief', `${mission}/successionItem/${item}/listAnew`)

  // Of what no public text tells, the desk says so.
  for (const desk of ['sharing', 'accountability', 'community', 'custody']) {
    await stage.go(page, `/${desk}`)
    expect([desk, await main(page)]).toEqual([
      desk,
      expect.stringContaining('No public text tells of this'),
    ])
  }
  expect(stage.complaints()).toEqual([])
  await page.close()
})
