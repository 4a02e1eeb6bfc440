/**
 * Two states, one fund: what came in, what it may be spent on, a claim line by line under two editions of rates, the pack for
 * an auditor, the runway without a donor. And what another state may not find.
 */
import { createHash, randomUUID } from 'node:crypto'
import type { Clearance, Role } from '@konbit/model'
import { strFromU8, unzipSync } from 'fflate'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Standing } from '../house.ts'
import { type Got, openTestServer, type TestServer } from '../testing.ts'

const [alba, bora, donor, other] = [randomUUID(), randomUUID(), randomUUID(), randomUUID()]
const at = (unit: string): Clearance[] => [
  { label: 'public', unit: '*' },
  { label: 'mission', unit },
]
const whole: Clearance[] = [{ label: 'mission', unit: '*' }]
const person = (id: string, roles: Role[], clearances: Clearance[]): Standing => ({
  id,
  title: id,
  roles,
  clearances,
})
const people = [
  person('teller', ['importer'], [{ label: 'restricted', unit: '*' }]),
  person('fiona', ['finance'], whole),
  person('frank', ['finance'], whole),
  person('ines', ['inspector'], whole),
  person('both', ['inspector', 'contributorOfficer'], whole),
  person('alma', ['contributorFinance', 'contributorOfficer'], at(alba)),
  person('boris', ['contributorFinance', 'contributorOfficer'], at(bora)),
]

let server: TestServer
beforeAll(async () => {
  server = await openTestServer({
    change: (house) => ({
      ...house,
      missions: new Map([...house.missions].map(([id, mission]) => [id, { ...mission, people }])),
    }),
  })
  for (const who of people) await server.test.ledger.grant(server.mission, who.id, who)
  await setUp()
}, 120_000)
afterAll(async () => {
  expect(server.failures).toEqual([])
  await server.close()
})

type Fields = Record<string, unknown>
const usd = (minor: number) => ({ minor, currency: 'USD' })
const send = (who: string, path: string, body: Fields): Promise<Got> =>
  server.as(who).post(path, { id: randomUUID(), ...body })
const enter = (
  who: string,
  register: string,
  input: Fields,
  more: Fields = {},
  record = randomUUID(),
): Promise<Got & { record: string }> =>
  send(who, register, { record, input, ...more }).then((got) => ({ ...got, record }))
const act = (
  who: string,
  register: string,
  record: string,
  verb: string,
  input: Fields = {},
  more: Fields = {},
): Promise<Got> => send(who, `${register}/${record}/${verb}`, { input, ...more })
async function made(got: Promise<Got & { record: string }>): Promise<string> {
  const { status, text, record } = await got
  expect(status, text).toBe(201)
  return record
}
async function done(got: Promise<Got>): Promise<void> {
  const { status, text } = await got
  expect(status, text).toBe(201)
}
const detailOf = ({ body }: Got): string => body.detail

/** What the tests speak of. */
const ids: Record<string, string> = {}

async function setUp(): Promise<void> {
  for (const [id, code] of [
    [alba, 'ALB'],
    [bora, 'BOR'],
    [donor, 'DON'],
    [other, 'OTH'],
  ] as const)
    await made(
      enter(
        'teller',
        'organisation',
        { code, name: code, kind: 'state' },
        { at: '2024-01-01' },
        id,
      ),
    )
  const contingent = await made(
    enter(
      'teller',
      'contingent',
      { name: 'Alba one', contributor: alba, type: 'police' },
      { at: '2024-01-01' },
    ),
  )
  for (const [name, amount] of [
    ['edition', 310_000],
    ['second', 620_000],
  ] as const) {
    const edition = await made(
      enter('fiona', 'rateEdition', {
        code: name,
        title: name,
        startsOn: '2024-01-01',
        isIllustrative: true,
      }),
    )
    ids[name] = edition
    await made(
      enter('fiona', 'rate', {
        rateEdition: edition,
        rateCategory: 'apc',
        lease: 'wet',
        amount: usd(amount),
      }),
    )
  }
  ids.agreement = await made(
    enter('teller', 'agreement', {
      reference: 'MOU-1',
      contributor: alba,
      kind: 'memorandum',
      startsOn: '2024-01-01',
      currency: 'USD',
      rateEdition: ids.edition,
    }),
  )
  ids.line = await made(
    enter('teller', 'agreementLine', {
      agreement: ids.agreement,
      contributor: alba,
      rateCategory: 'apc',
      lease: 'wet',
    }),
  )
  const vehicle = await made(
    enter(
      'teller',
      'vehicle',
      { plate: 'A-1', type: 'apc', contingent, agreementLine: ids.line },
      { at: '2025-01-01' },
    ),
  )
  ids.vehicle = vehicle
  const on = (verb: string, day: string, input: Fields = {}) =>
    done(act('teller', 'vehicle', vehicle, verb, input, { at: day }))
  await on('accept', '2025-01-01')
  await on('ground', '2025-01-10', { fault: 'Engine.' })
  await done(
    send('teller', `vehicle/${vehicle}/amend`, {
      input: { backOn: '2025-01-13' },
      at: '2025-01-11',
    }),
  )
  const inspection = await made(
    enter('ines', 'inspection', {
      contributor: alba,
      kind: 'arrival',
      inspectedOn: '2025-01-01',
      vehicles: [vehicle],
    }),
  )
  ids.inspection = inspection
  await done(act('ines', 'inspection', inspection, 'signForMission', { outcome: 'meets' }))
  await done(
    act('alma', 'inspection', inspection, 'signForContributor', { signedOn: '2025-01-02' }),
  )
  ids.claim = await made(
    enter('alma', 'reimbursement', {
      reference: 'R-1',
      contributor: alba,
      agreement: ids.agreement,
      periodFirst: '2025-01-01',
      periodLast: '2025-01-31',
      spentAtHome: { minor: 500_000_000, currency: 'KES' },
    }),
  )
  for (const [rate, statedOn] of [
    [100, '2025-01-01'],
    [130, '2025-03-01'],
  ] as const)
    await made(
      enter('fiona', 'exchangeRate', {
        currency: 'USD',
        toCurrency: 'KES',
        rate,
        statedOn,
        publisher: 'A central bank',
      }),
    )
}

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

