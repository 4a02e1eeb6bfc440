/**
 * The order of the outbox, and nothing else: what may go next, what waits behind what, when to try again, and what later
 * commands of a record take over from one that was accepted. Pure, the same in Node and in a browser.
 */

/** A command as a page makes it. `at` is the time of the deed; the record has it once and under this id. */
export type Command = {
  register: string
  record: string
  verb: string
  id: string
  input?: Readonly<Record<string, unknown>>
  at?: string
  because?: string
  expects?: number
  entry?: number
  onBehalfOf?: string
}

/** What the server said no with, as it came. */
export type Refused = {
  kind: string
  status: number
  why: string
  errors: readonly { field: string; needs: string }[]
  told: readonly { key: string; values: Readonly<Record<string, string | number>> }[]
  conflict?: unknown
}

/** A file that goes by itself, after the commands: `address` is where to, `file` which bytes. */
export type Attached = { address: string; file: string; title: string; bytes: number }

export type Item = {
  /** Place in the queue. */
  n: number
  state: 'waiting' | 'refused' | 'sent'
  /** Of a file: `register` is document, `record` what it is about. */
  command: Command
  attached?: Attached
  /** When it was kept, as an instant. */
  made: string
  /** It was first sent without a time, and nobody knows whether it arrived. */
  bare?: boolean
  /** The page gave it no time, so its time is that of this phone's clock. */
  stamped?: boolean
  tries: number
  /** Not before then, in milliseconds. */
  next: number
  problem?: Refused
  seq?: number
  sent?: string
}

const names = (value: unknown, id: string): boolean =>
  typeof value === 'string'
    ? value === id
    : Array.isArray(value) && value.some((one) => names(one, id))

/** Whether `later` may only go when `earlier` is in the record: the same record, or one that it enters is named. */
function follows(later: Item, earlier: Item): boolean {
  if (later.command.record === earlier.command.record)
    // A file changes no record, so nothing of the record waits for one.
    return earlier.attached === undefined
  return (
    earlier.command.verb === 'enter' &&
    Object.values(later.command.input ?? {}).some((value) => names(value, earlier.command.record))
  )
}

/** The first of those before it that it has to wait for. */
export const heldBy = (item: Item, items: readonly Item[]): Item | undefined =>
  items.find((one) => one.state !== 'sent' && one.n < item.n && follows(item, one))

/** Many at once save a thin line its round trips; too many, and what is lost with a broken one is much. */
const onesMost = 40
const charsMost = 48_000

/**
 * What goes next, in one request: commands as they were made, at most one of each record, then files one by one. None where
 * nothing may go now. A command that was tried in vain goes in smaller company, until it goes alone.
 */
export function nextOnes(items: readonly Item[], now: number): readonly Item[] {
  const ready = items
    .filter((one) => one.state === 'waiting' && one.next <= now && !heldBy(one, items))
    .sort((a, b) => a.n - b.n)
  const commands = ready.filter(({ attached }) => !attached)
  if (commands.length === 0) return ready.slice(0, 1)
  const most = Math.max(1, onesMost >> (commands[0]?.tries ?? 0))
  let chars = 0
  const over = commands.findIndex((one) => {
    chars += JSON.stringify(one.command).length
    return chars > charsMost
  })
  return commands.slice(0, over === -1 ? most : Math.max(1, Math.min(most, over)))
}

/** When something may go by itself again; undefined where nothing waits. */
export function wakeAt(items: readonly Item[]): number | undefined {
  const times = items
    .filter((one) => one.state === 'waiting' && !heldBy(one, items))
    .map(({ next }) => next)
  return times.length > 0 ? Math.min(...times) : undefined
}

const firstMs = 1000
const mostMs = 5 * 60_000
/** How long to wait after so many tries in vain: doubling, bounded, and spread so that phones do not come back together. */
export const backOff = (tries: number, random: () => number = Math.random): number => {
  const span = Math.min(mostMs, firstMs * 2 ** Math.min(tries, 20))
  return Math.round(span / 2 + (random() * span) / 2)
}

/**
 * Those behind an accepted command that have to be changed with it. They were made when nobody could know its number, and saw
 * what it saw: no entry of anybody else lies between, or it would not have been accepted.
 */
export const carriedOn = (
  items: readonly Item[],
  { command, n }: Item,
  seq: number,
): readonly Item[] =>
  command.expects === undefined
    ? []
    : items
        .filter(
          (one) =>
            one.n > n &&
            one.state !== 'sent' &&
            one.command.record === command.record &&
            one.command.expects === command.expects,
        )
        .map((one) => ({ ...one, command: { ...one.command, expects: seq } }))
