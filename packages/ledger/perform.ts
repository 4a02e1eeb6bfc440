/**
 * perform: seen before, lock, read, decide, append, project; one READ COMMITTED transaction for what waited. Serial for
 * each mission on purpose: gapless numbers keep the tree and the followers simple. No follower runs in here.
 */
import type { KeyObject } from 'node:crypto'
import {
  type Actor,
  type Command,
  isRefusal,
  type Refusal,
  type Registers,
  refuse,
} from '@konbit/model'
import { type Accepted, cut, decideOne, openBatch } from './append/batch.ts'
import { type Item, type Receipt, readCommand } from './append/command.ts'
import { recall } from './append/recall.ts'
import type { MissionHead } from './append/state.ts'
import { askUniques } from './append/unique.ts'
import { nameScopes, writeBatch } from './append/write.ts'
import { failureOf, LedgerFailure, type Pools, type WriteSession } from './pool.ts'

/** At most as many commands in one transaction; no timer waits for more. */
export const BATCH_MAX = 256
const TRIES_MAX = 5

export type Answer = Receipt | Refusal
type Waiting = { item: Item; settle: (answer: Answer) => void; fail: (failure: unknown) => void }
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
  const queues = new Map<string, { waiting: Waiting[]; isRunning: boolean }>()

  async function run(mission: string, facts: MissionFacts): Promise<void> {
    const queue = queues.get(mission)
    if (!queue || queue.isRunning) return
    queue.isRunning = true
    try {
      while (queue.waiting.length > 0) await runOne(queue.waiting, facts)
    } finally {
      queue.isRunning = false
    }
  }

  /** One transaction over what waits first; what the batch could not decide stays in front of the queue. */
  async function runOne(waiting: Waiting[], facts: MissionFacts): Promise<void> {
    const batch = waiting.slice(0, BATCH_MAX)
    try {
      const answers = await persist(batch, facts)
      waiting.splice(0, answers.length)
      for (const [index, answer] of answers.entries()) batch[index]?.settle(answer)
    } catch (error) {
      waiting.splice(0, batch.length)
      if (batch.length === 1 || failureOf(error).problem !== 'failed') {
        for (const { fail } of batch) fail(error)
        return
      }
      // One of them cannot be written: each by itself, so that the others are not lost with it.
      for (const one of batch) {
        await persist([one], facts).then(([answer]) => one.settle(answer as Answer), one.fail)
      }
    }
  }

  /** A connection that breaks tells nothing of the commit, so the same batch is sent again: what was written is seen before. */
  async function persist(batch: readonly Waiting[], facts: MissionFacts): Promise<Answer[]> {
    for (let tries = 1; ; tries++) {
      try {
        return await transact(
          batch.map(({ item }) => item),
          facts,
        )
      } catch (error) {
        const failure = failureOf(error)
        facts.scopeIds.clear() // some may have been named by what was rolled back
        if (failure.problem !== 'unavailable' || tries === TRIES_MAX) throw failure
        await new Promise((resolve) => setTimeout(resolve, 50 * 2 ** tries))
      }
    }
  }

  async function transact(items: readonly Item[], facts: MissionFacts): Promise<Answer[]> {
    let accepted: readonly Accepted[] = []
    const answers = await options.pools.write(async (session) => {
      const [head, recalled] = await Promise.all([
        lockHead(session, facts.id),
        recall(session, facts.id, items, facts.scopeIds),
      ])
      const uniques = await askUniques(session, facts.id, items, recalled.records)
      const batch = openBatch(head, options.registers, recalled, uniques, facts.scopeIds)
      const made: Answer[] = []
      for (const item of items) {
        const answer = decideOne(batch, item)
        if (answer === cut) break
        made.push(answer)
      }
      if (batch.accepted.length > 0) {
        await nameScopes(session, batch, facts.scopeIds)
        const written = writeBatch(session, batch, { ...options, scopeIds: facts.scopeIds })
        // The commit travels with the writes: should one of them fail, Postgres turns it into a rollback.
        const committed = session.commit()
        committed.catch(() => {}) // what failed is told by the write itself
        await written
        await committed
        accepted = batch.accepted
      }
      return made
    })
    if (accepted.length > 0) options.told(facts.id, accepted)
    return answers
  }

  return async (actor, commands) => {
    const facts = await options.missionFacts(actor.mission)
    if (!facts) return commands.map(() => refuse('unknown-mission'))
    const queue = queues.get(actor.mission) ?? { waiting: [], isRunning: false }
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

async function lockHead(session: WriteSession, mission: string): Promise<MissionHead> {
  const [row] = await session.query<{
    size: number
    known: number | null
    edge: Buffer
    clock: number
    kind: string
    zone: string
  }>(
    `select h.size, h.known, h.edge, date_trunc('milliseconds', clock_timestamp()) as clock, m.clock as kind, m.zone
     from head h join mission m on m.id = h.mission where h.mission = $1 for update of h`,
    [mission],
  )
  if (!row) throw new LedgerFailure('failed', `no head for mission ${mission}`)
  return {
    mission,
    size: row.size,
    known: row.known ?? Number.NEGATIVE_INFINITY,
    edge: row.edge,
    clock: row.clock,
    isReplayed: row.kind === 'replayed',
    zone: row.zone,
  }
}
