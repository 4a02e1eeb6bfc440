/** The pool of players: what goes first, what is dropped, what happens when a player breaks down. */
import { digestOf, hashesOf, kr1, type Model, play, type Sample } from '@konbit/planner'
import { describe, expect, test } from 'vitest'
import type { Ask, Told } from './ask.ts'
import { pieces, refine, steps } from './course.ts'
import { Dropped, openPool, type Player } from './pool.ts'

const model: Model = { ...kr1, days: 30 }
const other: Model = { ...model }
const never = new AbortController().signal

/** A player that answers when the test says so. */
function hiring() {
  const hired: (Player & { asks: Ask[]; isGone: boolean })[] = []
  const hire = (): Player => {
    const player = {
      asks: [] as Ask[],
      isGone: false,
      onmessage: null,
      onerror: null,
      postMessage: (ask: Ask) => void player.asks.push(ask),
      terminate: () => {
        player.isGone = true
      },
    }
    hired.push(player)
    return player
  }
  const answer = (at: number, told?: Told): void => {
    const player = hired[at] as (typeof hired)[number]
    const ask = player.asks.at(-1) as Extract<Ask, { play: number }>
    const sample = { from: ask.from, to: ask.to } as Sample
    player.onmessage?.({ data: told ?? { sample } } as MessageEvent<Told>)
  }
  const breakDown = (at: number): void =>
    hired[at]?.onerror?.({ message: 'gone', preventDefault: () => undefined } as ErrorEvent)
  return { hired, hire, answer, breakDown }
}
const wanted = (of: Model, from: number, to: number) => ({ model: of, seed: 's', from, to })

describe('the pool', () => {
  test('tells a player of a model once, and hires no more than there is work for', async () => {
    const { hired, hire, answer } = hiring()
    const pool = openPool(4, hire)
    const first = pool.play(wanted(model, 0, 8), 0, never)
    answer(0)
    expect(await first).toMatchObject({ from: 0, to: 8 })
    const second = pool.play(wanted(model, 8, 16), 0, never)
    answer(0)
    await second
    expect(hired).toHaveLength(1)
    expect(hired[0]?.asks.filter((ask) => 'know' in ask)).toHaveLength(1)
  })

  test('begins what is more urgent first, however late it was asked for', async () => {
    const { hired, hire, answer } = hiring()
    const pool = openPool(1, hire)
    const told: string[] = []
    const all = [
      pool.play(wanted(model, 0, 1), 5, never).then(() => told.push('under way')),
      pool.play(wanted(model, 1, 2), 5, never).then(() => told.push('later')),
      pool.play(wanted(other, 2, 3), 0, never).then(() => told.push('urgent')),
    ]
    for (const one of all) {
      answer(0)
      await Promise.race([one, Promise.resolve()])
    }
    await Promise.all(all)
    expect(told).toEqual(['under way', 'urgent', 'later'])
    expect(hired).toHaveLength(1)
  })

  test('never begins what was dropped, and throws away what comes too late', async () => {
    const { hired, hire, answer } = hiring()
    const pool = openPool(1, hire)
    const quit = new AbortController()
    const dropped = [
      pool.play(wanted(model, 0, 1), 0, quit.signal),
      pool.play(wanted(model, 1, 2), 0, quit.signal),
    ]
    const kept = pool.play(wanted(other, 0, 1), 0, never)
    quit.abort()
    for (const one of dropped) await expect(one).rejects.toBeInstanceOf(Dropped)
    answer(0)
    answer(0)
    await kept
    const played = hired[0]?.asks.flatMap((ask) => ('play' in ask ? [ask.play] : []))
    expect(played).toEqual([1, 2])
  })

  test('hashes a sample in pieces that can be overtaken, to the digest of the whole', async () => {
    const { hired, hire } = hiring()
    const pool = openPool(1, hire)
    const sample = play(model, 's', 3, 23)
    const digest = pool.digest(sample, never)
    for (let at = 0; at < 3; at += 1) {
      const ask = hired[0]?.asks.at(-1) as Extract<Ask, { hash: Sample }>
      expect(ask.hash.to - ask.hash.from).toBeLessThanOrEqual(8)
      hired[0]?.onmessage?.({ data: { hashes: hashesOf(ask.hash) } } as MessageEvent<Told>)
    }
    expect(await digest).toBe(digestOf(sample))
  })

  test('replaces a player that breaks down, tells the new one of the model and plays again', async () => {
    const { hired, hire, answer, breakDown } = hiring()
    const pool = openPool(1, hire)
    const sample = pool.play(wanted(model, 3, 7), 0, never)
    breakDown(0)
    expect(hired[0]?.isGone).toBe(true)
    answer(1)
    expect(await sample).toMatchObject({ from: 3, to: 7 })
    expect(hired[1]?.asks.map((ask) => Object.keys(ask)[0])).toEqual(['know', 'play'])
  })

  test('gives up what breaks every player, and says why', async () => {
    const { hire, breakDown } = hiring()
    const pool = openPool(1, hire)
    const sample = pool.play(wanted(model, 0, 1), 0, never)
    for (const at of [0, 1, 2]) breakDown(at)
    await expect(sample).rejects.toThrow('gone')
  })

  test('passes on what a player says went wrong', async () => {
    const { hire, answer } = hiring()
    const sample = openPool(1, hire).play(wanted(model, 0, 1), 0, never)
    answer(0, { failed: 'grew beyond' })
    await expect(sample).rejects.toThrow('grew beyond')
  })
})

describe('the course', () => {
  test('shows a first picture early and grows to what was asked for', () => {
    expect(steps(1000)).toEqual([32, 128, 512, 1000])
    expect(steps(32)).toEqual([32])
    expect(steps(20)).toEqual([20])
  })

  test.each([
    [0, 64, 2],
    [64, 256, 8],
    [0, 5, 8],
    [256, 1000, 3],
  ])('splits %i to %i among %i without gap or overlap', (from, to, players) => {
    const all = pieces(from, to, players)
    expect(all[0]?.[0]).toBe(from)
    expect(all.at(-1)?.[1]).toBe(to)
    for (const [i, [, end]] of all.entries()) expect(all[i + 1]?.[0] ?? to).toBe(end)
    expect(Math.max(...all.map(([a, b]) => b - a))).toBeLessThanOrEqual(8)
  })

  test('ends with the sample that one player would have played alone', async () => {
    const pool = {
      size: 3,
      play: async ({ model: of, seed, from, to }: ReturnType<typeof wanted>) =>
        play(of, seed, from, to),
      digest: async () => '',
      close: () => undefined,
    }
    const seen: number[] = []
    let last: Sample | undefined
    await refine(
      pool,
      { model, seed: 's' },
      100,
      never,
      (sample) => {
        last = sample
        seen.push(sample.to)
      },
      () => undefined,
    )
    expect(seen).toEqual([32, 100])
    expect(last).toEqual(play(model, 's', 0, 100))
  })
})
