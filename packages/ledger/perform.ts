/**
 * perform: seen before, lock, read, decide, append, project; one READ COMMITTED transaction for what waited. Serial for
 * each mission on purpose: gapless numbers keep the tree and the followers simple. No follower runs in here.
 */
import type { KeyObject } from 'node:crypto'
import {
  type Actor,
  type Command,
  isHandling,
  isRefusal,
  type Refusal,
  type Registers,
  refuse,
} from '@konbit/model'
import { type Accepted, type Batch, cut, decideOne, openBatch } from './append/batch.ts'
import { askBesides, type Besides } from './append/beside.ts'
import { type Item, type Receipt, readCommand } from './append/command.ts'
import { handleRecord } from './append/handling.ts'
import { carry, isUnforeseeable, recall } from './append/recall.ts'
import type { MissionHead, Recall } from './append/state.ts'
import { askUniques, type Uniques } from './append/unique.ts'
import { nameScopes, writeBatch } from './append/write.ts'
import { failureOf, LedgerFailure, type Pools, type WriteSession } from './pool.ts'

/** At most as many commands in one transaction; no timer waits for more. */
export const BATCH_MAX = 256
const TRIES_MAX = 5
/** So many are worth a transaction of their own. */
const SHARE_MIN = 8
/** For so long after another process wrote to the same mission, no batch is decided ahead. */
const SHARED_MS = 1000

export type Answer = Receipt | Refusal
type Waiting = { item: Item; settle: (answer: Answer) => void; fail: (failure: unknown) => void }
type Queue = { waiting: Waiting[]; isRunning: boolean; aloneFrom: number }
/** A batch that is decided, and what it answers to the first of those it was made of. */
type Sent = { batch: Batch; answers: Answer[] }
/** What does not change in a mission's life, and the numbers of its scopes, which never change either. */
export type MissionFacts = {
  id: string
  zone: string
  secret: Buffer
  key: KeyObject
  isReplayed: boolean
  scopeIds: Map<string, number>
}

export type PerformOptions = {
  pools: Pools
  registers: Registers
  editions: ReadonlyMap<string, number>
  missionFacts: (mission: string) => Promise<MissionFacts | undefined>
  /** Called after commit. */
  told: (mission: string, accepted: readonly Accepted[]) => void
}

export type Perform = (
  actor: Actor & { mission: string },
  commands: readonly Command[],
) => Promise<Answer[]>

/**
 * Makes the one door through which anything changes. Its answers come back in the order of the commands, after commit:
 * what is acknowledged is durable and readable. The caller MUST NOT assume that any follower has run. Throws a
 * `LedgerFailure` when the world stands against it; sending the same commands again is then safe.
 */
