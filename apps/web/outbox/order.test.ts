/** The order of the outbox and its patience, and the lock it lies under. */
import { describe, expect, test } from 'vitest'
import { backOff, carriedOn, heldBy, type Item, nextOnes, wakeAt } from './order.ts'
import { isGoodCode, makeLock, nameOf, openLock, sealJson, unsealJson } from './seal.ts'

const item = (n: number, record: string, more: Partial<Item> & { input?: object } = {}): Item => {
  const { input, command, ...rest } = more
  return {
    n,
    state: 'waiting',
    made: '2026-03-03T08:00:00Z',
    tries: 0,
    next: 0,
    command: {
      register: 'vehicle',
      record,
      verb: 'amend',
      id: `c${n}`,
      ...(input ? { input: input as Record<string, unknown> } : {}),
      ...command,
    },
    ...rest,
  } as Item
}
const nextOf = (all: readonly Item[], now: number): Item | undefined => nextOnes(all, now)[0]
const enter = (n: number, record: string, more: Partial<Item> = {}): Item => {
  const made = item(n, record, more)
  return { ...made, command: { ...made.command, verb: 'enter' } }
}

describe('what goes next', () => {
  test('commands of one record go in the order in which they were made, whatever else goes before', () => {
    const all = [item(1, 'a', { next: 9000 }), item(2, 'a'), item(3, 'b')]
    expect(nextOf(all, 0)?.n).toBe(3)
    expect(heldBy(all[1] as Item, all)?.n).toBe(1)
    expect(nextOf(all, 9000)?.n).toBe(1)
    expect(wakeAt(all.slice(0, 2))).toBe(9000)
  })

  test('behind one that was refused waits what changes its record or names it, and nothing else', () => {
    const all = [
      enter(1, 'new', { state: 'refused' }),
      item(2, 'new'),
      item(3, 'other', { input: { vehicles: ['old', 'new'] } }),
      item(4, 'other'),
      item(5, 'third'),
    ]
    expect(all.map((one) => heldBy(one, all)?.n)).toEqual([undefined, 1, 1, 3, undefined])
    expect(nextOf(all, 0)?.n).toBe(5)
  })

  test('what arrived holds up nobody; a file goes last, and after the record that it is about', () => {
    const attached = { address: '', file: 'f', title: 'Gate', bytes: 1 }
    const all = [
      item(1, 'a', { state: 'sent' }),
      enter(2, 'new'),
      item(3, 'new', { attached }),
      item(4, 'b'),
    ]
    expect(nextOf(all, 0)?.n).toBe(2)
    expect(heldBy(all[2] as Item, all)?.n).toBe(2)
    const later = all.map((one) => (one.n === 2 ? { ...one, state: 'sent' as const } : one))
    expect(nextOf(later, 0)?.n).toBe(4)
    // Nothing of the record waits for its photograph.
    expect(heldBy(item(9, 'new'), later)).toBeUndefined()
  })
})

test('a queue goes in few requests: of each record the first, bounded in number and size, and fewer where it was tried in vain', () => {
  const all = [item(1, 'a'), item(2, 'b'), item(3, 'a'), item(4, 'c', { next: 9000 }), item(5, 'd')]
  const places = (items: readonly Item[]): number[] => nextOnes(items, 0).map(({ n }) => n)
  expect(places(all)).toEqual([1, 2, 5])
  const many = Array.from({ length: 100 }, (_, n) => item(n, `r${n}`))
  expect(places(many)).toHaveLength(40)
  const tried = (tries: number): Item[] => many.map((one) => ({ ...one, tries }))
  expect([1, 3, 9].map((tries) => places(tried(tries)).length)).toEqual([20, 5, 1])
  const long = many.map((one) => ({
    ...one,
    command: { ...one.command, because: 'x'.repeat(20_000) },
  }))
  expect(places(long)).toHaveLength(2)
  expect(
    places([
      { ...item(1, 'a'), command: { ...item(1, 'a').command, because: 'x'.repeat(90_000) } },
    ]),
  ).toEqual([1])
  const attached = { address: '', file: 'f', title: 'Gate', bytes: 1 }
  expect(places([item(1, 'a', { attached }), item(2, 'b', { attached })])).toEqual([1])
})

test('what saw the same entry as an accepted command goes on from that one, in a chain; what saw another does not', () => {
  const saw = (n: number, record: string, expects: number): Item =>
    item(n, record, { command: { expects } as never })
  const all = [saw(1, 'a', 10), saw(2, 'a', 10), saw(3, 'a', 8), saw(4, 'b', 10), saw(5, 'a', 10)]
  const after = carriedOn(all, all[0] as Item, 512)
  expect(after.map(({ n, command }) => [n, command.expects])).toEqual([
    [2, 512],
    [5, 512],
  ])
  expect(
    carriedOn([...after], after[0] as Item, 600).map(({ command }) => command.expects),
  ).toEqual([600])
})

test('patience grows, has an end, and is not the same on two phones', () => {
  const least = [0, 1, 2, 3, 30].map((tries) => backOff(tries, () => 0))
  const most = [0, 1, 2, 3, 30].map((tries) => backOff(tries, () => 1))
  expect(least).toEqual([500, 1000, 2000, 4000, 150_000])
  expect(most).toEqual([1000, 2000, 4000, 8000, 300_000])
  expect(new Set(Array.from({ length: 20 }, () => backOff(8))).size).toBeGreaterThan(10)
})

describe('the lock', () => {
  // Few rounds: what is asked is who opens what, not how long it takes.
  const rounds = 1000

  test('opens with its code and no other, and not with the code of another browser', async () => {
    const { lock, keys } = await makeLock('tin boat river', rounds)
    const sealed = await sealJson(keys.data, { fault: 'gearbox' }, 'queue/a/1')
    const again = await openLock(lock, 'tin boat river')
    expect(again && (await unsealJson(again.data, sealed, 'queue/a/1'))).toEqual({
      fault: 'gearbox',
    })
    expect(again && (await nameOf(again, '/api/x'))).toBe(await nameOf(keys, '/api/x'))
    expect(await openLock(lock, 'tin boat rivers')).toBeUndefined()
    const { lock: other } = await makeLock('tin boat river', rounds)
    expect(await openLock({ ...lock, browser: other.browser }, 'tin boat river')).toBeUndefined()
  })

  test('nothing sealed for one place opens at another, nor after a bit was changed; no key can be read out', async () => {
    const { lock, keys } = await makeLock('tin boat river', rounds)
    const sealed = await sealJson(keys.data, 'said', 'queue/a/1')
    await expect(unsealJson(keys.data, sealed, 'queue/a/2')).rejects.toThrow()
    sealed.bytes[0] = (sealed.bytes[0] as number) ^ 1
    await expect(unsealJson(keys.data, sealed, 'queue/a/1')).rejects.toThrow()
    for (const key of [lock.browser, keys.data, keys.names]) expect(key.extractable).toBe(false)
  })

  test('takes no code that would soon be guessed', () => {
    const good = ['tin boat river', '480215937716', 'Ferry-72']
    const bad = ['1234567', '48021593', 'aaaaaaaaaaaa', 'abababab', '']
    expect(good.filter((one) => !isGoodCode(one))).toEqual([])
    expect(bad.filter(isGoodCode)).toEqual([])
  })
})
