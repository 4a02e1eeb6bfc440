/**
 * What a reader may be shown of entries, so that each still leads to its leaf: envelope and salt, the facets they may see,
 * and one value for whatever lies above. Row-level security says what is seen; fillers and higher salts never leave.
 */
import { byLabel, type Label } from '@konbit/model'
import { type Bundle, base64, inBase64, openFacet, type ReceiptFacet, stackOf } from '@konbit/proof'
import { LedgerFailure, type Pools, type ReadSession, type Session } from '../pool.ts'

/** An entry of the log: its leaf data, and what the reader sees of it, if anything. */
export type Shown = { seq: number; leaf: Uint8Array; bundle: Bundle | undefined }

type Row = { seq: number; envelope: string; salt: Buffer; register: string; record: string }
type FacetRow = {
  seq: number
  label: Label
  salt: Buffer | null
  content: string | null
  kept: string | null
}

/** The entries after `after`, up to `upto`, in order; few hundred at most. Within the reader's own transaction. */
export async function showEntries(
  pools: Pools,
  session: ReadSession,
  mission: string,
  after: number,
  upto: number,
): Promise<Shown[]> {
  const range = [mission, after, upto]
  const [leaves, rows, visible] = await Promise.all([
    session.query<{ leaf: Buffer }>('select leaves($1, $2, $3) as leaf', range),
    session.query<Row>(
      'select seq, envelope, salt, register, record from entry where mission = $1 and seq > $2 and seq <= $3',
      range,
    ),
    session.query<{ seq: number; label: Label; under: Label }>(
      `select f.seq, f.label, s.label as under from facet f join scope s on s.scope = f.scope
       where f.mission = $1 and f.seq > $2 and f.seq <= $3`,
      range,
    ),
  ])
  const seen = new Map(rows.map((row) => [row.seq, row]))
  const { facets, fillers, erased } = await pools.beside((all) =>
    allOf(all, mission, [...seen.keys()]),
  )
  const labels = Map.groupBy(visible, ({ seq }) => seq)
  return leaves.map(({ leaf }, at) => {
    const seq = after + at + 1
    const row = seen.get(seq)
    if (!row) return { seq, leaf, bundle: undefined }
    const may = new Map((labels.get(seq) ?? []).map(({ label, under }) => [label, under]))
    const stack = (facets.get(seq) ?? []).sort((a, b) => byLabel(a.label, b.label))
    const hidden = stack.findIndex(({ label }) => !may.has(label))
    const shown = hidden < 0 ? stack : stack.slice(0, hidden)
    for (const { label } of shown) session.saw(row.register, may.get(label) ?? label, row.record)
    const above = stackOf(
      stack.slice(shown.length).map((facet) => digestOf(seq, facet)),
      fillers.get(seq) as Buffer,
    )
    const bundle: Bundle = {
      envelope: { text: row.envelope, salt: base64(row.salt) },
      facets: shown.map((facet) => inReceipt(facet, erased.get(`${seq} ${facet.label}`))),
      above: base64(above),
    }
    return { seq, leaf, bundle }
  })
}

/** One entry with every facet: for whoever it came from. The caller MUST know that they may see all of it. */
export async function showWhole(
  session: Session,
  mission: string,
  seq: number,
): Promise<(Shown & { bundle: Bundle }) | undefined> {
  const [row] = await session.query<Row & { leaf: Buffer }>(
    'select seq, leaf, envelope, salt, register, record from entry where mission = $1 and seq = $2',
    [mission, seq],
  )
  if (!row) return undefined
  const { facets, fillers, erased } = await allOf(session, mission, [seq])
  const stack = (facets.get(seq) ?? []).sort((a, b) => byLabel(a.label, b.label))
  const bundle: Bundle = {
    envelope: { text: row.envelope, salt: base64(row.salt) },
    facets: stack.map((facet) => inReceipt(facet, erased.get(`${seq} ${facet.label}`))),
    above: base64(stackOf([], fillers.get(seq) as Buffer)),
  }
  return { seq, leaf: row.leaf, bundle }
}

/** Everything of these entries. None of it leaves as it is. */
async function allOf(session: Session, mission: string, seqs: readonly number[]) {
  const [facets, fillers, erasures] = await Promise.all([
    session.query<FacetRow>(
      'select seq, label, salt, content, kept from facet where mission = $1 and seq = any ($2::int8[])',
      [mission, seqs],
    ),
    session.query<{ seq: number; filler: Buffer }>(
      'select seq, filler from entry where mission = $1 and seq = any ($2::int8[])',
      [mission, seqs],
    ),
    session.query<{ seq: number; what: number; label: string }>(
      'select distinct seq, what, label from erasure where mission = $1 and what = any ($2::int8[]) order by seq',
      [mission, seqs],
    ),
  ])
  const erased = new Map<string, number[]>()
  for (const { seq, what, label } of erasures) {
    const key = `${what} ${label}`
    erased.set(key, [...(erased.get(key) ?? []), seq])
  }
  return {
    facets: Map.groupBy(facets, ({ seq }) => seq),
    fillers: new Map(fillers.map(({ seq, filler }) => [seq, filler])),
    erased,
  }
}

function digestOf(seq: number, { label, salt, content, kept }: FacetRow): Uint8Array {
  const opened = openFacet({ label, seed: salt, content, kept })
  if ('wrong' in opened) throw new LedgerFailure('failed', `entry ${seq}: ${opened.wrong}`)
  return opened.digest
}

const inReceipt = (
  { label, salt, content, kept }: FacetRow,
  erasedBy: readonly number[] | undefined,
): ReceiptFacet => ({
  label,
  seed: inBase64(salt),
  content,
  kept,
  ...(erasedBy ? { erasedBy } : {}),
})