export function openPerform(options: PerformOptions): Perform {
  const queues = new Map<string, Queue>()

  async function run(mission: string, facts: MissionFacts): Promise<void> {
    const queue = queues.get(mission)
    if (!queue || queue.isRunning) return
    queue.isRunning = true
    try {
      while (queue.waiting.length > 0) {
        try {
          await runOn(queue, facts)
        } catch (error) {
          facts.scopeIds.clear() // some may have been named by what was rolled back
          if (isOvertaken(error)) queue.aloneFrom = performance.now() + SHARED_MS
          await runOne(queue.waiting, facts, failureOf(error))
        }
      }
    } finally {
      queue.isRunning = false
    }
  }

  /**
   * Batch after batch on one connection, each decided while Postgres still writes the one before it. Ends when nothing waits;
   * throws when a batch did not land, and what was not answered then stays in the queue.
   */
  async function runOn(queue: Queue, facts: MissionFacts): Promise<void> {
    const { waiting } = queue
    const line = await options.pools.line()
    let before: (Sent & { landed: Promise<void> }) | undefined
    let last = Promise.resolve()
    try {
      while (before || waiting.length > 0) {
        let next: typeof before
        const batch = inTurn(queue, before?.answers.length)
        if (batch.length > 0) {
          const { sent, landed } = send(line.write, batch, facts, before?.batch)
          last = landed
          const made = await sent
          next = made && { ...made, landed }
        }
        if (before) await before.landed.then(answer(waiting, before, facts))
        before = next
        // One turn, so that whoever was answered can ask again and be in the next batch.
        await new Promise((resolve) => setImmediate(resolve))
      }
    } catch (error) {
      await before?.landed.then(answer(waiting, before, facts)).catch(() => {})
      throw error
    } finally {
      await last.catch(() => {})
      line.release()
    }
  }

  const answer =
    (waiting: Waiting[], { batch, answers }: Sent, facts: MissionFacts) =>
    (): void => {
      const settled = waiting.splice(0, answers.length)
      for (const [index, one] of settled.entries()) one.settle(answers[index] as Answer)
      if (batch.accepted.length > 0) options.told(facts.id, batch.accepted)
    }

  /** The careful way, after something went wrong: one batch, and again if need be. */
  async function runOne(
    waiting: Waiting[],
    facts: MissionFacts,
    failure: LedgerFailure,
  ): Promise<void> {
    const batch = waiting.slice(0, BATCH_MAX)
    try {
      if (failure.problem === 'timed-out') throw failure
      answer(waiting, await persist(batch, facts), facts)()
    } catch (error) {
      waiting.splice(0, batch.length)
      if (batch.length === 1 || failureOf(error).problem !== 'failed') {
        for (const { fail } of batch) fail(error)
        return
      }
      // One of them cannot be written: each by itself, so that the others are not lost with it.
      for (const one of batch) {
        await persist([one], facts).then((sent) => answer([one], sent, facts)(), one.fail)
      }
    }
  }

  /** A connection that breaks tells nothing of the commit, so the same batch is sent again: what was written is seen before. */
  async function persist(batch: readonly Waiting[], facts: MissionFacts): Promise<Sent> {
    for (let tries = 1; ; tries++) {
      try {
        const { sent, landed } = send(options.pools.write, batch, facts)
        const [answered] = await Promise.all([sent, landed])
        return answered as Sent
      } catch (error) {
        const failure = failureOf(error)
        facts.scopeIds.clear()
        if (failure.problem !== 'unavailable' || tries === TRIES_MAX) throw failure
        await new Promise((resolve) => setTimeout(resolve, 50 * 2 ** tries))
      }
    }
  }

  /**
   * One transaction. `sent`: decided, and its writes are on their way; undefined when nothing can be said of it until the
   * batch before it has landed. `landed`: durable and readable. Without a batch before it, it is decided under the lock.
   */
  function send(
    write: Pools['write'],
    waiting: readonly Waiting[],
    facts: MissionFacts,
    before?: Batch,
  ): { sent: Promise<Sent | undefined>; landed: Promise<void> } {
    const sent = Promise.withResolvers<Sent | undefined>()
    const items = waiting.map(({ item }) => item)
    const landed = write(async (session) => {
      const read = before
        ? await readAhead(session, items, facts, before)
        : await readUnderLock(session, items, facts)
      if (!read) return sent.resolve(undefined)
      const { head, recalled, uniques, besides, held } = read
      const { registers } = options
      const { scopeIds } = facts
      const isAfter = before?.isBarring // and nobody sees that yet
      const batch = openBatch(head, registers, recalled, uniques, scopeIds, besides, isAfter)
      const answers: Answer[] = []
      for (const item of items) {
        const made = decideOne(batch, item)
        if (made === cut) break
        answers.push(made)
      }
      if (answers.length === 0 && !before)
        throw new LedgerFailure('failed', 'a batch decided nothing')
      if (batch.accepted.length === 0) {
        sent.resolve(answers.length > 0 ? { batch, answers } : undefined)
        if (!answers.some((one) => 'repeated' in one)) return
        // What is told again has to be as durable as what is told first: this commit waits for the standby, a read would not.
        await held
        await session.query('update head set size = size where mission = $1', [facts.id])
        return session.commit()
      }
      await nameScopes(session, batch, facts.scopeIds)
      const written = writeBatch(session, batch, { ...options, scopeIds: facts.scopeIds })
      written.catch(() => {}) // `held` may fail first, and then nobody waits for it
      if (batch.accepted[0]?.outcome.handling) {
        await Promise.all([held, written])
        await handleRecord(session, batch)
      }
      // The commit travels with the writes: should one of them fail, Postgres turns it into a rollback.
      const committed = session.commit()
      committed.catch(() => {}) // what failed is told by the write itself
      sent.resolve({ batch, answers })
      await held
      await written
      await committed
    })
    landed.catch(sent.reject)
    return { sent: sent.promise, landed }
  }

  type Read = {
    head: MissionHead
    recalled: Recall
    uniques: Uniques
    besides: Besides
    held?: Promise<unknown>
  }

  async function readUnderLock(
    session: WriteSession,
    items: readonly Item[],
    facts: MissionFacts,
  ): Promise<Read> {
    const [head, recalled] = await Promise.all([
      lockHead(session, facts),
      recall(session, facts.id, options.registers, items, facts.scopeIds),
    ])
    const [uniques, besides] = await Promise.all([
      askUniques(session, facts.id, items, recalled.records),
      askBesides(session, facts.id, options.registers, items, recalled),
    ])
    return { head, recalled, uniques, besides }
  }

  /** What is recalled beside a batch that is being written, and what that batch makes of it. */
  async function readAhead(
    session: WriteSession,
    items: readonly Item[],
    facts: MissionFacts,
    before: Batch,
  ): Promise<Read | undefined> {
    const held = session.query('select hold_head($1, $2)', [facts.id, before.edge])
    held.catch(() => {})
    if (isUnforeseeable(before) || items.some(({ command }) => isHandling(command.verb)))
      return undefined
    const { id: mission, zone, isReplayed } = facts
    return options.pools.beside(async (aside) => {
      const [[now], recalled] = await Promise.all([
        aside.query<{ clock: number }>(`select ${CLOCK} as clock`),
        recall(aside, mission, options.registers, items, facts.scopeIds),
      ])
      if (!carry(before, items, recalled)) return undefined
      const [uniques, besides] = await Promise.all([
        askUniques(aside, mission, items, recalled.records),
        askBesides(aside, mission, options.registers, items, recalled),
      ])
      uniques.carry(before.uniques)
      const { size, known, edge } = before
      const clock = (now as { clock: number }).clock
      return {
        head: { mission, size, known, edge, clock, isReplayed, zone },
        recalled,
        uniques,
        besides,
        held,
      }
    })
  }

  return async (actor, commands) => {
    const facts = await options.missionFacts(actor.mission)
    if (!facts) return commands.map(() => refuse('unknown-mission'))
    const queue = queues.get(actor.mission) ?? { waiting: [], isRunning: false, aloneFrom: 0 }
    queues.set(actor.mission, queue)
    const answers = commands.map((command): Answer | Promise<Answer> => {
      const item = readCommand(options.registers, actor, command, facts)
      if (isRefusal(item)) return item
      return new Promise((settle, fail) => queue.waiting.push({ item, settle, fail }))
    })
    const settled = Promise.allSettled(answers)
    // One turn later, so that callers of the same moment share the first transaction.
    queueMicrotask(() => run(actor.mission, facts))
    return (await settled).map((one) => {
      if (one.status === 'rejected') throw one.reason
      return one.value
    })
  }
}

