/** Asks everything of a filled mission, now and in the past by turns, and says what took how long. */
import { median, timesOf } from '../measure.ts'
import { filters, type openAsk, sorts } from './ask.ts'

type Asking = Awaited<ReturnType<typeof openAsk>>

/** The promise: a page now, and any other moment. */
const NOW_MS = 20
const PAST_MS = 50
const allowed = (now: number): number => Math.max(PAST_MS, 2 * now)

export async function report(
  ask: Asking,
  rounds: number,
  say: (line: string) => void,
  clock?: () => number | Promise<number>,
): Promise<void> {
  const names = Object.keys(ask.moments)
  const ms = (value: number): string => value.toFixed(1)
  const slow: string[] = []
  /** Medians, and in brackets the quickest: on a machine at other work the truth lies there. */
  const told = (what: string, times: Record<string, number[]>): void => {
    const took = Object.entries(times).map(([name, list]) => [name, median(list)] as const)
    const now = took.find(([name]) => name === 'now')?.[1] ?? 0
    const past = took.filter(([name]) => name !== 'now')
    const [worst, most] = past.reduce((a, b) => (b[1] > a[1] ? b : a), ['', 0])
    const least = (name: string): string => ms(Math.min(...(times[name] ?? [])))
    say(
      `  ${what.padEnd(34)} now ${ms(now).padStart(6)} (${least('now')}) ms   past at most ${ms(most).padStart(6)} (${least(worst)}) ms: ${worst}`,
    )
    if (now > NOW_MS) slow.push(`${what}, now: ${ms(now)} ms`)
    for (const [moment, one] of past)
      if (one > allowed(now)) slow.push(`${what}, ${moment}: ${ms(one)} ms`)
  }
  const each = async (
    what: string,
    work: (moment: Asking['moments'][string], name: string) => Promise<unknown>,
  ): Promise<void> => {
    const works = Object.fromEntries(
      names.map((name) => [name, () => work(ask.moments[name] as never, name)]),
    )
    told(what, await timesOf(works, rounds, clock))
  }

  say(
    `  ${ask.size} entries; a page is 50 records with captions; the first is counted, to 1,000, and what a filter leaves to 5,000`,
  )
  for (const sort of sorts)
    await each(`first page by ${sort}`, (moment) => ask.page({ sort, moment }))
  await each('first page, not counted', (moment) => ask.page({ moment, total: 'none' }))
  for (const sort of sorts.slice(0, 6))
    for (const [where, part] of [
      ['middle', 0.5],
      ['last', 1],
    ] as const) {
      const cursors = new Map<string, string | undefined>()
      for (const name of names)
        cursors.set(name, await ask.cursorAt(sort, ask.moments[name] as never, part))
      await each(`${where} page by ${sort}`, (moment, name) =>
        ask.page({ sort, moment, cursor: cursors.get(name) }),
      )
    }

  const [row] = await ask.look<{ record: string; contingent: string; base: string }>(
    `select record, f_contingent as contingent, f_base as base from r_vehicle_mission where f_plate = 'V0000042' limit 1`,
  )
  const { record = '', contingent = '', base = '' } = row ?? {}
  const narrowed = {
    ...filters,
    'one contingent of twenty': { contingent },
    'one site of forty': { base },
    'one type at one site': { type: 'mrap', base },
  }
  for (const [name, filter] of Object.entries(narrowed))
    for (const sort of ['plate', '-plate', '-state', 'contingent'])
      await each(`${name}, by ${sort}`, (moment) => ask.page({ sort, moment, filter }))
  const shown = (name: string): boolean => !/first|tenth/.test(name)
  const fewer = Object.fromEntries(names.filter(shown).map((name) => [name, ask.moments[name]]))
  const some = async (
    what: string,
    work: (moment: Asking['moments'][string]) => Promise<unknown>,
  ): Promise<void> =>
    told(
      what,
      await timesOf(
        Object.fromEntries(
          Object.entries(fewer).map(([name, moment]) => [name, () => work(moment as never)]),
        ),
        rounds,
        clock,
      ),
    )
  await some('one record', (moment) => ask.record(record, moment))
  await some('its history', (moment) => ask.history(record, moment))
  await some('what refers to it: nothing', (moment) => ask.links(record, moment))
  await some('what refers to a contingent', (moment) => ask.links(contingent, moment))
  await some('search: a plate', (moment) => ask.search('V0000042', moment))
  await some('search: two words', (moment) => ask.search('mrap 4711', moment))
  await some('search: a word of one in seven', (moment) => ask.search('mrap', moment))
  say(
    slow.length === 0
      ? '  all within the promise'
      : `  beyond the promise:\n    ${slow.join('\n    ')}`,
  )
}
