/**
 * Whether a copy elsewhere holds what stands here: every log to its last entry, and byte for byte what the entries say.
 * It names the first thing that is missing. Whoever erases a place asks this first.
 */
import type { KeyObject } from 'node:crypto'
import { emptyEdge, grow, hex, leafHash, rootOf } from '@konbit/proof'
import { StartFailure } from '../account.ts'
import type { Connection } from '../cluster.ts'
import { openPools } from '../pool.ts'
import { verifyMission } from '../proof/verify.ts'
import { type CheckedHead, openLogCheck } from './check.ts'
import { isRow, readBackup } from './file.ts'
import { digestOfFiles, FOLDER, type FolderFiles } from './folder.ts'
import { contentNow } from './take.ts'

/** What may never be lost. Sessions, cursors of followers and the like may have moved on since the copy was made. */
const record = [
  'konbit.mission',
  'konbit.entry',
  'konbit.facet',
  'konbit.command',
  'konbit.erasure',
]

type Content = { heads: CheckedHead[]; tables: Map<string, string> }

async function contentOfFile(path: string, key: KeyObject | undefined): Promise<Content> {
  const log = openLogCheck()
  const tables = new Map<string, string>()
  for await (const line of readBackup(path, key)) {
    log.take(line)
    if (!isRow(line) && 'digest' in line) tables.set(line.end, line.digest)
  }
  return { heads: log.end(), tables }
}

/** Throws a sentence that names the first thing that the copy lacks; answers with the logs that both hold. */
export async function compareWithFile(
  here: Connection,
  path: string,
  key: KeyObject | undefined,
  files: (missions: readonly string[]) => Promise<FolderFiles | undefined>,
): Promise<CheckedHead[]> {
  const copy = await contentOfFile(path, key)
  const own = await contentNow(here, record)
  const heads = await ownHeads(here)
  for (const { mission, size } of heads) {
    const found = copy.heads.find((head) => head.mission === mission)
    if (!found) throw new StartFailure(`The copy lacks the mission ${mission}.`)
    if (found.size < size)
      throw new StartFailure(
        `The copy lacks the last ${size - found.size} entries of ${mission}: take a new one.`,
      )
  }
  for (const [name, digest] of own.tables) {
    if (copy.tables.get(name) !== digest)
      throw new StartFailure(`The copy holds another ${name} than stands here: take a new one.`)
  }
  const folder = await files(heads.map(({ mission }) => mission))
  if (folder && copy.tables.get(FOLDER) !== digestOfFiles(folder))
    throw new StartFailure(
      'The copy does not hold the folder of the mission as it stands here: take a new one.',
    )
  return heads
}

/** As `compareWithFile`, with a database elsewhere that is verified from its first entry; it may be further than here. */
export async function compareWithDatabase(
  here: Connection,
  there: Connection,
): Promise<CheckedHead[]> {
  const heads = await ownHeads(here)
  const pools = openPools(there)
  try {
    for (const { mission, size, root } of heads) {
      const verified = await verifyMission(pools, mission)
      if (!verified.ok)
        throw new StartFailure(
          `The copy of ${mission} does not hold: entry ${verified.firstWrong}: ${verified.what}.`,
        )
      if (verified.size < size)
        throw new StartFailure(
          `The copy lacks the last ${size - verified.size} entries of ${mission}: wait until it has caught up.`,
        )
      const leaves = await pools.snapshot((session) =>
        session.query<{ leaf: Buffer }>(
          'select leaf from entry where mission = $1 and seq <= $2 order by seq',
          [mission, size],
        ),
      )
      const edge = leaves.reduce((grown, { leaf }) => grow(grown, leafHash(leaf)), emptyEdge)
      if (hex(rootOf(edge)) !== root)
        throw new StartFailure(`The copy of ${mission} is of another log.`)
    }
    return heads
  } finally {
    await pools.close()
  }
}

/** The logs that stand here, each verified: a copy of what is broken proves nothing. */
async function ownHeads(here: Connection): Promise<CheckedHead[]> {
  const { missions } = await contentNow(here, [])
  const pools = openPools(here)
  try {
    const heads: CheckedHead[] = []
    for (const { id } of missions) {
      const { ok, size, root, firstWrong, what } = await verifyMission(pools, id)
      if (!ok)
        throw new StartFailure(`The log of ${id} does not hold here: entry ${firstWrong}: ${what}.`)
      heads.push({ mission: id, size, root })
    }
    return heads
  } finally {
    await pools.close()
  }
}
