/**
 * The logs of a ledger: what is served to outsiders, what is signed and when, receipts, witnesses, and the turns in a log's
 * life. The one door to this folder, save for `verify.ts`.
 */
import { type Refusal, refuse } from '@konbit/model'
import {
  base64,
  countAt,
  hex,
  nodesFrom,
  printBundle,
  proveConsistency,
  proveInclusion,
  RECEIPT,
  type Receipt,
  TILE_WIDTH,
  type Tile,
} from '@konbit/proof'
import type { Bell, Following } from '../follow.ts'
import { LedgerFailure, type Pools, type ReadAs, type Session } from '../pool.ts'
import { attest } from './attest.ts'
import { type Shown, showEntries, showWhole } from './bundle.ts'
import { cosign, cosigned, type Witness, type WitnessRegister, witnessesOf } from './cosign.ts'
import { openKeyring } from './keys.ts'
import {
  type CheckpointRow,
  currentLog,
  endOf,
  keysOf,
  type LogRow,
  lastCheckpoint,
  type Signing,
  type Signs,
  signLog,
} from './sign.ts'
import { openTiles } from './tiles.ts'
import { openNext, type Prospect, prospectOf, type Rotated, rotateKey } from './turn.ts'

/** Where keys lie and what the logs are called; without a folder nothing is signed. */
export type LogSettings = {
  keys?: string | undefined
  /** What origins begin with: a name of the deployment, such as `record.example.org`. */
  origin?: string | undefined
  witness?: WitnessRegister | undefined
}

export type CheckpointView = { size: number; root: string; note: string; at: number }
export type LogState = {
  origin: string | null
  key: string | null
  size: number
  root: string
  checkpoint: CheckpointView | null
  signing: Signing
  witnesses: Witness[]
  keys: { key: string; from: number; to: number | null }[]
  logs: { number: number; origin: string; since: number; opened: number }[]
}

export type Log = ReturnType<ReturnType<typeof openLogs>['of']>

const ORIGIN = 'konbit.example'
const SIGN_EVERY_MS = 1000
/** How long entries of another process may go unsigned by this one. */
const LOOK_EVERY_MS = 5000
const PAGE = 500

