/**
 * A complaint from a phone, with script off and with script on, to the page of whoever opens and answers it, and back by the code.
 * The pages of the intake are small and no part of the app, so they are opened by themselves.
 */
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { addressOf, launch, openStage, type Stage } from '../testing.ts'

let stage: Stage
let browser: Browser
let url = ''
beforeAll(async () => {
  stage = await openStage('exercise')
  url = await addressOf('exercise')
  browser = await launch()
})
afterAll(async () => {
  await browser?.close()
  await stage?.close()
})

const phone = async (javaScriptEnabled: boolean, said: string[]): Promise<Page> => {
  const context = await browser.newContext({
    viewport: { width: 390, height: 844 },
    javaScriptEnabled,
    serviceWorkers: 'block',
  })
  const page = await context.newPage()
  page.on('request', (request) => said.push(`${request.url()} ${request.postData() ?? ''}`))
  page.on('pageerror', (error) => said.push(`ERROR ${error}`))
  await page.goto(`${url}/twin-rivers/complain`)
  return page
}

const wide = (page: Page): Promise<boolean> =>
  page.locator('html').evaluate((root) => root.scrollWidth > root.clientWidth)

async function complain(page: Page, what: string, photo?: Buffer): Promise<string> {
  expect(await wide(page)).toBe(false)
  await page.click('button[value=complain]')
  expect(await page.locator('#how').textContent()).toBeTruthy()
  await page.fill('textarea[name="say.what"]', what)
  if (photo)
    await page.setInputFiles('input[name=picture]', {
      ...{ name: 'IMG_0042.png', mimeType: 'image/png', buffer: photo },
    })
  expect(await wide(page)).toBe(false)
  await page.click('.send button')
  await page.waitForSelector('#code')
  expect(await wide(page)).toBe(false)
  return (await page.textContent('#code')) ?? ''
}

it('is made with script off and on, opened and answered in the browser, and read by its code', async () => {
  const [saidOff, saidOn]: [string[], string[]] = [[], []]
  const off = await phone(false, saidOff)
  const code = await complain(off, 'zquvezotik san skrip', await off.screenshot())
  const on = await phone(true, saidOn)
  expect(await on.locator('#how').textContent()).toContain('sou telefòn ou')
  expect(await complain(on, 'zquvezotik ak skrip')).toMatch(/^(\d{4} ){4}\d{4}$/)
  // Nothing of it left the phone in clear, and nobody else was asked for anything.
  expect(saidOn.join('\n')).not.toContain('zquvezotik')
  expect(saidOn.filter((one) => !one.startsWith(url) && !one.startsWith('data:'))).toEqual([])
  expect(await on.context().cookies()).toEqual([])
  await on.context().close()

  const reference = await (async () => {
    await off.goto(`${url}/twin-rivers/complain`)
    await off.click('button[value=code]')
    await off.fill('input[name=code]', code)
    await off.click('.send button')
    return (await off.locator('dd').first().textContent()) ?? ''
  })()
  const desk = await stage.open('/seal', { person: 'conduct' })
  await desk.getByRole('button', { name: /key of the demonstration/ }).click()
  await desk.getByRole('link', { name: reference }).click()
  await desk.getByText('zquvezotik san skrip').waitFor()
  await desk.getByLabel('Answer').fill('Nou li mesaj ou a.')
  await desk.getByRole('button', { name: 'Seal and send' }).click()
  await desk.getByText('Nou li mesaj ou a.').first().waitFor()
  await desk.getByRole('img', { name: 'The photo that came with it' }).waitFor()
  // The monitor opens the same with a key of their own.
  await desk.context().addCookies([{ name: 'konbit-person', value: 'monitor', url }])
  await desk.reload()
  await desk.getByRole('button', { name: /key of the demonstration/ }).click()
  await desk.getByText('zquvezotik san skrip').waitFor()
  await desk.close()
  expect(stage.complaints()).toEqual([])

  await off.goto(`${url}/twin-rivers/complain`)
  await off.click('button[value=code]')
  await off.fill('input[name=code]', code)
  await off.click('.send button')
  expect(await off.locator('.said').textContent()).toBe('Nou li mesaj ou a.')
  await off.fill('textarea[name="say.what"]', 'Mèsi, men gen plis.')
  await off.click('.send button')
  await off.locator('.good').waitFor()
  // Each of the two things said since is an entry that can be proved.
  expect(
    (await off.locator('details').last().textContent())?.match(/antre \d+ nan rejis/g),
  ).toHaveLength(2)
  expect(await wide(off)).toBe(false)
  await off.context().close()
}, 600_000)
