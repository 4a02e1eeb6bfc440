/**
 * An outside verifier of C2SP logs accepts our log and rejects a copy with one changed byte anywhere. It is Go's own, with
 * nothing of ours (checks/outside/main.go); where no `go` is, these tests are skipped. Our verifier must say the same.
 */
import { execFileSync, spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { isRefusal } from '@konbit/model'
import {
  concat,
  emptyEdge,
  grow,
  leafHash,
  newSigner,
  printBundle,
  printCheckpoint,
  rootOf,
  signNote,
  tilePath,
  tilesOf,
  verifyLog,
} from '@konbit/proof'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openTestServer, people } from '../apps/server/testing.ts'

const SIZE = 70_000
const FLIPS = 8
const modules = '/usr/share/gocode'
const hasGo =
  spawnSync('go', ['version']).status === 0 && existsSync(join(modules, 'src/golang.org/x/mod'))
if (!hasGo)
  console.log(
    'SKIPPED: no go with golang.org/x/mod here, so no outside verifier of logs was asked.',
  )

let folder: string
let program: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'konbit-outside-'))
  program = join(folder, 'outside')
  if (!hasGo) return
  const env = {
    ...process.env,
    GO111MODULE: 'off',
    GOPATH: modules,
    GOCACHE: join(folder, 'cache'),
  }
  execFileSync('go', ['build', '-o', program, join(import.meta.dirname, 'outside/main.go')], {
    env,
  })
})
afterAll(() => rm(folder, { recursive: true, force: true }))

const outside = (log: string): string =>
  spawnSync(program, [log, join(log, 'key')], { encoding: 'utf8' }).stdout.trim()
const ours = async (log: string): Promise<boolean> =>
  (
    await verifyLog({
      fetch: (path) => readFile(join(log, ...path.split('/'))).catch(() => undefined),
    })
  ).ok

async function put(log: string, path: string, bytes: Uint8Array | string): Promise<void> {
  const file = join(log, ...path.split('/'))
  await mkdir(dirname(file), { recursive: true })
  await writeFile(file, bytes)
}

/** A log of random entries, written down as it would be served. */
async function synthetic(log: string, size: number): Promise<void> {
  const origin = 'outside.example/log/synthetic'
  const entries = Array.from({ length: size }, () => concat([Uint8Array.of(1), randomBytes(32)]))
  const levels: Uint8Array[][] = [[]]
  let edge = emptyEdge
  for (const entry of entries) {
    const leaf = leafHash(entry)
    levels[0]?.push(leaf)
    edge = grow(edge, leaf, (height, node) => {
      if (height % 8 !== 0) return
      levels[height / 8] ??= []
      levels[height / 8]?.push(node)
    })
  }
  for (const tile of tilesOf(size)) {
    const [from, to] = [tile.n * 256, tile.n * 256 + tile.width]
    const bytes =
      tile.level === 'entries'
        ? printBundle(entries.slice(from, to))
        : concat((levels[tile.level] ?? []).slice(from, to))
    await put(log, tilePath(tile), bytes)
  }
  const signer = newSigner(origin)
  await put(
    log,
    'checkpoint',
    signNote(printCheckpoint({ origin, size, root: rootOf(edge) }), signer),
  )
  await put(log, 'key', `${signer.key}\n`)
}

/** Changes one bit of the file, asks both, and puts it back. */
async function flipped(log: string, path: string, at: number, bit: number): Promise<string> {
  const file = join(log, ...path.split('/'))
  const bytes = await readFile(file)
  const changed = Buffer.from(bytes)
  changed[at] = (changed[at] as number) ^ (1 << bit)
  await writeFile(file, changed)
  const said = [outside(log).match(/^\w+/)?.[0], (await ours(log)) ? 'holds' : 'does not hold']
  await writeFile(file, bytes)
  return said.join(', ')
}

/** The same every time for one seed. */
function dice(seed: number): (below: number) => number {
  let state = seed
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((state / 2 ** 32) * below)
  }
}

