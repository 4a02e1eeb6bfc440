/**
 * Many commands in one transaction: all of them land or none does; or it is only asked what would come of them. Decided
 * under the same lock and by the same code as one command, each on the record as those before it left it.
 */
import { type Actor, type Command, isHandling, isRefusal, refuse } from '@konbit/model'
import { type Accepted, cut, decideOne, openBatch } from './append/batch.ts'
import { askBesides } from './append/beside.ts'
import { type Item, readCommand } from './append/command.ts'
import { recall } from './append/recall.ts'
import { askUniques } from './append/unique.ts'
import { nameScopes, writeBatch } from './append/write.ts'
import { type Answer, lockHead, type MissionFacts, type PerformOptions } from './perform.ts'
import { failureOf, LedgerFailure, type WriteSession } from './pool.ts'

/** At most as many commands at once: they hold the mission while they are decided. */
export const TOGETHER_MAX = 20_000
/** So many are decided before others get a turn. */
const TURN = 256
/** After a batch had to end early it is likely to again, and what is read ahead would be read in vain. */
const AFTER_CUT = 512
const TRIES_MAX = 5

/** `landed`: false where any was refused, or it was only asked; a receipt then says what would have been. */
export type TogetherAnswer = { answers: Answer[]; landed: boolean }
export type Together = (
  actor: Actor & { mission: string },
  commands: readonly Command[],
  options?: { dry?: boolean; also?: (session: WriteSession) => Promise<void> },
) => Promise<TogetherAnswer>

/**
 * Returns after commit, or after everything was rolled back. Sending the same again is harmless. `dry` decides and
 * writes nothing; `also` is written in the same transaction. Throws a `LedgerFailure` when the world stands against it; nothing of it has landed then, or all.
 */
export function openTogether(options: PerformOptions): Together {
  async function decideAll(
    session: WriteSession,
    facts: MissionFacts,
    items: readonly (Item | undefined)[],
    answers: Answer[],
    dry: boolean,
  ): Promise<Accepted[] | undefined> {
    const { registers } = options
    const waiting = items.flatMap((item, at) => (item ? [{ item, at }] : []))
    const scopeIds = new Map<string, number>()
    const accepted: Accepted[] = []
    let size = Number.POSITIVE_INFINITY
    while (waiting.length > 0) {
      const part = waiting.slice(0, size)
      const asked = part.map(({ item }) => item)
      const head = await lockHead(session, facts)
      const recalled = await recall(session, facts.id, registers, asked, scopeIds)
      const uniques = await askUniques(session, facts.id, asked, recalled.records)
      const besides = await askBesides(session, facts.id, registers, asked, recalled)
      const batch = openBatch(head, registers, recalled, uniques, scopeIds, besides)
      let done = 0
      for (const { item, at } of part) {
        const made = decideOne(batch, item)
        if (made === cut) break
        answers[at] = made
        done += 1
        if (done % TURN === 0) await new Promise((resolve) => setImmediate(resolve))
      }
      if (done === 0) throw new LedgerFailure('failed', 'a batch decided nothing')
      if (done < part.length) size = AFTER_CUT
      waiting.splice(0, done)
      // What nobody will read need not be written.
      if (waiting.length === 0 && (dry || answers.some(isRefusal))) return undefined
      if (batch.accepted.length === 0) continue
      await nameScopes(session, batch, scopeIds)
      await writeBatch(session, batch, { ...options, scopeIds })
      accepted.push(...batch.accepted)
    }
    return dry || answers.some(isRefusal) ? undefined : accepted
  }

  return async (actor, commands, { dry = false, also } = {}) => {
    if (commands.length > TOGETHER_MAX || commands.some(({ verb }) => isHandling(verb)))
      throw new LedgerFailure('failed', 'too many commands together, or one that must stand alone')
    const facts = await options.missionFacts(actor.mission)
    if (!facts) return { answers: commands.map(() => refuse('unknown-mission')), landed: false }
    for (let tries = 1; ; tries++) {
      const answers: Answer[] = []
      const items = commands.map((command, at) => {
        const item = readCommand(options.registers, actor, command, facts)
        if (!isRefusal(item)) return item
        answers[at] = item
        return undefined
      })
      try {
        const accepted = await options.pools.write(async (session) => {
          const made = await decideAll(session, facts, items, answers, dry)
          if (!made) return undefined
          // What is told again has to be as durable as what is told first.
          if (made.length === 0)
            await session.query('update head set size = size where mission = $1', [facts.id])
          await also?.(session)
          await session.commit()
          return made
        })
        if (accepted && accepted.length > 0) options.told(facts.id, accepted)
        return { answers, landed: accepted !== undefined }
      } catch (error) {
        const failure = failureOf(error)
        if (failure.problem !== 'unavailable' || tries === TRIES_MAX) throw failure
        await new Promise((resolve) => setTimeout(resolve, 50 * 2 ** tries))
      }
    }
  }
}