/** What is decided next. The first batch leaves half to the second, so that one is decided while the other is written. */
function inTurn({ waiting, aloneFrom }: Queue, onTheWay: number | undefined): Waiting[] {
  if (onTheWay === undefined) {
    const share = waiting.length < 2 * SHARE_MIN ? waiting.length : Math.ceil(waiting.length / 2)
    return waiting.slice(0, Math.min(share, BATCH_MAX))
  }
  return aloneFrom > performance.now() ? [] : waiting.slice(onTheWay, onTheWay + BATCH_MAX)
}

/** Another process wrote between two batches that were to follow one another. */
const isOvertaken = (error: unknown): boolean =>
  (failureOf(error).cause as { code?: string } | undefined)?.code === '40001'

const CLOCK = `date_trunc('milliseconds', clock())`

export async function lockHead(session: WriteSession, facts: MissionFacts): Promise<MissionHead> {
  const { id: mission, zone, isReplayed } = facts
  const [row] = await session.query<{
    size: number
    known: number | null
    edge: Buffer
    clock: number
  }>(`select size, known, edge, ${CLOCK} as clock from head where mission = $1 for update`, [
    mission,
  ])
  if (!row) throw new LedgerFailure('failed', `no head for mission ${mission}`)
  const { size, edge, clock } = row
  const known = row.known ?? Number.NEGATIVE_INFINITY
  return { mission, size, known, edge, clock, isReplayed, zone }
}