describe('spending', () => {
  const gift = (input: Fields = {}) =>
    made(
      enter('fiona', 'contribution', {
        title: 'A gift',
        donor,
        channel: 'trustFund',
        amount: usd(1_000_000),
        statedOn: '2025-01-01',
        ...input,
      }),
    )
  const allot = (contribution: string, minor: number, use = 'medical') =>
    enter('fiona', 'allotment', {
      title: 'Allotted',
      contribution,
      use,
      amount: usd(minor),
      allottedOn: '2025-02-01',
    })
  const arrive = (contribution: string, minor: number) =>
    made(enter('fiona', 'receipt', { contribution, amount: usd(minor), receivedOn: '2025-01-15' }))
  const owe = (allotment: string | undefined, minor: number, input: Fields = {}) =>
    enter('fiona', 'obligation', {
      title: 'Owed',
      kind: 'payment',
      amount: usd(minor),
      ...(allotment ? { allotment } : {}),
      ...input,
    })
  const pay = (
    obligation: string,
    allotment: string,
    contribution: string,
    minor: number,
    input: Fields = {},
  ) =>
    enter('fiona', 'payment', {
      obligation,
      allotment,
      contribution,
      amount: usd(minor),
      paidOn: '2025-03-01',
      ...input,
    })

  test('stays within what came in, what was set aside and what is owed', async () => {
    const one = await gift()
    expect(detailOf(await allot(one, 1))).toContain('than was received')
    await arrive(one, 600_000)
    const medical = await made(allot(one, 400_000))
    expect(detailOf(await allot(one, 200_001))).toContain('than was received')
    await made(allot(one, 200_000))
    expect(detailOf(await owe(medical, 400_001))).toContain('than was allotted')
    const debt = await made(owe(medical, 300_000))
    expect(detailOf(await owe(medical, 100_001))).toContain('than was allotted')
    expect(detailOf(await owe(medical, 1, { use: 'training' }))).toContain('another use')
    expect(detailOf(await pay(debt, medical, one, 300_001))).toContain('than is owed')
    await made(pay(debt, medical, one, 300_000))
    expect(detailOf(await pay(debt, medical, one, 1))).toContain('than is owed')
    const more = await send('fiona', `allotment/${medical}/amend`, {
      input: { amount: usd(400_001) },
    })
    expect(detailOf(more)).toContain('than was received')
    const back = await act(
      'fiona',
      'allotment',
      medical,
      'withdraw',
      {},
      { because: 'Not needed.' },
    )
    expect(detailOf(back)).toContain('Something is owed')
  })

  test('outside what its donor allows is refused, and what stands outside since is shown', async () => {
    const one = await gift({ eligibleUse: ['medical', 'training'], title: 'For health' })
    await arrive(one, 900_000)
    expect(detailOf(await allot(one, 1, 'pay'))).toContain('for other uses only')
    const medical = await made(allot(one, 500_000))
    const debt = await made(owe(medical, 500_000))
    await done(send('fiona', `contribution/${one}/amend`, { input: { eligibleUse: ['training'] } }))
    expect(detailOf(await pay(debt, medical, one, 100))).toContain('for other uses only')
    const { body } = await server.as('fiona').get('statement?by=use')
    expect(body.refused.map(({ id }: { id: string }) => id)).toContain(medical)
  })

  test('from a frozen gift is refused until it is released', async () => {
    const one = await gift({ title: 'Cold' })
    await arrive(one, 100_000)
    const medical = await made(allot(one, 50_000))
    const debt = await made(owe(medical, 50_000))
    const frozen = { amountFrozen: usd(100_000), frozenOn: '2025-04-01' }
    await done(act('fiona', 'contribution', one, 'freeze', frozen, { because: 'They said so.' }))
    expect(detailOf(await allot(one, 1))).toContain('frozen')
    expect(detailOf(await pay(debt, medical, one, 1))).toContain('frozen')
    await done(act('fiona', 'contribution', one, 'release', {}, { because: 'Settled.' }))
    await made(pay(debt, medical, one, 1))
  })

  test('follows its chain: of another allotment, another gift or another contributor nothing is paid', async () => {
    const [one, two] = [await gift({ title: 'One' }), await gift({ title: 'Two' })]
    await arrive(one, 100_000)
    await arrive(two, 100_000)
    const [first, second] = [await made(allot(one, 100_000)), await made(allot(two, 100_000))]
    const debt = await made(owe(first, 10_000, { contributor: alba }))
    const bare = await made(owe(undefined, 10_000))
    const of = { contributor: alba }
    expect(detailOf(await pay(debt, second, two, 1, of))).toContain('another allotment')
    expect(detailOf(await pay(debt, first, two, 1, of))).toContain('another contribution')
    expect(detailOf(await pay(debt, first, one, 1))).toContain('names the contributor')
    expect(detailOf(await pay(bare, first, one, 1))).toContain('No money is set aside')
    await made(pay(debt, first, one, 10_000, of))
    expect((await server.as('boris').get('payment')).body.total).toBe(0)
    expect((await server.as('alma').get('payment')).body.total).toBe(1)
  })
})

