/** A claim line by line under two editions of rates, the pack for an auditor, and what another state may not find. */
import { createHash } from 'node:crypto'
import { strFromU8, unzipSync } from 'fflate'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Got, TestServer } from '../testing.ts'
import {
  act,
  alba,
  bora,
  detailOf,
  done,
  enter,
  type Fields,
  ids,
  made,
  openFunds,
  send,
  usd,
} from './testFunds.ts'

let server: TestServer
beforeAll(async () => {
  server = await openFunds()
}, 600_000)
afterAll(async () => {
  expect(server.failures).toEqual([])
  await server.close()
})

const lines = (who = 'alma', query = '') =>
  server.as(who).get(`reimbursement/${ids.claim}/lines${query}`)

describe('an inspection', () => {
  test('is signed by two members: nobody signs for both sides, whatever their roles', async () => {
    const one = await made(
      enter('both', 'inspection', {
        contributor: alba,
        kind: 'periodic',
        inspectedOn: '2025-02-01',
      }),
    )
    await done(act('both', 'inspection', one, 'signForMission', { outcome: 'meets' }))
    const again = await act('both', 'inspection', one, 'signForContributor', {
      signedOn: '2025-02-01',
    })
    expect([again.status, detailOf(again)]).toEqual([409, expect.stringContaining('another must')])
    const changed = await send('ines', `inspection/${one}/amend`, { input: { outcome: 'fails' } })
    expect(detailOf(changed)).toContain('It is signed')
    await done(act('alma', 'inspection', one, 'signForContributor', { signedOn: '2025-02-02' }))
  })
})

