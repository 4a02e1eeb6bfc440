/**
 * The one way by which a page sends a command to the record. With a line it is asked at once and a refusal is thrown; without
 * one the command is kept on this phone with the time of the deed, and goes by itself when the line is back.
 */
import { useCallback, useEffect } from 'react'
import { Problem, pathOf, reach, uuid7 } from '../api/client.ts'
import { useHere } from '../api/hooks.ts'
import { tellSent } from '../undo/deeds.ts'
import { lineNow, tellLine, type Who } from './line.ts'
import { mends } from './mending.ts'
import type { Command } from './order.ts'

/** As a page makes it: `record` is made here where a new one is entered; `at` is now unless it says otherwise. */
export type Making = Omit<Command, 'record'> & { record?: string }
/** `seq`: it is in the record. `waiting`: it is kept on this phone, durably, and will be sent. */
export type Done = { record: string; seq: number } | { record: string; waiting: true }
export type Send = (command: Making) => Promise<Done>

/** Longest that a page waits for an answer where it could keep the command instead, and where it could not. */
const patientMs = 20_000
const longMs = 60_000

export function useSend(): Send {
  const { mission, person } = useHere()
  // There while there is a line: without one it could not be fetched.
  useEffect(() => {
    void queue().catch(() => undefined)
    void import('./AskCode.tsx').catch(() => undefined)
  }, [])
  return useCallback(
    (command) => sendAs({ mission: mission.id, member: person.id, title: person.title }, command),
    [mission.id, person.id, person.title],
  )
}

const queue = () =>
  import('./keep.ts').catch(() => {
    throw new Problem('no-line', 0, '')
  })

/**
 * Resolves when the command is in the record, or on this phone's disk. Throws a `Problem` where the server says no, and
 * `no-line` where there is no line and its author will not have it kept.
 */
async function sendAs(who: Who, { record = uuid7(), ...rest }: Making): Promise<Done> {
  const command: Command = { ...rest, record }
  const { isOpen, waiting, refused, has } = lineNow()
  const place = mends(command.id)
  if (isOpen && place !== undefined) return (await queue()).keepMended(command, place)
  // Behind what waits already; of another record it goes by itself.
  if (isOpen && waiting + refused > 0 && (await (await queue()).waitsFor(command)))
    return (await queue()).keep(who, command, false)
  if (!navigator.onLine) return (await queue()).keep(who, command, false)
  const { path, body } = pathOf(who.mission, command)
  try {
    const receipt = await reach<{ record: string; seq: number }>(`/api${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'application/json' },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(has ? patientMs : longMs),
    })
    tellSent(who, command, receipt.seq)
    return { record: receipt.record, seq: receipt.seq }
  } catch (cause) {
    if (!(cause instanceof Problem) || cause.kind !== 'no-line') throw cause
    tellLine({ isUp: false })
    // It may have arrived without its answer coming back: then the same again is asked for its receipt.
    return (await queue()).keep(who, command, command.at === undefined)
  }
}
