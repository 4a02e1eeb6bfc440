/**
 * The link by which a counterpart without an account opens its copy, the code that reaches it by another way, and the ticket that
 * carries it from one page to the next. All are made from the server's secret and the number of the link: nothing is kept that
 * would open anything, and a new link ends the one before.
 */
import { createHmac, timingSafeEqual } from 'node:crypto'
import type { House } from '../house.ts'

const MAC = 14
const TICKET_SECONDS = 900
/** Without those that are read as another; eight of them are 39 bits. */
const letters = '23456789ABCDEFGHJKLMNPQRSTVWXY'
const CODE_LETTERS = 8

export type Linked = { copy: string; issue: number }

const secretOf = (house: House, mission: string): Buffer | undefined =>
  house.sealer?.secretFor(`release link ${mission}`)
const mac = (secret: Buffer, what: string): Buffer =>
  createHmac('sha256', secret).update(what).digest()

export function tokenOf(
  house: House,
  mission: string,
  { copy, issue }: Linked,
): string | undefined {
  const secret = secretOf(house, mission)
  if (!secret) return undefined
  const id = Buffer.from(copy.replaceAll('-', ''), 'hex')
  const nth = Buffer.from([issue >> 8, issue & 255])
  const proof = mac(secret, `token\n${copy}\n${issue}`).subarray(0, MAC)
  return Buffer.concat([id, nth, proof]).toString('base64url')
}

/** Which copy it opens; undefined where it is none of ours. */
export function readToken(house: House, mission: string, token: string): Linked | undefined {
  if (!/^[\w-]{43}$/.test(token)) return undefined
  const bytes = Buffer.from(token, 'base64url')
  if (bytes.length !== 18 + MAC) return undefined
  const copy = bytes
    .toString('hex', 0, 16)
    .replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
  const linked = { copy, issue: bytes.readUInt16BE(16) }
  const made = tokenOf(house, mission, linked)
  return made && timingSafeEqual(Buffer.from(made), Buffer.from(token)) ? linked : undefined
}

export function linkCode(
  house: House,
  mission: string,
  { copy, issue }: Linked,
): string | undefined {
  const secret = secretOf(house, mission)
  if (!secret) return undefined
  let left = mac(secret, `code\n${copy}\n${issue}`).readBigUInt64BE()
  let code = ''
  for (let nth = 0; nth < CODE_LETTERS; nth += 1) {
    code += letters[Number(left % BigInt(letters.length))]
    left /= BigInt(letters.length)
  }
  return `${code.slice(0, 4)}-${code.slice(4)}`
}

/** As somebody types it: small letters and marks between do not matter. */
export function isCode(house: House, mission: string, linked: Linked, said: string): boolean {
  const made = linkCode(house, mission, linked)?.replace('-', '')
  const typed = said.toUpperCase().replaceAll(/[^0-9A-Z]/g, '')
  return (
    made !== undefined &&
    typed.length === made.length &&
    timingSafeEqual(Buffer.from(made), Buffer.from(typed))
  )
}

/** Says for a quarter of an hour that the code was given. */
export function ticketFor(
  house: House,
  mission: string,
  { copy, issue }: Linked,
  now: number,
): string {
  const until = Math.floor(now / 1000) + TICKET_SECONDS
  const secret = secretOf(house, mission)
  const proof = secret && mac(secret, `ticket\n${copy}\n${issue}\n${until}`).toString('base64url')
  return `${until}.${proof ?? ''}`
}

export function isTicket(
  house: House,
  mission: string,
  linked: Linked,
  ticket: string,
  now: number,
): boolean {
  const until = Number(/^(\d{1,12})\./.exec(ticket)?.[1] ?? 0)
  if (until * 1000 < now || until * 1000 > now + TICKET_SECONDS * 1000) return false
  const made = ticketFor(house, mission, linked, (until - TICKET_SECONDS) * 1000)
  return made.length === ticket.length && timingSafeEqual(Buffer.from(made), Buffer.from(ticket))
}
