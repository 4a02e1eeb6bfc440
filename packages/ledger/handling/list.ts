/**
 * The list of erasures, kept as a file apart from the database and from its backups: an older backup that is restored would
 * bring back what was erased since, so the list is gone through before anything is served. It holds numbers and names of
 * fields and nothing of what was erased.
 */
import { randomUUID } from 'node:crypto'
import { mkdir, open, readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { type Command, type ErasureGround, isRefusal, type Label, REASON } from '@konbit/model'
import { hex } from '@konbit/proof'
import { iso } from '../append/command.ts'
import { restorer } from '../append/handling.ts'
import type { Perform } from '../perform.ts'
import { LedgerFailure, type Pools } from '../pool.ts'

/** One thing erased. `leaf` tells the entry it was erased from, in whatever log that stands. */
export type ErasureLine = {
  mission: string
  /** The entry that erased it. */
  by: number
  what: number
  leaf: string
  record: string
  register: string
  label: Label
  /** Null: the whole facet. */
  field: string | null
  ground: ErasureGround
  at: string
}
export type Applied = {
  /** Things that were erased again. */
  erased: number
  /** Those that the restored database had erased already. */
  already: number
  /** Those of entries that it does not hold. */
  absent: number
}

export const erasuresPath = (keep: string): string => join(keep, 'erasures.jsonl')

/** None where there is no such file. A last line that was cut off by a crash is passed over: its erasure is listed again. */
export async function readErasures(path: string): Promise<ErasureLine[]> {
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return ''
    throw error
  })
  const lines = text.split('\n')
  return lines.flatMap((line, index) => {
    if (line === '') return []
    try {
      return [JSON.parse(line) as ErasureLine]
    } catch {
      // What follows a torn line begins a new one.
      if (index < lines.length - 1 && !lines[index + 1]) return []
      if (index === lines.length - 1) return []
      throw new Error(`line ${index + 1} of ${path} cannot be read`)
    }
  })
}

const keyOf = ({ mission, leaf, label, field }: ErasureLine): string =>
  [mission, leaf, label, field ?? ''].join(' ')

type Row = Omit<ErasureLine, 'leaf' | 'at'> & { leaf: Buffer; known: number }

async function erasedIn(
  pools: Pools,
  mission: string | null,
  after: number,
): Promise<ErasureLine[]> {
  const rows = await pools.write((session) =>
    session.query<Row>(
      `select x.mission, x.seq as by, x.what, e.leaf, x.record, e.register, x.label, x.field, x.ground, x.known
       from erasure x join entry e on e.mission = x.mission and e.seq = x.what
       where ($1::text is null or x.mission = $1) and x.seq > $2 order by x.mission, x.seq, x.what`,
      [mission, after],
    ),
  )
  return rows.map(({ leaf, known, ...row }) => ({ ...row, leaf: hex(leaf), at: iso(known) }))
}

export type ErasureList = {
  /** Returns when the file holds every erasure of the mission, or of all. */
  catchUp: (mission?: string) => Promise<void>
  /** Erases again what the list holds and the database does not. Returns when that is durable. */
  apply: (path: string) => Promise<Applied>
}

export function openErasures(
  pools: Pools,
  performAll: Perform,
  keep: string | undefined,
): ErasureList {
  let listed: Set<string> | undefined
  const last = new Map<string, number>()
  let turn: Promise<void> = Promise.resolve()

  async function note(path: string, mission: string | undefined): Promise<void> {
    listed ??= new Set((await readErasures(path)).map(keyOf))
    const after = mission === undefined ? 0 : (last.get(mission) ?? 0)
    const found = await erasedIn(pools, mission ?? null, after)
    const fresh = found.filter((line) => !listed?.has(keyOf(line)))
    if (fresh.length > 0) await appendLines(path, fresh)
    for (const line of fresh) listed.add(keyOf(line))
    for (const { mission: one, by } of found) last.set(one, Math.max(last.get(one) ?? 0, by))
  }

  return {
    catchUp: (mission) => {
      if (keep === undefined) return Promise.resolve()
      const path = erasuresPath(keep)
      const done = turn.then(() => note(path, mission))
      turn = done.catch(() => {})
      return done
    },
    apply: (path) => applyLines(pools, performAll, path),
  }
}

async function appendLines(path: string, lines: readonly ErasureLine[]): Promise<void> {
  await mkdir(dirname(path), { recursive: true })
  const file = await open(path, 'a+', 0o600)
  try {
    const { size } = await file.stat()
    const tail = Buffer.alloc(1)
    if (size > 0) await file.read(tail, 0, 1, size - 1)
    const torn = size > 0 && tail.toString() !== '\n' ? '\n\n' : ''
    await file.appendFile(`${torn}${lines.map((line) => `${JSON.stringify(line)}\n`).join('')}`)
    await file.sync()
  } finally {
    await file.close()
  }
}

async function applyLines(pools: Pools, performAll: Perform, path: string): Promise<Applied> {
  const applied: Applied = { erased: 0, already: 0, absent: 0 }
  const lines = await readErasures(path)
  for (const [mission, listed] of Map.groupBy(lines, (line) => line.mission)) {
    const rows = await pools.write((session) =>
      session.query<{ seq: number; leaf: Buffer }>(
        'select seq, leaf from entry where mission = $1 and seq = any ($2::int8[])',
        [mission, [...new Set(listed.map(({ what }) => what))]],
      ),
    )
    const leaves = new Map(rows.map(({ seq, leaf }) => [seq, hex(leaf)]))
    const done = new Set((await erasedIn(pools, mission, 0)).map(keyOf))
    const missing: ErasureLine[] = []
    for (const line of listed) {
      if (leaves.get(line.what) !== line.leaf) applied.absent += 1
      else if (done.has(keyOf(line)) || done.has(keyOf({ ...line, field: null })))
        applied.already += 1
      else missing.push(line)
    }
    const actor = restorer(mission)
    for (const command of commandsFor(missing)) {
      const [answer] = await performAll(actor, [command])
      // Another line may have taken it along.
      if (answer && isRefusal(answer) && answer.refusal !== 'nothing-changes')
        throw new LedgerFailure('failed', `an erasure cannot be made again: ${answer.why}`)
    }
    applied.erased += missing.length
  }
  return applied
}

/** One command for what one entry erased under one label, as far as the same fields went. */
function commandsFor(lines: readonly ErasureLine[]): Command[] {
  const commands: Command[] = []
  const groups = Map.groupBy(lines, ({ by, record, label }) => [by, record, label].join(' '))
  for (const group of groups.values()) {
    const byEntry = Map.groupBy(group, ({ what }) => what)
    const bySets = Map.groupBy([...byEntry], ([, some]) =>
      some.some(({ field }) => field === null)
        ? ''
        : some
            .map(({ field }) => field ?? REASON)
            .sort()
            .join(' '),
    )
    for (const [fields, some] of bySets) {
      const { by, record, register, label, ground } = group[0] as ErasureLine
      commands.push({
        id: randomUUID(),
        register,
        record,
        verb: 'erase',
        because: `Made again after a restore: entry ${by} of the log as it was had erased this.`,
        input: {
          ground,
          labels: [label],
          entries: some.map(([what]) => what),
          ...(fields === '' ? {} : { fields: fields.split(' ') }),
        },
      })
    }
  }
  return commands
}

/** For a restore: before anything is served, what was erased since the backup is erased again. */
export const applyErasures = (
  ledger: { applyErasures: (path: string) => Promise<Applied> },
  path: string,
): Promise<Applied> => ledger.applyErasures(path)