describe('a claim', () => {
  test('is paid zero for the days on which its vehicle did not work', async () => {
    await done(act('teller', 'vehicle', ids.vehicle as string, 'release', {}, { at: '2025-01-13' }))
    const { status, body, text } = await lines()
    expect(status, text).toBe(200)
    expect(body.lines).toHaveLength(1)
    expect(body.lines[0]).toMatchObject({
      days: 28,
      unserviceableDays: 3,
      amount: usd(280_000),
      subject: { register: 'vehicle', id: ids.vehicle },
      because: { key: 'reimburse.equipmentOff', text: expect.stringContaining('3 days') },
    })
    expect(body.total).toEqual(usd(280_000))
    expect(body.seq).toBeNull()
  })

  test('runs the same once it is claimed, whatever the record learns later', async () => {
    await done(
      act('alma', 'reimbursement', ids.claim as string, 'claim', {
        amountClaimed: usd(280_000),
        claimedOn: '2025-02-05',
      }),
    )
    const before = await lines()
    expect(before.body.seq).toBeGreaterThan(0)
    await done(
      act(
        'teller',
        'vehicle',
        ids.vehicle as string,
        'ground',
        { fault: 'Tyres.' },
        { at: '2025-01-20' },
      ),
    )
    const after = await lines()
    expect(after.body).toEqual(before.body)
  })

  test('under another edition has other rates and amounts, and the same days', async () => {
    const [own, second] = await Promise.all([lines(), lines('alma', `?edition=${ids.second}`)])
    expect(second.body.total).toEqual(usd(560_000))
    expect(second.body.edition).toMatchObject({ id: ids.second, isIllustrative: true })
    const bare = ({ body }: Got) =>
      body.lines.map(({ days, unserviceableDays, key }: Fields) => [key, days, unserviceableDays])
    expect(bare(second)).toEqual(bare(own))
  })

  test('goes its steps by other hands, never up, and in one currency', async () => {
    const claim = ids.claim as string
    const verify = (amountVerified: unknown) =>
      act('ines', 'reimbursement', claim, 'verify', { amountVerified, verifiedOn: '2025-02-20' })
    expect(detailOf(await verify(usd(280_001)))).toContain('or less')
    expect(detailOf(await verify({ minor: 1, currency: 'EUR' }))).toContain('one currency')
    await done(verify(usd(270_000)))
    await done(
      act('fiona', 'reimbursement', claim, 'certify', {
        amountCertified: usd(270_000),
        certifiedOn: '2025-03-10',
      }),
    )
    const pay = { amountPaid: usd(270_000), paidOn: '2025-03-20' }
    const own = await act('fiona', 'reimbursement', claim, 'pay', pay)
    expect(detailOf(own)).toContain('another must')
  })

  test('is aged by the step it stands at', async () => {
    const { body } = await server.as('fiona').get('claimsAges?at=2025-06-30T12:00Z')
    expect(body.reimbursement).toEqual([])
    const now = await server.as('fiona').get('claimsAges')
    expect(now.body.reimbursement).toMatchObject([
      {
        contributor: { id: alba, caption: 'ALB' },
        step: 'certified',
        oldestOn: '2025-03-10',
        sums: [usd(270_000)],
      },
    ])
  })

  test('that is only feared lost is no debt', async () => {
    const fear = await made(
      enter('boris', 'reimbursement', {
        reference: 'F-1',
        contributor: bora,
        agreement: await made(
          enter('teller', 'agreement', {
            reference: 'MOU-2',
            contributor: bora,
            kind: 'memorandum',
            startsOn: '2024-01-01',
            currency: 'USD',
          }),
        ),
        periodFirst: '2025-01-01',
        periodLast: '2025-01-31',
      }),
    )
    await done(
      act('boris', 'reimbursement', fear, 'fear', {
        amountFeared: usd(3_500_000_000),
        fearedOn: '2025-05-01',
      }),
    )
    const value = async (name: string) =>
      (await server.as('fiona').get(`measures/${name}`)).body.value
    expect(await value('funds.claimed')).toBe(2800)
    expect(await value('funds.certified')).toBe(2700)
    expect(await value('funds.feared')).toBe(35_000_000)
    const { body } = await server.as('fiona').get('claimsAges')
    expect(body.feared).toMatchObject([{ contributor: { id: bora }, count: 1 }])
  })

  test('for one contingent counts its people and no other of the state, and only of that state', async () => {
    const agreement = await made(
      enter('teller', 'agreement', {
        reference: 'MOU-units',
        contributor: alba,
        kind: 'memorandum',
        startsOn: '2024-01-01',
        currency: 'USD',
        rateEdition: ids.edition,
      }),
    )
    const person = { rateCategory: 'person', lease: 'personnel' }
    await made(enter('teller', 'agreementLine', { agreement, contributor: alba, ...person }))
    await made(enter('fiona', 'rate', { rateEdition: ids.edition, ...person, amount: usd(3100) }))
    const unitOf = async (name: string, contributor: string, persons: number): Promise<string> => {
      const unit = { name, contributor, type: 'police' }
      const contingent = await made(enter('teller', 'contingent', unit, { at: '2024-01-01' }))
      const flight = { title: name, kind: 'arrival', contributor, contingent }
      const movement = await made(enter('teller', 'movement', flight, { at: '2024-11-01' }))
      const moved = { persons, movedOn: '2024-12-01' }
      await done(act('teller', 'movement', movement, 'confirm', moved, { at: '2024-12-01' }))
      return contingent
    }
    const [ten, four] = [await unitOf('Ten', alba, 10), await unitOf('Four', alba, 4)]
    const foreign = await unitOf('Of Bora', bora, 3)
    const claimed = (reference: string, more: Fields = {}) =>
      enter('alma', 'reimbursement', {
        reference,
        contributor: alba,
        agreement,
        periodFirst: '2025-01-01',
        periodLast: '2025-01-31',
        ...more,
      })
    const totalOf = async (reference: string, more?: Fields): Promise<number> => {
      const id = await made(claimed(reference, more))
      return (await server.as('alma').get(`reimbursement/${id}/lines`)).body.total.minor
    }
    expect(await totalOf('R-ten', { contingent: ten })).toBe(10 * 3100)
    expect(await totalOf('R-four', { contingent: four })).toBe(4 * 3100)
    expect(await totalOf('R-all')).toBe(14 * 3100)
    const wrong = await enter('teller', 'reimbursement', {
      ...{ reference: 'R-other', contributor: alba, agreement, contingent: foreign },
      ...{ periodFirst: '2025-01-01', periodLast: '2025-01-31' },
    })
    expect(detailOf(wrong)).toContain('lent by another contributor')
  })

  test('cannot stand under the agreement of another state', async () => {
    const wrong = await enter('teller', 'reimbursement', {
      reference: 'R-9',
      contributor: bora,
      agreement: ids.agreement,
      periodFirst: '2025-01-01',
      periodLast: '2025-01-31',
    })
    expect(detailOf(wrong)).toContain('another contributor')
  })
})