describe('the statement', () => {
  test('keeps its stages apart: what came in by receipts is not told twice', async () => {
    const one = await made(
      enter('fiona', 'contribution', {
        title: 'Euros',
        donor: other,
        channel: 'trustFund',
        amount: { minor: 100, currency: 'EUR' },
        statedOn: '2025-01-01',
        amountReceived: { minor: 100, currency: 'EUR' },
      }),
    )
    await made(
      enter('fiona', 'receipt', {
        contribution: one,
        amount: { minor: 60, currency: 'EUR' },
        receivedOn: '2025-01-20',
      }),
    )
    const row = async () =>
      (await server.as('fiona').get('statement?by=donor')).body.rows.find(
        ({ key }: { key: string }) => key === other,
      )
    const before = await row()
    expect(before.cells.received).toMatchObject([
      { sum: { minor: 60, currency: 'EUR' }, count: 1, converted: null, rate: null },
    ])
    await made(
      enter('fiona', 'exchangeRate', {
        currency: 'EUR',
        toCurrency: 'USD',
        rate: 1.5,
        statedOn: '2025-01-10',
        publisher: 'A bank',
      }),
    )
    const after = await row()
    expect(after.cells.received).toMatchObject([
      { converted: usd(90), rate: { rate: 1.5, statedOn: '2025-01-10', source: 'A bank' } },
    ])
    // The pledge was stated before that rate was.
    expect(after.cells.pledged).toMatchObject([{ converted: null, rate: null }])
  })

  test('has what is given in kind in rows of its own', async () => {
    await made(
      enter('fiona', 'contribution', {
        title: 'Ten trucks',
        donor,
        channel: 'inKind',
        amount: usd(0),
        valuedAs: usd(77_000),
        statedOn: '2025-01-01',
      }),
    )
    const { body } = await server.as('fiona').get('statement?by=donor')
    const mine = body.rows.filter(({ key }: { key: string }) => key === donor)
    expect(mine.map(({ inKind }: { inKind: boolean }) => inKind)).toEqual([false, true])
    expect(mine[1].cells.pledged[0].sum).toEqual(usd(77_000))
  })

  test('by month and within days holds only what falls there', async () => {
    const { body } = await server
      .as('fiona')
      .get('statement?by=period&from=2025-03-01&to=2025-03-31')
    expect(body.rows.map(({ key }: { key: string }) => key)).toEqual(['2025-03'])
    expect(Object.keys(body.rows[0].cells)).toEqual(['paid'])
  })

  test('says to who sees a part that it is one', async () => {
    expect((await server.as('alma').get('statement?by=donor')).body.partial).toBe(true)
    expect((await server.as('fiona').get('statement?by=donor')).body.partial).toBe(false)
  })
})

describe('the runway', () => {
  test('is shorter without a contribution, and never told to who sees a part', async () => {
    const { body } = await server.as('fiona').get('runway')
    expect(body.balance.minor).toBeGreaterThan(0)
    const gifts = (await server.as('fiona').get('contribution?limit=50')).body.items
    const { id } = gifts.find(({ caption }: { caption: string }) => caption === 'For health')
    const less = await server.as('fiona').get(`runway?without=${id}`)
    expect(body.balance.minor - less.body.balance.minor).toBe(900_000)
    expect(less.body.held.minor - body.held.minor).toBe(900_000)
    const part = await server.as('alma').get('runway')
    expect(part.body).toMatchObject({ balance: null, why: 'partial', series: [] })
  })

  test('ends on the day of a payment that takes more than there is', async () => {
    const soon = new Date(Date.now() + 40 * 86_400_000).toISOString().slice(0, 10)
    await made(
      enter('fiona', 'obligation', {
        title: 'The provider',
        kind: 'payment',
        amount: usd(20_000_000_000),
        dueOn: soon,
      }),
    )
    const { body } = await server.as('fiona').get('runway')
    expect(body.emptyOn).toBe(soon)
    expect(body.events.at(-1)).toMatchObject({ day: soon, minor: -20_000_000_000 })
  })
})
