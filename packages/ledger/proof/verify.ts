/**
 * Verify: recomputes every leaf and the edge of the tree from what is stored, and names the first entry that is wrong.
 * It trusts nothing that can be computed: also each column of an entry must say what its envelope says.
 */
import { byLabel, type Label } from '@konbit/model'
import {
  type Content,
  emptyEdge,
  envelopeDigest,
  envelopeText,
  grow,
  hex,
  isEqual,
  leafData,
  leafHash,
  printEdge,
  rootOf,
  sealFacet,
} from '@konbit/proof'
import { iso } from '../append/command.ts'
import type { Pools, Session } from '../pool.ts'

export type Verified = {
  ok: boolean
  size: number
  root: string
  firstWrong?: number
  what?: string
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
}

export const verifyMission = (pools: Pools, mission: string): Promise<Verified> =>
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
    let known = Number.NEGATIVE_INFINITY
    for (;;) {
      const { entries, facets } = await pageOf(session, mission, edge.size)
      if (entries.length === 0) break
      for (const entry of entries) {
        const seq = edge.size + 1
        const what =
          entry.seq === seq
            ? wrongIn(mission, entry, facets.get(seq) ?? [], known)
            : 'the entry is missing'
        if (what) return wrong(seq, what)
        known = entry.known
        edge = grow(edge, leafHash(entry.leaf))
      }
    }
    if (edge.size < head.size) return wrong(edge.size + 1, 'the entry is missing')
    if (edge.size > head.size) return wrong(head.size + 1, 'the entry lies beyond the head')
    if (!isEqual(printEdge(edge), head.edge))
      return wrong(head.size, 'the edge of the tree is another')
    if (head.known !== null && head.known !== known)
      return wrong(head.size, 'the head names another time')
    return { ok: true, size: edge.size, root: hex(rootOf(edge)) }
  })

async function pageOf(session: Session, mission: string, after: number) {
  const [entries, facets] = await Promise.all([
    session.query<EntryRow>(
      `select seq, leaf, envelope, salt, filler, known, recorded, author, register, edition, record, verb, at_text, at, corrects,
         from_state, to_state from entry where mission = $1 and seq > $2 order by seq limit ${ENTRIES_AT_ONCE}`,
      [mission, after],
    ),
    session.query<FacetRow>(
      `select seq, label, record, salt, content from facet
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
): string | undefined {
  if (facets.length === 0) return 'its facets are missing'
  if (facets.some(({ record }) => record !== entry.record)) return 'a facet names another record'
  const digests: Uint8Array[] = []
  for (const { label, salt, content } of facets.sort((a, b) => byLabel(a.label, b.label))) {
    if (salt === null || content === null) return 'the content of a facet is missing'
    const parsed = JSON.parse(content) as Content
    const sealed = sealFacet(label, salt, parsed)
    if (sealed.text !== content) return 'the content of a facet is not in its canonical form'
    digests.push(sealed.digest)
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
