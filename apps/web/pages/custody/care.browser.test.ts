/**
 * The walled desks by hand: a participant from screening to outcome at twelve months, and a family's question, each in the browser
 * of whoever does it. The name that is typed stays where it has to.
 */
import { blindName, makeBlindSecret } from '@konbit/seal'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { addressOf, exercise, openStage, type Stage } from '../../testing.ts'

let stage: Stage
let url = ''
beforeAll(async () => {
  url = await addressOf('exercise')
  stage = await openStage('exercise')
})
afterAll(() => stage?.close())

const mark = Date.now().toString(36).toUpperCase()
const name = `Zquvezotik ${mark}`

type Row = { id: string; state: string; fields: Record<string, unknown> }
async function read(register: string, query: string, person: string): Promise<Row[]> {
  const answer = await fetch(`${url}/api/${exercise}/${register}?${query}`, {
    headers: { 'konbit-person': person },
  })
  return answer.ok ? ((await answer.json()) as { items: Row[] }).items : []
}

/** Opens the form of an act from its record, fills it as told, and sends it. */
async function act(page: Page, verb: string, fields: Readonly<Record<string, string>>) {
  await page.getByRole('link', { name: verb, exact: true }).click()
  const form = page.locator('form').last()
  for (const [label, value] of Object.entries(fields)) {
    const field = form.getByLabel(label, { exact: true }).first()
    await field.waitFor()
    const isRadio = (await field.getAttribute('type')) === 'radio'
    const isSelect = await field.evaluate((one) => one.tagName === 'SELECT')
    if (isRadio) await field.check()
    else if (isSelect) await field.selectOption(value)
    else await field.fill(value)
  }
  await form.getByRole('button', { name: verb, exact: true }).click()
  await page.waitForURL((url) => /\/r\/participant\/[^/]+$/.test(url.pathname))
}

it('a participant is screened, admitted, followed and has an outcome, and is known again by the keys', async () => {
  const page = await stage.open('/custody/care', { person: 'careOfficer' })
  const form = page.locator('form', { has: page.getByRole('button', { name: 'Compare' }) })
  await form.getByRole('button', { name: 'Make a new key' }).click()
  await form.getByText('Key is here').waitFor()
  const compare = async (reference: string) => {
    await form.getByLabel('Reference').fill(reference)
    await form.getByLabel('Name', { exact: true }).fill(name)
    await form.getByLabel('Mother’s name').fill('Ana')
    await form.getByLabel('Year of birth').fill('1990')
    await form.getByRole('button', { name: 'Compare' }).click()
  }
  await compare(`T-${mark}`)
  await page.getByText('Nobody with these keys is registered.').waitFor()
  await page.getByRole('button', { name: 'Register with consent' }).click()
  const record = page.getByRole('link', { name: 'Registered: open the record' })
  await record.waitFor()
  await compare(`T-${mark}-2`)
  await page.getByText('Registered before: 1 record has name, mother and year.').waitFor()
  await page
    .getByRole('link', { name: `T-${mark}`, exact: true })
    .first()
    .click()

  await act(page, 'Screen', { Screened: '2026-01-05', DDR: '' })
  await act(page, 'Admit', { DDR: '', Admitted: '2026-01-12' })
  await act(page, 'Mark as done', { Completed: '2026-04-30', 'Follow-up due': '2026-10-30' })
  await act(page, 'Follow up at 6 months', {
    'Followed up at 6 months': '2026-10-28',
    'At 6 months': 'training',
    'Follow-up due': '2027-04-30',
  })
  const [six] = await read('participant', `q=T-${mark}`, 'careOfficer')
  expect(six).toMatchObject({ state: 'completed', fields: { outcomeSix: 'training' } })
  await act(page, 'Follow up at 12 months', {
    'Followed up at 12 months': '2026-11-20',
    'At 12 months': 'working',
  })
  const [done] = await read('participant', `q=T-${mark}`, 'careOfficer')
  expect(done).toMatchObject({ state: 'followed', fields: { outcomeTwelve: 'working' } })
  // Nobody else finds so much as the reference, nor anybody the name by a search.
  for (const who of ['watch', 'custodyOfficer', 'chief'])
    expect([who, await read('participant', `q=T-${mark}`, who)]).toEqual([who, []])
  expect(await read('participant', `q=${encodeURIComponent(name)}`, 'careOfficer')).toEqual([])
  expect(stage.complaints()).toEqual([])
  await page.close()
})

it('a family is answered by the key of a name, and the name leaves the page by no way', async () => {
  const secret = makeBlindSecret()
  const [held] = await read('custody', 'state=held&limit=1', 'custodyOfficer')
  const blindedName = await blindName(secret, name)
  const given = await fetch(`${url}/api/${exercise}/custody/${held?.id}/amend`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'konbit-person': 'custodyOfficer' },
    body: JSON.stringify({ id: crypto.randomUUID(), input: { blindedName } }),
  })
  expect(given.ok).toBe(true)
  const page = await stage.open('/custody', { person: 'custodyOfficer' })
  const sent: string[] = []
  page.on('request', (request) => sent.push(`${request.url()} ${request.postData() ?? ''}`))
  const form = page.locator('form', {
    has: page.getByRole('button', { name: 'Record and compare' }),
  })
  await form.getByLabel('The unit’s key file').setInputFiles({
    ...{ name: 'key.txt', mimeType: 'text/plain', buffer: Buffer.from(`${secret}\n`) },
  })
  await form.getByText('Key is here').waitFor()
  await form.getByLabel('Name that is asked for').fill(name.toLowerCase())
  await form.getByRole('button', { name: 'Record and compare' }).click()
  await page.getByText('1 person held has this key').waitFor()
  const reference = await page
    .getByText(/^Q-[0-9a-f]{8}$/)
    .first()
    .textContent()
  await page.getByRole('button', { name: 'Answer: held', exact: true }).click()
  await expect
    .poll(async () => (await read('heldQuestion', `q=${reference}`, 'custodyOfficer'))[0]?.state)
    .toBe('answered')
  expect(sent.filter((one) => /zquvezotik/i.test(decodeURIComponent(one)))).toEqual([])
  expect(await read('heldQuestion', `q=${reference}`, 'watch')).toEqual([])
  expect(stage.complaints()).toEqual([])
  await page.close()
})
