/**
 * A release as a file: a zip of a page, data and a manifest that names the digest of each part and is signed as a C2SP note. Made
 * by the server, checked anywhere with nothing but the mission's release key. Reading takes hostile input.
 */
import {
  base64,
  bytesOf,
  hex,
  openNote,
  parseVerifier,
  type Signer,
  sha256,
  signNote,
  type Verifier,
} from '@konbit/proof'
import { strToU8, zipSync } from 'fflate'
import { partsOf, Unreadable, unpacked } from './zip.ts'

export const RELEASE = 'konbit/release/1'
const MANIFEST = 'manifest.note'
const KEY = 'key.txt'
/** What it unpacks to at most. */
export const RELEASE_MAX = 40_000_000
/** Zip keeps no date before 1980, and none is meant: the same release is the same bytes. */
const noDate = new Date(1980, 0, 1)
const saidNames = [
  ...['mission', 'release', 'title', 'copy', 'for', 'handling', 'released', 'ends', 'content'],
] as const

export type ReleaseSaid = Readonly<Record<(typeof saidNames)[number], string>>

const oneLine = (text: string): string => text.replaceAll(/[\p{Cc}\s]+/gu, ' ').trim()
const digestOf = (bytes: Uint8Array): string => hex(sha256(bytes))

/** The same files, the same words and the same key make the same bytes. */
export function writeRelease(
  files: ReadonlyMap<string, string>,
  said: ReleaseSaid,
  signer: Signer,
): Uint8Array {
  const bytes = new Map([...files].map(([name, text]) => [name, strToU8(text)] as const))
  const manifest = [
    RELEASE,
    ...saidNames.map((name) => `${name}: ${oneLine(said[name])}`),
    ...[...bytes].map(([name, one]) => `file: ${digestOf(one)} ${one.length} ${name}`),
    '',
  ].join('\n')
  const all = new Map(bytes)
  all.set(KEY, strToU8(`${signer.key}\n`))
  all.set(MANIFEST, strToU8(signNote(manifest, signer)))
  return zipSync(
    Object.fromEntries([...all].map(([name, one]) => [name, [one, { mtime: noDate, level: 6 }]])),
  )
}

export type OpenedRelease = {
  ok: true
  said: ReleaseSaid
  /** Each part that the manifest names, whole as it was signed. */
  files: ReadonlyMap<string, Uint8Array>
  key: string
  /** Whether the key came from the reader, and not out of the file itself. */
  isKeyGiven: boolean
}
type Wrong = { ok: false; wrong: string }
const wrong = (what: string): Wrong => ({ ok: false, wrong: what })

/** Whether the file is what a key signed. Without keys it is held against the one in the file, which proves only that it is whole. */
export function openRelease(
  bytes: Uint8Array,
  keys: readonly Verifier[] = [],
): OpenedRelease | Wrong {
  let parts: Map<string, Uint8Array>
  try {
    parts = partsIn(bytes)
  } catch (failure) {
    if (failure instanceof Unreadable) return wrong(`it needs ${failure.message}`)
    throw failure
  }
  const note = textOf(parts.get(MANIFEST))
  if (note === undefined) return wrong('it holds no manifest: this is no release')
  const own = parseVerifier((textOf(parts.get(KEY)) ?? '').trim())
  const known = keys.length > 0 ? keys : own ? [own] : []
  const opened = openNote(note, known)
  if ('wrong' in opened) return wrong(`of its manifest, ${opened.wrong}`)
  const lines = opened.text.slice(0, -1).split('\n')
  const said = saidIn(lines)
  if (!said) return wrong('its manifest is of another form')
  const files = new Map<string, Uint8Array>()
  for (const line of lines.slice(1 + saidNames.length)) {
    const [, digest, size, name] = /^file: ([0-9a-f]{64}) (\d+) ([\w./-]+)$/.exec(line) ?? []
    const part = name && parts.get(name)
    if (!name) return wrong('its manifest is of another form')
    if (!part) return wrong(`${name} is missing`)
    if (part.length !== Number(size) || digestOf(part) !== digest)
      return wrong(`${name} is not what was signed`)
    files.set(name, part)
  }
  const more = [...parts.keys()].find(
    (name) => !files.has(name) && name !== MANIFEST && name !== KEY,
  )
  if (more) return wrong(`${oneLine(more).slice(0, 80)} was added: nobody signed it`)
  const key = opened.signed[0]?.verifier.key ?? ''
  return { ok: true, said, files, key, isKeyGiven: keys.length > 0 }
}

function partsIn(bytes: Uint8Array): Map<string, Uint8Array> {
  const budget = { left: RELEASE_MAX }
  return new Map(
    [...partsOf(bytes)].map(([name, part]) => {
      const pieces = [...unpacked(bytes, part, budget)]
      const whole = new Uint8Array(pieces.reduce((sum, { length }) => sum + length, 0))
      let at = 0
      for (const piece of pieces) {
        whole.set(piece, at)
        at += piece.length
      }
      return [name, whole]
    }),
  )
}

function textOf(bytes: Uint8Array | undefined): string | undefined {
  try {
    return bytes && new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return undefined
  }
}

function saidIn(lines: readonly string[]): ReleaseSaid | undefined {
  if (lines[0] !== RELEASE) return undefined
  const said: Record<string, string> = {}
  for (const [nth, name] of saidNames.entries()) {
    const line = lines[nth + 1]
    if (!line?.startsWith(`${name}: `)) return undefined
    said[name] = line.slice(name.length + 2)
  }
  return said as ReleaseSaid
}

/** The digest as a content policy names a style that may stand inline. */
export const styleDigest = (style: string): string => `sha256-${base64(sha256(bytesOf(style)))}`
