/**
 * The receipt code: twenty digits in five groups, easy to copy down and to say aloud in any language. Nineteen are drawn at
 * random, the last one finds a slip of the pen. A key follows from it, to which answers are sealed; the code itself is told to
 * nobody and kept nowhere.
 */

import { sha256 } from '@noble/hashes/sha2.js'
import { base32crockford } from '@scure/base'
import { stretch } from '#stretch'
import { type Key, keyFrom, openBytes } from './key.ts'

const length = 20

export function makeCode(): string {
  let digits = ''
  while (digits.length < length - 1) {
    const [one = 255] = crypto.getRandomValues(new Uint8Array(1))
    if (one < 250) digits += String(one % 10)
  }
  return groups(digits + checkOf(digits))
}

/** As it is written down: five groups of four. Undefined where a digit is missing or wrong. */
export function readCode(text: string): string | undefined {
  const digits = text.replaceAll(/[\s.\-–]/g, '')
  return /^\d{20}$/.test(digits) && checkOf(digits) === '0' ? groups(digits) : undefined
}

/** The key of a code, however it was written. 63 bits of chance and the stretching are beyond guessing. */
export const codeKey = async (code: string): Promise<Key> =>
  keyFrom(await stretch(code.replaceAll(/\D/g, ''), 'konbit receipt code, format 1'))

/** What a complaint is called in the record. It follows from the open key and opens nothing. */
export function referenceOf(open: string): string {
  const text = base32crockford.encode(sha256(openBytes(open)).subarray(0, 10))
  return `${text.slice(0, 4)}-${text.slice(4, 8)}-${text.slice(8, 12)}`
}

/** Said inside what is sealed, so that a second message shows that it comes from whoever wrote the first. */
export const tokenOf = (secret: string): string =>
  base32crockford.encode(
    sha256(new TextEncoder().encode(`konbit thread ${secret}`)).subarray(0, 15),
  )

const groups = (digits: string): string => digits.replaceAll(/(\d{4})(?=\d)/g, '$1 ')

/** Damm's quasigroup: finds every wrong digit and every two that changed places. */
const damm = [
  '0317598642',
  '7092154863',
  '4206871359',
  '1750983426',
  '6123045978',
  '3674209581',
  '5869720134',
  '8945362017',
  '9438617205',
  '2581436790',
]
const checkOf = (digits: string): string => {
  let row = 0
  for (const one of digits) row = Number(damm[row]?.[Number(one)])
  return String(row)
}