describe('what is taken off and what is owed apart', () => {
  test('a deduction is a line of its own, of the same state, until it is lifted', async () => {
    const input = { reimbursement: ids.claim, kind: 'advance', deductedOn: '2025-02-10' }
    const wrong = await enter('fiona', 'deduction', { ...input, contributor: bora, amount: usd(1) })
    expect(detailOf(wrong)).toContain('another contributor')
    const below = await enter('fiona', 'deduction', {
      ...input,
      contributor: alba,
      amount: usd(-1),
    })
    expect(detailOf(below)).toContain('above zero')
    const before = (await lines()).body.total.minor
    const one = await made(
      enter('fiona', 'deduction', { ...input, contributor: alba, amount: usd(500) }),
    )
    expect((await lines()).body.total.minor).toBe(before - 500)
    await done(act('fiona', 'deduction', one, 'lift', {}, { because: 'Paid back.' }))
    expect((await lines()).body.total.minor).toBe(before)
  })

  test('compensation has a clock of its own, and three hands', async () => {
    const one = await made(
      enter('alma', 'compensation', { reference: 'D-1', contributor: alba, kind: 'death' }),
    )
    await done(
      act('alma', 'compensation', one, 'submit', {
        amount: usd(7_700_000),
        submittedOn: '2025-01-01',
      }),
    )
    const { body } = await server.as('fiona').get('overview')
    // Ninety days after it was submitted, since it names no day.
    expect(
      body.overdue.find(({ name }: { name: string }) => name === 'compensation'),
    ).toMatchObject({
      since: '2025-04-01',
      count: 1,
    })
    await done(act('greta', 'compensation', one, 'verify', { verifiedOn: '2025-01-10' }))
    const input = { amountApproved: usd(7_700_000), approvedOn: '2025-01-20' }
    const alone = await act('greta', 'compensation', one, 'approve', input)
    expect(detailOf(alone)).toContain('another must')
    await done(act('fiona', 'compensation', one, 'approve', input))
    const paid = { amountPaid: usd(7_700_000), paidOn: '2025-01-30' }
    expect(detailOf(await act('fiona', 'compensation', one, 'pay', paid))).toContain('another must')
    await done(act('frank', 'compensation', one, 'pay', paid))
    expect((await server.as('boris').get(`compensation/${one}`)).status).toBe(404)
  })
})

describe('the evidence pack', () => {
  test('holds every table with its digest, its place in the record, and the balance in the own currency', async () => {
    const response = await server.app.request(
      `/api/${server.mission}/reimbursement/${ids.claim}/evidence`,
      { headers: { 'konbit-person': 'alma' } },
    )
    expect(response.headers.get('content-type')).toBe('application/zip')
    expect(response.headers.get('content-disposition')).toContain('claim-R-1.zip')
    const bytes = new Uint8Array(await response.arrayBuffer())
    const files = unzipSync(bytes)
    const manifest = JSON.parse(strFromU8(files['manifest.json'] as Uint8Array))
    expect(manifest.files.map(({ name }: { name: string }) => name)).toEqual(
      Object.keys(files).filter((name) => name !== 'manifest.json'),
    )
    for (const { name, sha256 } of manifest.files)
      expect(
        createHash('sha256')
          .update(files[name] as Uint8Array)
          .digest('hex'),
        name,
      ).toBe(sha256)
    expect(manifest.place.entry).toBe((await lines()).body.seq)
    const balance = strFromU8(files['balance.csv'] as Uint8Array)
    // Claimed in February at 100, certified in March at 130: 5,000,000.00 spent, 351,000.00 certified.
    expect(balance).toContain('spent at home,,5000000.00,KES,5000000.00')
    expect(balance).toContain('claimed,2025-02-05,2800.00,USD,280000.00,100,2025-01-01')
    expect(balance).toContain('certified,2025-03-10,2700.00,USD,351000.00,130,2025-03-01')
    expect(balance).toContain('spent at home less certified,,,,4649000.00')
    expect(strFromU8(files['lines.csv'] as Uint8Array)).toContain('3 days unserviceable')
    expect(strFromU8(files['inspections.csv'] as Uint8Array)).toContain('ines,alma,A-1')
  })
})

describe('another state', () => {
  test.each(['lines', 'evidence'])('does not find a claim by its %s', async (door) => {
    const { status, body } = await server.as('boris').get(`reimbursement/${ids.claim}/${door}`)
    expect([status, body.type]).toEqual([404, '/problems/not-found'])
  })

  test('finds nothing of it in ages, statement, runway or figures', async () => {
    const ages = await server.as('boris').get('claimsAges')
    expect(ages.text).not.toContain(alba)
    for (const path of ['statement?by=donor', 'statement?by=use', 'runway', 'claimsAges']) {
      const { text, status } = await server.as('boris').get(path)
      expect(status).toBe(200)
      for (const hidden of ['R-1', 'MOU-1', ids.claim as string, '270000', '280000'])
        expect(text.includes(hidden), `${path} says ${hidden}`).toBe(false)
    }
  })
})
