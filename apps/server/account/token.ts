/** Secrets that are shown once: made here, kept only as a digest. */
import { createHash, randomBytes } from 'node:crypto'

export const makeToken = (): string => randomBytes(32).toString('base64url')
export const isToken = (text: string): boolean => /^[A-Za-z0-9_-]{43}$/.test(text)
/** 32 random bytes need no salt and no slow hash. */
export const digestOf = (token: string): Buffer => createHash('sha256').update(token).digest()
