/** What is peculiar to the situation desk: the day of the groups is slid to by keys, and a form stops before it sends a name. */
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openStage, type Stage } from '../../testing.ts'

let stage: Stage
beforeAll(async () => {
  stage = await openStage('exercise')
})
afterAll(() => stage?.close())

it('groups stand otherwise on another day, slid to by keys; a form asks to look again before it sends a name', async () => {
  const page = await stage.open('/situation', { width: 1440, person: 'watch' })
  const slider = page.getByRole('slider', { name: 'As it stood on' })
  await slider.waitFor()
  const alarms = page.getByRole('region', { name: 'What should alarm' })
  expect(await alarms.textContent()).toContain('A front of several groups')
  await slider.focus()
  await page.keyboard.press('Home')
  await page.getByText('No three groups are said to stand together').first().waitFor()
  expect(await alarms.textContent()).not.toContain('A front of several groups')
  await page.keyboard.press('End')
  await page
    .getByText(/Said to stand together: /)
    .first()
    .waitFor()

  await stage.go(page, '/r/report/new')
  await page.getByLabel(/What is said/).fill('Told by Mme Clervil')
  await page.getByText('“Mme Clervil” looks like somebody’s name.').waitFor()
  await page
    .getByLabel(/Came in/)
    .first()
    .fill('2026-01-05')
  await page.getByRole('combobox', { name: /Channel/ }).selectOption('press')
  await page.getByLabel('C – fairly reliable').check()
  await page.getByLabel('3 – possibly true').check()
  let sent = 0
  await page.route('**/api/*/report', (route) => {
    sent += 1
    return route.abort()
  })
  const button = page.locator('form button[type=submit]').last()
  await button.click()
  await page.getByText('Nothing is sent yet').waitFor()
  expect(sent).toBe(0)
  await page.close()
})
