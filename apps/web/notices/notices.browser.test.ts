/** Notices as people meet them: the bell, the list, what one has seen, how one is told, the link for a calendar. */
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { exercise, openStage, type Stage, settled } from '../testing.ts'

let stage: Stage
beforeAll(async () => {
  stage = await openStage('exercise')
})
afterAll(() => stage?.close())

it('an order rings the bell of whom it is to, leads to itself, and is then no longer new', async () => {
  const page = await stage.open('/notices', { person: 'board' })
  const api = `${new URL(page.url()).origin}/api/${exercise}`
  const send = async (path: string, data: object): Promise<void> => {
    const answer = await page.request.post(`${api}/${path}`, {
      headers: { 'konbit-person': 'chief' },
      data: { id: randomUUID(), ...data },
    })
    expect([path, answer.status(), answer.ok() ? '' : await answer.text()]).toEqual([path, 201, ''])
  }
  const record = randomUUID()
  const title = `Write off what burnt, ${process.pid}`
  await send('order', {
    record,
    input: { number: `N-${record.slice(0, 8)}`, kind: 'task', title, toRoles: ['board'] },
  })
  await send(`order/${record}/issue`, { input: {} })
  const inbox = async (): Promise<{ unseen: number; items: { record?: string }[] }> =>
    (await page.request.get(`${api}/inbox`, { headers: { 'konbit-person': 'board' } })).json()
  await expect
    .poll(async () => (await inbox()).items.some((one) => one.record === record), {
      timeout: 15_000,
    })
    .toBe(true)
  const { unseen } = await inbox()
  await page.reload()
  await settled(page)
  const bell = page.getByRole('link', { name: /new notice/ })
  expect(await bell.textContent()).toBe(String(unseen))
  const row = page.getByRole('listitem').filter({ hasText: title })
  expect(await row.textContent()).toContain('An order to you was issued.')
  await row.getByRole('link').click()
  await page.waitForURL(/\/orders\?order=/)
  await expect.poll(async () => (await inbox()).unseen).toBe(unseen - 1)
  await page.close()
  expect(stage.complaints()).toEqual([])
})

it('how one is told is set by hand, and a calendar link is shown once and ended at once', async () => {
  const page = await stage.open('/notices', { person: 'inspector' })
  await page.getByLabel('One mail a day at').selectOption('06:00')
  await page.getByLabel('Quiet from').fill('22:00')
  await page.getByLabel('Quiet until').fill('05:30')
  await page.getByLabel('Dates that come near').uncheck()
  await page.getByLabel('Language of what is sent').selectOption('fr')
  await page.getByRole('button', { name: 'Save' }).click()
  await page.getByText('Saved').waitFor()
  await page.reload()
  await settled(page)
  expect(await page.getByLabel('Quiet until').inputValue()).toBe('05:30')
  expect(await page.getByLabel('Dates that come near').isChecked()).toBe(false)
  // A demonstration sends nothing out, and says so.
  expect(await page.getByLabel('Your mail address').count()).toBe(0)

  await page.getByRole('button', { name: 'Make the link' }).click()
  const link = (await page.locator('[data-once]').textContent()) ?? ''
  const feed = await page.request.get(link)
  expect(feed.headers()['content-type']).toBe('text/calendar; charset=utf-8')
  expect(await feed.text()).toContain('EXERCICE')
  await page.getByRole('button', { name: 'End the link' }).click()
  await page.getByRole('button', { name: 'Make the link' }).waitFor()
  expect((await page.request.get(link)).status()).toBe(404)
  await page.close()
  stage.complaints()
})
