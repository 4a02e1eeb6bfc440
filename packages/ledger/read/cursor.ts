/**
 * Cursors: where a list goes on, pinned to the moment and the question it began with. Signed with the mission's secret, so
 * that one we did not give out, or one moved to another question, is refused.
 */
import { createHmac, timingSafeEqual } from 'node:crypto'
import { canonical } from '@konbit/proof'
import type { Moment } from './moment.ts'

export type Place = readonly unknown[]

const tagOf = (secret: Buffer, question: unknown, text: string): Buffer =>
  createHmac('sha256', secret)
    .update(`konbit/cursor\n${canonical(question)}\n${text}`)
    .digest()
    .subarray(0, 12)

export function printCursor(
  secret: Buffer,
  question: unknown,
  moment: Moment,
  place: Place,
): string {
  const text = JSON.stringify([
    moment.at,
    moment.known,
    moment.isNow,
    moment.atText,
    moment.knownText,
    place,
  ])
  return Buffer.concat([tagOf(secret, question, text), Buffer.from(text)]).toString('base64url')
}

/** The moment and place of a cursor given out for the same question; else undefined. */
export function parseCursor(
  secret: Buffer,
  question: unknown,
  cursor: string,
): { moment: Moment; place: Place } | undefined {
  const bytes = Buffer.from(cursor, 'base64url')
  if (bytes.length < 13 || bytes.toString('base64url') !== cursor) return undefined
  const text = bytes.subarray(12).toString()
  if (!timingSafeEqual(bytes.subarray(0, 12), tagOf(secret, question, text))) return undefined
  const [at, known, isNow, atText, knownText, place] = JSON.parse(text)
  return { moment: { at, known, isNow, atText, knownText }, place }
}
