/** What came in and what it may be spent on; the statement of it, and the runway without a donor. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { dayFrom, type TestServer } from '../testing.ts'
import {
  act,
  alba,
  detailOf,
  done,
  donor,
  enter,
  type Fields,
  made,
  openFunds,
  other,
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

  test('that was refused is kept by whoever was refused, and only where it would be', async () => {
    const one = await gift({ eligibleUse: ['pay'], title: 'For pay alone' })
    await arrive(one, 100_000)
    const asked = (use: string, minor: number) =>
      enter('fiona', 'refusal', {
        title: `Asked for ${use}`,
        contribution: one,
        use,
        amount: usd(minor),
        askedOn: '2025-02-02',
      })
    const before = (await server.as('fiona').get('statement?by=use')).body.triedCount
    // What was refused at the door has left nothing behind.
    expect((await allot(one, 5000, 'logistics')).status).toBe(409)
    expect((await server.as('fiona').get('statement?by=use')).body.triedCount).toBe(before)
    expect(detailOf(await asked('pay', 5000))).toContain('allot it instead')
    const kept = await made(asked('logistics', 5000))
    const { body } = await server.as('fiona').get('statement?by=use')
    expect(body.triedCount).toBe(before + 1)
    expect(body.tried.find(({ id }: { id: string }) => id === kept)).toMatchObject({
      use: 'logistics',
      sum: usd(5000),
      on: '2025-02-02',
      state: 'standing',
      contribution: { caption: expect.stringContaining('For pay alone') },
    })
    const { body: record } = await server.as('fiona').get(`refusal/${kept}`)
    expect(record.fields.enteredBy).toBe('fiona')
    // It spends nothing: what came in may still be allotted whole.
    await made(allot(one, 100_000, 'pay'))
    await made(asked('pay', 1))
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
    const soon = dayFrom(40)
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
