/**
 * Ids made from what a record is called, so that importing twice makes the same commands and C0181 is found again.
 * UUIDs of version 8: SHA-256 of `mission/register/key`, cut to 122 bits.
 */
import { createHash } from 'node:crypto'

export const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')

const uuidOf = (text: string): string => {
  const hex = sha256(text)
  const variant = ((Number.parseInt(hex[16] as string, 16) & 3) | 8).toString(16)
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `8${hex.slice(13, 16)}`,
    `${variant}${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ].join('-')
}

export const recordId = (mission: string, register: string, key: string): string =>
  uuidOf(`${mission}/${register}/${key}`)

/** The command that is the `nth` to speak of a record, counted from 1. */
export const commandId = (mission: string, register: string, key: string, nth: number): string =>
  uuidOf(`${mission}/${register}/${key}/${nth}`)
