/**
 * Verify: recomputes every leaf, tile and root from what is stored, and names the first entry that is wrong. It trusts
 * nothing that can be computed: each column of an entry must say what its envelope says, and what is gone was erased by one.
 */
import { byLabel, type Label } from '@konbit/model'
import {
  collectErasures,
  emptyEdge,
  envelopeDigest,
  envelopeText,
  grow,
  hex,
  isEqual,
  leafData,
  leafHash,
  openFacet,
  printEdge,
  rootOf,
} from '@konbit/proof'
import { iso } from '../append/command.ts'
import type { Pools, Session } from '../pool.ts'
import { checkSigned, checkTiles } from './verifySigned.ts'

export type Verified = {
  ok: boolean
  size: number
  root: string
  firstWrong?: number
  what?: string
  /** What was lawfully erased, and by which entries. */
  erased?: { entry: number; by: number[] }[]
  /** The last one signed, if any was. */
  checkpoint?: { origin: string; size: number }
}

const ENTRIES_AT_ONCE = 1000

type EntryRow = {
  seq: number
  leaf: Buffer
  envelope: string
  salt: Buffer
  filler: Buffer
  known: number
  recorded: number
  author: string
  register: string
  edition: number
  record: string
  verb: string
  at_text: string
  at: number
  corrects: number | null
  from_state: string | null
  to_state: string | null
}
type FacetRow = {
  seq: number
  label: Label
  record: string
  salt: Buffer | null
  content: string | null
  kept: string | null
}

/** `kept`: the last checkpoint signed, from outside the database, which the record must continue. */
export const verifyMission = (pools: Pools, mission: string, kept?: string): Promise<Verified> =>
  pools.snapshot(async (session) => {
    const [head] = await session.query<{ size: number; known: number | null; edge: Buffer }>(
      'select size, known, edge from head where mission = $1',
      [mission],
    )
    let edge = emptyEdge
    const wrong = (seq: number, what: string): Verified => ({
      ok: false,
      size: edge.size,
      root: hex(rootOf(edge)),
      firstWrong: seq,
      what,
    })
    if (!head) return wrong(0, 'the mission has no head')
    const tiles = checkTiles(session, mission)
    const signed = await checkSigned(session, mission, kept)
    if (typeof signed === 'string') return wrong(0, signed)
    const erasures = collectErasures()
    let known = Number.NEGATIVE_INFINITY
    for (;;) {
      const { entries, facets } = await pageOf(session, mission, edge.size)
      if (entries.length === 0) break
      for (const entry of entries) {
        const seq = edge.size + 1
        const what =
          entry.seq === seq
            ? wrongIn(mission, entry, facets.get(seq) ?? [], known, erasures)
            : 'the entry is missing'
        if (what) return wrong(seq, what)
        known = entry.known
        const hash = leafHash(entry.leaf)
        tiles.leaf(hash)
        edge = grow(edge, hash, tiles.made)
        const unsigned = signed.at(edge)
        if (unsigned) return wrong(seq, unsigned)
      }
      const what = await tiles.wrong()
      if (what) return wrong(edge.size, what)
    }
    if (edge.size < head.size) return wrong(edge.size + 1, 'the entry is missing')
    if (edge.size > head.size) return wrong(head.size + 1, 'the entry lies beyond the head')
    if (!isEqual(printEdge(edge), head.edge))
      return wrong(head.size, 'the edge of the tree is another')
    if (head.known !== null && head.known !== known)
      return wrong(head.size, 'the head names another time')
    const surplus = await tiles.surplus()
    if (surplus) return wrong(head.size, surplus)
    const beyond = signed.beyond(edge.size)
    if (beyond) return wrong(head.size, beyond)
    const { erased, wrong: missing } = erasures.result()
    if (missing !== undefined)
      return wrong(missing, 'something of it is missing, and no entry says that it was erased')
    const unfounded = await unfoundedErasure(session, mission, erased)
    if (unfounded) return wrong(unfounded, 'it is noted as erased, and no entry says so')
    return {
      ok: true,
      size: edge.size,
      root: hex(rootOf(edge)),
      erased,
      ...(signed.last ? { checkpoint: signed.last } : {}),
    }
  })

/** The table of erasures is a projection: each of its rows must be told by the entry that it names. */
async function unfoundedErasure(
  session: Session,
  mission: string,
  erased: readonly { entry: number; by: readonly number[] }[],
): Promise<number | undefined> {
  const told = new Map(erased.map(({ entry, by }) => [entry, by]))
  const rows = await session.query<{ seq: number; what: number }>(
    'select seq, what from erasure where mission = $1 order by what',
    [mission],
  )
  return rows.find(({ seq, what }) => !told.get(what)?.includes(seq))?.what
}

async function pageOf(session: Session, mission: string, after: number) {
  const [entries, facets] = await Promise.all([
    session.query<EntryRow>(
      `select seq, leaf, envelope, salt, filler, known, recorded, author, register, edition, record, verb, at_text, at, corrects,
         from_state, to_state from entry where mission = $1 and seq > $2 order by seq limit ${ENTRIES_AT_ONCE}`,
      [mission, after],
    ),
    session.query<FacetRow>(
      `select seq, label, record, salt, content, kept from facet
       where mission = $1 and seq > $2 and seq <= $2 + ${ENTRIES_AT_ONCE}`,
      [mission, after],
    ),
  ])
  return { entries, facets: Map.groupBy(facets, ({ seq }) => seq) }
}

function wrongIn(
  mission: string,
  entry: EntryRow,
  facets: FacetRow[],
  knownBefore: number,
  erasures: ReturnType<typeof collectErasures>,
): string | undefined {
  if (facets.length === 0) return 'its facets are missing'
  if (facets.some(({ record }) => record !== entry.record)) return 'a facet names another record'
  const digests: Uint8Array[] = []
  for (const { label, salt, content, kept } of facets.sort((a, b) => byLabel(a.label, b.label))) {
    const facet = openFacet({ label, seed: salt, content, kept })
    if ('wrong' in facet) return facet.wrong
    erasures.note(entry, label, facet)
    digests.push(facet.digest)
  }
  const leaf = leafData(envelopeDigest(entry.salt, entry.envelope), digests, entry.filler)
  if (!isEqual(leaf, entry.leaf)) return 'its leaf does not follow from its content'
  const told = envelopeText({
    mission,
    seq: entry.seq,
    author: entry.author,
    register: entry.register,
    edition: entry.edition,
    record: entry.record,
    verb: entry.verb,
    at: iso(entry.at),
    atText: entry.at_text,
    known: iso(entry.known),
    recorded: iso(entry.recorded),
    from: entry.from_state,
    to: entry.to_state,
    corrects: entry.corrects,
  })
  if (told !== entry.envelope) return 'its columns say something else than its envelope'
  if (entry.known < knownBefore) return 'it was known before the entry that stands before it'
  return undefined
}