describe.runIf(hasGo)('an outside verifier', () => {
  test(`accepts a log of ${SIZE} entries, and rejects it with one bit changed in any kind of file`, async () => {
    const log = join(folder, 'large')
    await synthetic(log, SIZE)
    expect(outside(log)).toMatch(new RegExp(`^accepted ${SIZE} `))
    expect(await ours(log)).toBe(true)
    const tiles = [...tilesOf(SIZE)]
    expect(tiles.filter(({ width }) => width < 256).map(tilePath)).toEqual([
      'tile/entries/273.p/112',
      'tile/0/273.p/112',
      'tile/1/001.p/17',
      'tile/2/000.p/1',
    ])
    const seed = 20_261_122
    const roll = dice(seed)
    for (let flip = 0; flip < FLIPS; flip += 1) {
      // Each kind by turns: entries and tiles, full ones and the four that are not.
      const partial = tiles.filter(({ width }) => width < 256)
      const full = tiles.filter(
        ({ width, level }) =>
          width === 256 && (flip % 3 ? level === 'entries' : level !== 'entries'),
      )
      const from = flip % 4 === 0 ? partial : full
      const path = tilePath(from[roll(from.length)] as (typeof tiles)[number])
      const { length } = await readFile(join(log, ...path.split('/')))
      const [at, bit] = [roll(length), roll(8)]
      expect(await flipped(log, path, at, bit), `seed ${seed}: ${path} byte ${at} bit ${bit}`).toBe(
        'rejected, does not hold',
      )
    }
  }, 600_000)

  test('rejects a small log with any one byte of any file changed', async () => {
    const log = join(folder, 'small')
    await synthetic(log, 3)
    expect(outside(log)).toMatch(/^accepted 3 /)
    const files = ['key', 'checkpoint', ...[...tilesOf(3)].map(tilePath)]
    const wrong: string[] = []
    let count = 0
    for (const path of files) {
      const { length } = await readFile(join(log, ...path.split('/')))
      for (let at = 0; at < length; at += 1) {
        count += 1
        // The lowest bit, which lenient base64 would let pass, and another.
        for (const bit of at % 2 ? [0] : [5])
          if ((await flipped(log, path, at, bit)) !== 'rejected, does not hold')
            wrong.push(`${path} ${at}`)
      }
    }
    expect(wrong).toEqual([])
    expect(count).toBeGreaterThan(400)
  }, 600_000)

  test('accepts a copy of what our server serves, and rejects it when another log was copied over it', async () => {
    const keys = join(folder, 'keys')
    const server = await openTestServer({ keys })
    try {
      const fleet = {
        mission: server.mission,
        member: 'fleet',
        roles: people.find(({ id }) => id === 'fleet')?.roles ?? [],
      }
      const commands = Array.from({ length: 300 }, (_, at) => ({
        id: crypto.randomUUID(),
        record: crypto.randomUUID(),
        register: 'vehicle',
        verb: 'enter',
        at: '2024-06-25',
        input: { plate: `OUT ${at}`, type: 'mrap' },
      }))
      expect((await server.house.ledger.performAll(fleet, commands)).filter(isRefusal)).toEqual([])
      await server.house.ledger.log(server.mission).sign()
      const log = join(folder, 'served')
      const get = async (path: string): Promise<Uint8Array> => {
        const response = await server.app.request(`/log/${server.mission}/${path}`)
        expect(response.status, path).toBe(200)
        return new Uint8Array(await response.arrayBuffer())
      }
      for (const path of ['key', 'checkpoint', ...[...tilesOf(300)].map(tilePath)])
        await put(log, path, await get(path))
      expect(outside(log)).toMatch(/^accepted 300 /)
      expect(await ours(log)).toBe(true)
      await cp(join(folder, 'small', 'checkpoint'), join(log, 'checkpoint'))
      expect(outside(log)).toMatch(/^rejected/)
    } finally {
      await server.close()
    }
  }, 600_000)
})
