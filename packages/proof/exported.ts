/**
 * An exported log: lines of JSON for an auditor without our server. The first line holds the checkpoint and the keys, then
 * comes every entry with its leaf and what the auditor may see of it, and the last line says how many stand above.
 */
import { hex, isEqual, unbase64Of } from './bytes.ts'
import { openCheckpoint } from './checkpoint.ts'
import { collectErasures } from './erasure.ts'
import { LEAF_BYTES } from './leaf.ts'
import { type BrokenLog, relatedTo } from './log.ts'
import { parseVerifier } from './note.ts'
import { type Bundle, openBundle } from './receipt.ts'
import { type Edge, emptyEdge, grow, leafHash, rootOf } from './tree.ts'

export const EXPORT = 'konbit/log/1'
export type ExportHead = {
  format: typeof EXPORT
  mission: string
  key: string
  rotations: readonly string[]
  checkpoint: string
}
export type ExportLine = { seq: number; leaf: string; bundle?: Bundle }
export type ExportEnd = { end: number }

export type ExportOptions = {
  lines: AsyncIterable<string>
  /** The log's verifier key, from anywhere but the file. Without it that of the file is believed. */
  key?: string | undefined
  since?: string | undefined
  onProgress?: (done: { entries: number; of: number }) => void
}
export type VerifiedExport = {
  ok: true
  origin: string
  size: number
  root: string
  key: string
  isKeyServed: boolean
  /** Entries of which the holder sees the content, or what is left of it. */
  seen: number
  erased: readonly { entry: number; by: readonly number[] }[]
}

const LINE_MAX = 4_000_000
const headKeys = 'format mission key rotations checkpoint'
const lineKeys = ['seq leaf', 'seq leaf bundle']
const keysOf = (value: object): string => Object.keys(value).join(' ')

function parsed(line: string | undefined): Record<string, unknown> | undefined {
  if (line === undefined || line.length > LINE_MAX) return undefined
  try {
    const value: unknown = JSON.parse(line)
    return typeof value === 'object' && value !== null
      ? (value as Record<string, unknown>)
      : undefined
  } catch {
    return undefined
  }
}
const broken = (wrong: string, entry?: number): BrokenLog => ({
  ok: false,
  wrong,
  ...(entry ? { entry } : {}),
})

export async function verifyExport(options: ExportOptions): Promise<VerifiedExport | BrokenLog> {
  const lines = options.lines[Symbol.asyncIterator]()
  const next = async (): Promise<string | undefined> => {
    const { value, done } = await lines.next()
    return done ? undefined : value
  }
  const head = parsed(await next())
  if (
    head?.format !== EXPORT ||
    keysOf(head) !== headKeys ||
    typeof head.checkpoint !== 'string' ||
    typeof head.key !== 'string'
  )
    return broken('the first line is not that of an exported log')
  const first = parseVerifier((options.key ?? head.key).trim())
  if (first?.algorithm !== 'ed25519') return broken('the key of the log is none')
  const rotations = Array.isArray(head.rotations) ? (head.rotations as unknown[]) : []
  const keys = relatedTo(
    first,
    rotations.filter((one) => typeof one === 'string'),
  )
  if ('wrong' in keys) return broken(keys.wrong)
  const now = openCheckpoint(head.checkpoint, keys)
  if ('wrong' in now) return broken(now.wrong)
  const since = options.since === undefined ? undefined : openCheckpoint(options.since, keys)
  if (since && 'wrong' in since) return broken(`of what was kept from earlier, ${since.wrong}`)
  if (since && since.size > now.size)
    return broken(`the log has ${now.size} entries and had ${since.size}`)

  let edge: Edge = emptyEdge
  let seen = 0
  let known = ''
  const erasures = collectErasures()
  let old = since?.size === 0 ? rootOf(edge) : undefined
  while (edge.size < now.size) {
    const seq = edge.size + 1
    const line = parsed(await next())
    const leaf = unbase64Of(LEAF_BYTES, line?.leaf)
    if (!line || !lineKeys.includes(keysOf(line)) || line.seq !== seq || !leaf || leaf[0] !== 1)
      return broken('the line is not that of the entry', seq)
    if (line.bundle !== undefined) {
      const bundle = openBundle(line.bundle, leaf, edge.size)
      if ('wrong' in bundle) return broken(bundle.wrong, seq)
      const { envelope, facets } = bundle
      if (envelope.mission !== head.mission) return broken('the entry is of another mission', seq)
      if (envelope.known < known)
        return broken('it was known before the entry that stands before it', seq)
      known = envelope.known
      for (const facet of facets) erasures.note(envelope, facet.label, facet)
      seen += 1
    }
    edge = grow(edge, leafHash(leaf))
    if (edge.size === since?.size) old = rootOf(edge)
    if (edge.size % 1024 === 0) options.onProgress?.({ entries: edge.size, of: now.size })
  }
  const end = parsed(await next())
  if (end?.end !== now.size || (await next()) !== undefined)
    return broken('the file does not end after its last entry')
  if (!isEqual(rootOf(edge), now.root))
    return broken('the root of the checkpoint does not follow from the entries')
  if (since && old && !isEqual(old, since.root))
    return broken('the log does not continue the checkpoint kept from earlier')
  const { erased, wrong } = erasures.result()
  if (wrong !== undefined)
    return broken('something of it is missing, and no entry says that it was erased', wrong)
  return {
    ok: true,
    origin: now.origin,
    size: now.size,
    root: hex(now.root),
    key: first.key,
    isKeyServed: options.key === undefined,
    seen,
    erased,
  }
}
