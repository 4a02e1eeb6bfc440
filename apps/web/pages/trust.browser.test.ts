/** The pages of trust as people meet them: the log verified in the browser, receipts, why, view as, conflicts, handling, the desk of access. */
import type { APIRequestContext, Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { mission, openStage, type Stage, settled, violations } from '../testing.ts'

let stage: Stage
beforeAll(async () => {
  stage = await openStage()
})
afterAll(() => stage?.close())

const read = async (where: Locator): Promise<string> => (await where.allInnerTexts()).join('\n')
const main = (page: Page): Promise<string> => read(page.locator('main'))

const post = async (
  page: Page,
  person: string,
  path: string,
  body: object,
): Promise<{ seq: number; record: string }> => {
  const request: APIRequestContext = page.request
  const answer = await request.post(`${new URL(page.url()).origin}/api/${mission}/${path}`, {
    headers: { 'konbit-person': person },
    data: { id: crypto.randomUUID(), ...body },
  })
  expect([path, answer.status(), answer.ok() ? '' : await answer.text()]).toEqual([path, 201, ''])
  return (await answer.json()) as { seq: number; record: string }
}

let count = 0
/** An incident of its own for a test, entered by the watch. */
async function incident(page: Page, title = 'Shots at the gate'): Promise<string> {
  count += 1
  const record = crypto.randomUUID()
  await post(page, 'watch', 'incident', {
    record,
    because: 'Called in by the guard',
    input: {
      code: `I-TRUST-${process.pid}-${count}`,
      title,
      kind: 'gunfire',
      occurredOn: '2026-03-03',
      touches: 'mission',
      note: 'Heard by the guard',
    },
  })
  return record
}

describe('the log', () => {
  it('is verified whole by the browser, which keeps the checkpoint and proves the next one against it', async () => {
    const page = await stage.open('/log')
    await page.getByRole('button', { name: 'Verify everything' }).click()
    await page.getByText('It holds', { exact: true }).waitFor()
    expect(await main(page)).toMatch(/[\d,]+ entries give the root that was signed/)
    expect(await main(page)).toContain('This browser keeps the checkpoint of')
    await incident(page)
    await page.getByRole('button', { name: 'Only that it continues' }).click()
    await page.getByText(/It continues the checkpoint of [\d,]+ entries/).waitFor()
    await page.close()
  })

  it('that differs in one byte does not hold, and the page says at which entry', async () => {
    const page = await stage.open('/log')
    await page.route('**/log/*/tile/entries/000*', async (route) => {
      const answer = await route.fetch()
      const body = await answer.body()
      body[40] = (body[40] ?? 0) ^ 1
      await route.fulfill({ response: answer, body })
    })
    await page.getByRole('button', { name: 'Verify everything' }).click()
    await page.getByText('It does not hold').waitFor()
    expect(await main(page)).toContain('At entry 2.')
    expect(await main(page)).toContain('tile/entries/000')
    await page.close()
  })

  it('is held against a checkpoint that somebody kept, and against a key of theirs', async () => {
    const page = await stage.open('/log')
    const note = await (
      await page.request.get(`${new URL(page.url()).origin}/log/${mission}/checkpoint`)
    ).text()
    await page.getByText('An older checkpoint, or a key of your own').click()
    await page.getByLabel('Checkpoint kept from earlier').fill(note)
    await page.getByRole('button', { name: 'Prove that the log continues it' }).click()
    await page.getByText(/It continues the checkpoint/).waitFor()
    const forged = note.replace(
      /^(\d+)\n(.)/m,
      (_all, size: string, first: string) => `${size}\n${first === 'A' ? 'B' : 'A'}`,
    )
    await page.getByLabel('Checkpoint kept from earlier').fill(forged)
    await page.getByRole('button', { name: 'Prove that the log continues it' }).click()
    await page.getByText('It does not hold').waitFor()
    expect(await violations(page)).toEqual([])
    await page.close()
  })

  it('opens the receipt of an entry from its history, checks it, and refuses one that was changed', async () => {
    const page = await stage.open('/claim/C0181')
    await page.getByRole('heading', { level: 1, name: /C0181/ }).waitFor()
    await page
      .getByRole('link', { name: /^[\d,]+$/ })
      .first()
      .click()
    await page.getByText('The entry stands in the log').waitFor()
    expect(await main(page)).toMatch(/Entry [\d,]+, under the checkpoint of/)
    const box = page.getByLabel('The receipt', { exact: true })
    await box.fill((await box.inputValue()).replace('"verb\\":\\"enter', '"verb\\":\\"exter'))
    await page.getByRole('button', { name: 'Check it' }).click()
    await page.getByText('This receipt proves nothing').waitFor()
    await page.close()
  })
})

describe('a record', () => {
  it('says why it is seen, and with the eyes of another shows less and changes nothing', async () => {
    const page = await stage.open('/sources', { person: 'watch' })
    const id = await incident(page)
    await page.goto(`${new URL(page.url()).origin}/${mission}/r/incident/${id}`)
    await settled(page)
    expect(await main(page)).toContain(
      'You see it because this demonstration person may see “mission” (whole mission)',
    )
    expect(await page.getByRole('link', { name: 'Amend', exact: true }).count()).toBeGreaterThan(0)
    const asked: string[] = []
    page.on('request', (one) => asked.push(one.url()))
    await page.getByRole('button', { name: 'See it as somebody else' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Resident', exact: true }).click()
    await page.getByText('You look as Resident.').waitFor()
    await page.waitForFunction(() => location.search.includes('as=role:resident'))
    await page.getByText('Nothing here that you may see', { exact: true }).waitFor()
    expect(asked.some((one) => /\/incident\/[0-9a-f-]+\?as=role/.test(one))).toBe(true)
    expect(await violations(page)).toEqual([])
    stage.complaints()
    await page.getByRole('button', { name: 'Return to my own eyes' }).click()
    await page.getByRole('heading', { level: 1, name: 'Shots at the gate' }).waitFor()
    expect(new URL(page.url()).search).toBe('')
    await page.goto(`${new URL(page.url()).origin}/${mission}/r/incident/${id}?as=role:watch`)
    await settled(page)
    expect(await page.getByRole('link', { name: 'Amend', exact: true }).count()).toBe(0)
    await page.close()
  })

  it('that two people change at once is settled field by field, and nothing typed is lost', async () => {
    const first = await stage.open('/sources', { person: 'watch' })
    const id = await incident(first)
    const second = await stage.open(`/r/incident/${id}/amend`, { person: 'watch' })
    await second.getByLabel('Title', { exact: true }).fill('Shots at the east gate')
    await second.getByLabel(/^Note/).fill('Three shots, no one hurt')
    await post(first, 'policeLiaison', `incident/${id}/amend`, {
      because: 'From the report',
      input: { title: 'Shots at the west gate', note: 'Two shots' },
    })
    await second.getByRole('button', { name: 'Amend' }).click()
    await second.getByText('Somebody changed this record while you were writing').waitFor()
    const conflict = second.getByRole('region', { name: /Somebody changed this record/ })
    const said = await read(conflict)
    for (const words of ['Shots at the gate', 'Shots at the west gate', 'Shots at the east gate'])
      expect(said).toContain(words)
    expect(await violations(second)).toEqual([])
    await second.getByRole('button', { name: 'Send again' }).click()
    expect(await read(conflict)).toContain('2 fields are still to be chosen')
    await conflict
      .getByRole('group', { name: 'Title' })
      .getByLabel(/What you typed/)
      .check()
    await conflict
      .getByRole('group', { name: 'Note' })
      .getByLabel(/Now in the record/)
      .check()
    await second.getByRole('button', { name: 'Send again' }).click()
    await second.getByText(/Accepted as entry/).waitFor()
    await settled(second)
    expect(await main(second)).toContain('Two shots')
    stage.complaints()
    await first.close()
    await second.close()
  })

  it('is raised, lowered and partly erased, each with its reason, and says so', async () => {
    stage.complaints()
    const page = await stage.open('/sources', { person: 'chief' })
    const id = await incident(page, 'Shots heard by Marie')
    const origin = new URL(page.url()).origin
    const open = async (verb: string): Promise<void> => {
      await page.goto(`${origin}/${mission}/r/incident/${id}${verb}`)
      await settled(page)
    }
    await open('/raise')
    await page.getByRole('button', { name: 'Raise' }).click()
    expect(await read(page.getByRole('alert'))).toContain('Choose a marking.')
    await page.getByLabel(/^restricted/).check()
    await page.getByLabel('Reason', { exact: true }).fill('It names a person')
    await page.getByRole('button', { name: 'Raise' }).click()
    await page.getByText('Now seen only by those cleared to restricted.').waitFor()
    expect(await main(page)).toContain('raised from')
    await open('/lower')
    await page.getByLabel(/^mission/).check()
    await page.getByLabel('Reason', { exact: true }).fill('The name will be erased')
    await page.getByRole('button', { name: 'Lower' }).click()
    await page.getByText(/Now seen by those cleared to/).waitFor()

    await page.context().addCookies([{ name: 'konbit-person', value: 'protection', url: origin }])
    await open('/erase')
    expect(await violations(page)).toEqual([])
    await page.getByLabel('The person asked for it').check()
    await page.getByLabel('Only some fields').check()
    await page.getByRole('button', { name: 'Erase' }).click()
    expect(await read(page.getByRole('alert'))).toContain('Choose at least one field.')
    await page.getByRole('checkbox', { name: 'Title' }).check()
    await page.getByLabel('Reason', { exact: true }).fill('Request 12')
    await page.getByLabel(/I have checked what goes/).check()
    await page.getByRole('button', { name: 'Erase' }).click()
    await page.getByText(/Erased by entry [\d,]+ on/).waitFor()
    await settled(page)
    expect(await main(page)).not.toContain('Marie')
    expect(await main(page)).toContain('The person asked for it')
    expect(await violations(page)).toEqual([])
    expect(stage.complaints()).toEqual([])
    await page.close()
  })
})

describe('the desk of access', () => {
  it('grants a clearance to a member from the list, with its last day, and shows it ending soon', async () => {
    const page = await stage.open('/r/member/new', { person: 'registrar' })
    const name = `Watch officer ${process.pid}`
    await page.getByLabel('Known as').fill(name)
    await page.getByLabel('Kind', { exact: true }).selectOption('staff')
    await page.getByLabel('Reason', { exact: true }).fill('Posted by the force commander')
    await page.getByRole('button', { name: 'Enter', exact: true }).click()
    await page.getByText(/Accepted as entry/).waitFor()
    await page.goto(`${new URL(page.url()).origin}/${mission}/access`)
    await settled(page)
    await page
      .getByRole('row', { name: new RegExp(name) })
      .getByRole('link', { name: 'Clear for…' })
      .click()
    await page.getByText(name).first().waitFor()
    await page.getByLabel('Handling', { exact: true }).selectOption('mission')
    const soon = new Date(Date.now() + 5 * 86_400_000).toISOString().slice(0, 10)
    await page.getByLabel('Last day', { exact: true }).fill(soon)
    await page.getByLabel('Reason', { exact: true }).fill('For the watch')
    await page.getByRole('button', { name: 'Enter', exact: true }).click()
    await page.getByText(/Accepted as entry/).waitFor()
    await page.goto(`${new URL(page.url()).origin}/${mission}/access`)
    await settled(page)
    expect(await read(page.getByRole('list', { name: 'Ends soon' }))).toContain(name)
    expect(await read(page.getByRole('list', { name: 'Changed last' }))).toContain(name)
    await page.close()
  })

  it('shows the auditor who read what was restricted, and that the chain holds', async () => {
    const page = await stage.open('/requests', { person: 'protection' })
    await post(page, 'protection', 'dataRequest', {
      record: crypto.randomUUID(),
      input: {
        reference: `DR-${process.pid}`,
        kind: 'subjectAccess',
        requester: 'A former driver',
        receivedOn: '2026-08-01',
      },
    })
    await page.reload()
    await settled(page)
    expect(await main(page)).toMatch(/\d+ requests? (is|are) overdue/)
    const auditor = await stage.open('/readings', { person: 'auditor' })
    expect(await read(auditor.getByRole('table'))).toContain('Data requests')
    await auditor.getByRole('button', { name: 'Check the chain' }).click()
    await auditor.getByText(/All [\d,]+ hold/).waitFor()
    await auditor.getByLabel('Member', { exact: true }).selectOption('protection')
    await auditor.waitForFunction(() => location.search.includes('member=protection'))
    await settled(auditor)
    expect(await read(auditor.getByRole('table'))).not.toContain('Chief of staff')
    const [file] = await Promise.all([
      auditor.waitForEvent('download'),
      auditor.getByRole('button', { name: 'Export CSV' }).click(),
    ])
    expect(file.suggestedFilename()).toMatch(/^readings-.*\.csv$/)
    await page.close()
    await auditor.close()
  })

  it('leads from what is due to a hold with the record filled in', async () => {
    const page = await stage.open('/sources', { person: 'protection' })
    const record = await incident(page)
    await page.goto(
      `${new URL(page.url()).origin}/${mission}/r/legalHold/new?heldRecord=${record}&inRegister=incident`,
    )
    await settled(page)
    expect(await page.getByLabel('Held record').inputValue()).toBe(record)
    expect(await page.getByLabel('In register').inputValue()).toBe('incident')
    await page.close()
  })
})

describe('what goes wrong', () => {
  it.each([
    [429, 'too-many-requests', 'Too much in too short a time', 'Try again in 7 seconds.'],
    [503, 'unavailable', 'The record cannot be reached right now', 'Try again'],
  ])('with %i is said in plain words', async (status, kind, title, now) => {
    const page = await stage.open('/r/claim', { person: 'watch' })
    await page.route('**/api/*/source?*', (route) =>
      route.fulfill({
        status,
        headers: { 'content-type': 'application/problem+json', 'retry-after': '7' },
        body: JSON.stringify({
          type: `/problems/${kind}`,
          title: 'x',
          status,
          detail: 'In plain words.',
        }),
      }),
    )
    await page.goto(`${new URL(page.url()).origin}/${mission}/r/source`)
    await page.getByText(title).waitFor()
    expect(await main(page)).toContain(now)
    stage.complaints()
    await page.close()
  })
})
