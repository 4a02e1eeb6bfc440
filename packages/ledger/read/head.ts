/** The end of a mission's log, as it stands: how many entries, the root of their tree, when the last was known. */
import { hex, parseEdge, rootOf } from '@konbit/proof'
import { iso } from '../append/command.ts'
import { LedgerFailure, type Pools } from '../pool.ts'

export type Head = { size: number; root: string; known: string | null }

export async function headOf(pools: Pools, mission: string): Promise<Head> {
  const [row] = await pools.read({ mission, member: '' }, (session) => {
    session.of([])
    return session.query<{ size: number; known: number | null; edge: Buffer }>(
      'select size, known, edge from head where mission = $1',
      [mission],
    )
  })
  if (!row) throw new LedgerFailure('failed', `there is no mission ${mission}`)
  return {
    size: row.size,
    root: hex(rootOf(parseEdge(row.size, row.edge))),
    known: row.known === null ? null : iso(row.known),
  }
}