export function openLogs(
  pools: Pools,
  bell: Bell,
  durable: () => Promise<void>,
  { keys, origin = ORIGIN, witness }: LogSettings,
  say: (line: string) => void,
) {
  const tiles = openTiles()
  const keyring = keys === undefined ? undefined : openKeyring(keys)
  const signs: Signs = {
    pools,
    tiles,
    keyring,
    durable,
    originOf: (mission, number) => `${origin}/log/${mission}${number === 1 ? '' : `/${number}`}`,
  }
  const told = new Map<string, string>()
  const running = new Map<string, { now: Promise<Signing>; next?: Promise<Signing> }>()

  async function signNow(mission: string): Promise<Signing> {
    const signing = await signLog(signs, mission)
    const line = signing.does ? '' : signing.why
    if ((told.get(mission) ?? '') !== line && (line || told.has(mission)))
      say(
        line
          ? `The log of ${mission} is not signed: ${line}`
          : `The log of ${mission} is signed again.`,
      )
    told.set(mission, line)
    return signing
  }

  /** Whoever asks while one signs shares the next: it has what they saw, and the first may not. */
  function sign(mission: string): Promise<Signing> {
    const busy = running.get(mission)
    if (busy?.next) return busy.next
    const run = (busy?.now ?? Promise.resolve()).then(
      () => signNow(mission),
      () => signNow(mission),
    )
    if (busy) busy.next = run
    else running.set(mission, { now: run })
    const done = (): void => {
      const { next } = running.get(mission) ?? {}
      if (next && next !== run) running.set(mission, { now: next })
      else running.delete(mission)
    }
    run.then(done, done)
    return run
  }

  const atLog = <Result>(
    mission: string,
    work: (session: Session, log: LogRow) => Promise<Result>,
  ): Promise<Result | undefined> =>
    pools.read({ mission, member: '' }, async (session) => {
      const log = await currentLog(session, mission)
      return log && work(session, log)
    })

  const published = (mission: string): Promise<CheckpointRow | undefined> =>
    atLog(mission, (session, log) => lastCheckpoint(session, mission, log.number))

  /** The last checkpoint, signed now where it does not reach the entry yet. */
  async function reaching(mission: string, seq: number): Promise<CheckpointRow | undefined> {
    const last = await published(mission)
    if (last && last.size >= seq) return last
    await sign(mission)
    const next = await published(mission)
    return next && next.size >= seq ? next : undefined
  }

  const pathFrom = (session: Session, mission: string, size: number) =>
    nodesFrom(tiles.read(session, mission), size)

  async function proved(
    mission: string,
    entry: Shown | undefined,
    against?: Pick<CheckpointView, 'size' | 'note'>,
  ): Promise<Receipt | Refusal> {
    if (!entry?.bundle) return refuse('not-found')
    const last = against ?? (await reaching(mission, entry.seq))
    if (!last || last.size < entry.seq) return refuse('unsigned')
    const proof = await pools.read({ mission, member: '' }, (session) =>
      proveInclusion(pathFrom(session, mission, last.size), entry.seq - 1, last.size),
    )
    return {
      format: RECEIPT,
      index: entry.seq - 1,
      leaf: base64(entry.leaf),
      checkpoint: last.note,
      proof: proof.map(base64),
      bundle: entry.bundle,
    }
  }

  const of = (mission: string) => ({
    /** Signs what can be signed now. */
    sign: () => sign(mission),

    state: async (): Promise<LogState> => {
      const [found, end] = await Promise.all([
        atLog(mission, async (session, log) => ({
          log,
          keys: await keysOf(session, mission, log.number),
          last: await lastCheckpoint(session, mission, log.number),
          logs: await session.query<LogRow>(
            'select number, origin, since, opened from log where mission = $1 order by number',
            [mission],
          ),
        })),
        pools.read({ mission, member: '' }, (session) => endOf(session, mission)),
      ])
      if (!end) throw new LedgerFailure('failed', `there is no mission ${mission}`)
      const last = found?.last
      // One that reaches all that is written says that signing works; else it is tried.
      const signing: Signing =
        last?.size === end.size && !told.get(mission) ? { does: true } : await sign(mission)
      const seen = last?.size === end.size ? last : ((await published(mission)) ?? last)
      return {
        origin: found?.log.origin ?? (keyring ? signs.originOf(mission, 1) : null),
        key: found?.keys.find(({ until }) => until === null)?.key ?? null,
        size: end.size,
        root: hex(end.root),
        checkpoint: seen
          ? { size: seen.size, root: hex(seen.root), note: seen.note, at: seen.signed }
          : null,
        signing,
        witnesses:
          found && witness ? await witnessesOf(pools, mission, found.log.number, witness) : [],
        keys: (found?.keys ?? []).map(({ key, since, until }) => ({ key, from: since, to: until })),
        logs: found?.logs ?? [],
      }
    },

    /** The last checkpoint, or that of a size, as a note with its cosignatures. Signs the first one when asked for it. */
    checkpoint: async (size?: number): Promise<string | undefined> => {
      if (size === undefined && !(await published(mission))) await sign(mission)
      return atLog(mission, async (session, log) => {
        const [row] =
          size === undefined
            ? [await lastCheckpoint(session, mission, log.number)]
            : await session.query<CheckpointRow>(
                'select log, size, root, note from checkpoint where mission = $1 and log = $2 and size = $3',
                [mission, log.number, size],
              )
        return row && cosigned(session, mission, row)
      })
    },

    /** The verifier key that signs now. */
    key: async (): Promise<string | undefined> => {
      if (!(await published(mission))) await sign(mission)
      return atLog(mission, async (session, log) => {
        const list = await keysOf(session, mission, log.number)
        return list.find(({ until }) => until === null)?.key
      })
    },

    /** The note of the log's change of keys of that number, from 1. */
    rotation: (number: number): Promise<string | undefined> =>
      atLog(mission, async (session, log) => {
        const list = await keysOf(session, mission, log.number)
        return list.flatMap(({ rotation }) => rotation ?? [])[number - 1]
      }),

    /** A tile or a bundle as it is served: no wider than the last checkpoint reaches. */
    tile: (tile: Tile): Promise<Uint8Array | undefined> =>
      atLog(mission, async (session, log) => {
        const last = await lastCheckpoint(session, mission, log.number)
        const first = tile.n * TILE_WIDTH
        if (!last || first + tile.width > countAt(tile.level, last.size)) return undefined
        if (tile.level !== 'entries') return tiles.find(session, mission, tile)
        const rows = await session.query<{ leaf: Buffer }>('select leaves($1, $2, $3) as leaf', [
          mission,
          first,
          first + tile.width,
        ])
        return printBundle(rows.map(({ leaf }) => leaf))
      }),

    /** Proof that the tree of `old` is the beginning of that of `size`. */
    consistency: (old: number, size: number): Promise<Uint8Array[]> =>
      pools.read({ mission, member: '' }, (session) =>
        proveConsistency(pathFrom(session, mission, size), old, size),
      ),

    cosign: async (note: string): Promise<{ size: number; witnesses: string[] } | Refusal> => {
      const log = await atLog(mission, async (_, row) => row)
      return log && witness ? cosign(pools, mission, log, witness, note) : refuse('unsigned')
    },

    /**
     * Everything by which the reader can prove, without us, that the entry stands in the log as they see it; against
     * a checkpoint that is given, else against the last.
     */
    receipt: async (
      reader: ReadAs,
      seq: number,
      against?: Pick<CheckpointView, 'size' | 'note'>,
    ): Promise<Receipt | Refusal> => {
      if (!Number.isSafeInteger(seq) || seq < 1) return refuse('not-found')
      const shown = await pools.read(reader, async (session) =>
        seq > (session.size ?? 0) ? [] : showEntries(pools, session, mission, seq - 1, seq),
      )
      return proved(mission, shown[0], against)
    },

    /** The same with all of the entry, for whoever it came from; the caller MUST know that it did. */
    wholeReceipt: async (seq: number): Promise<Receipt | Refusal> =>
      proved(mission, await pools.beside((session) => showWhole(session, mission, seq))),

    /** Every entry up to the checkpoint, each with what the reader sees of it. Throws rather than end early. */
    entries: async function* (reader: ReadAs, size: number): AsyncGenerator<Shown[]> {
      for (let after = 0; after < size; after += PAGE) {
        const upto = Math.min(size, after + PAGE)
        const page = await pools.read(reader, (session) =>
          showEntries(pools, session, mission, after, upto),
        )
        if (page.length !== upto - after) throw new LedgerFailure('failed', 'an entry is missing')
        yield page
      }
    },

    /** A transfer statement's note, signed by the log's key; or why nothing is signed. */
    attest: async (text: string): Promise<string | Signing> =>
      keyring ? attest(signs, keyring, mission, text) : sign(mission),

    rotate: async (): Promise<Rotated | Signing> => {
      const signing = await sign(mission)
      return signing.does && keyring ? rotateKey(signs, keyring, mission) : signing
    },
    /** What a new log would say; undefined where none is needed or would help. */
    prospect: async (): Promise<Prospect | undefined> => {
      const signing = await sign(mission)
      return keyring && prospectOf(signs, keyring, mission, signing)
    },
    openNext: (next: { number: number; origin: string }, since: number): Promise<void> =>
      openNext(signs, mission, next, since),

    /** The keyring's view of the last checkpoint: what `verify` holds the record against. */
    kept: async (): Promise<string | undefined> => {
      const log = await atLog(mission, async (_, row) => row)
      return log && keyring?.lastNote(log.origin)
    },
  })

  return {
    of,
    /**
     * Signs a second after entries came, and every few seconds what other processes wrote; once more when stopped. Its cursor
     * is the checkpoint itself, so it starts where the last one left off.
     */
    follow: (mission: string): Following => {
      let isStopped = false
      let wake = (): void => {}
      let isRung = false
      const unlisten = bell.listen(mission, () => {
        isRung = true
        wake()
      })
      const rest = (ms: number, isWoken: boolean): Promise<void> =>
        new Promise((resolve) => {
          const timer = setTimeout(resolve, ms)
          timer.unref()
          wake = () => {
            if (!isWoken && !isStopped) return
            clearTimeout(timer)
            resolve()
          }
        })
      const loop = (async () => {
        while (!isStopped) {
          isRung = false
          await sign(mission).catch((error: unknown) =>
            say(`The log of ${mission} is not signed: ${error}`),
          )
          if (!isStopped) await rest(SIGN_EVERY_MS, false)
          if (!isStopped && !isRung) await rest(LOOK_EVERY_MS, true)
        }
        await sign(mission).catch(() => {})
      })()
      return {
        stop: async () => {
          isStopped = true
          unlisten()
          wake()
          await loop
        },
      }
    },
  }
}
