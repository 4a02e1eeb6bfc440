/**
 * How fast the planner plays KR-1, beside others who play the same: `npm run bench -- planner [yardsticks [SimPy's source]]`.
 * The first is a folder that holds `kr1f.cpp` and `kr1_simpy.py`, the second SimPy's `src`; neither is ours to hand out. By turns, in
 * processor's time, since cores are shared; then 1,000 replications with bands and what binds, on two worker threads, as waited for.
 */
import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { isMainThread, parentPort, Worker } from 'node:worker_threads'
import {
  bandsOf,
  bindingOf,
  buffersOf,
  engineVersion,
  joined,
  kr1,
  play,
  playerOf,
  type Sample,
  seedOf,
  untilWithin,
} from '../packages/planner/index.ts'
import { median } from './measure.ts'

const SEED = 'bench'
const RUNS = 1000
const THREADS = 2
const HALF_WIDTH = 10
const ROUNDS = { turns: 5, replications: 600, ofSimPy: 3, threaded: 7 }

/** Seconds of processor's time that a command takes. */
function secondsOf(command: string, ...words: string[]): number {
  const script = `TIMEFORMAT='%U %S'; time "$@" > /dev/null`
  const { status, stderr } = spawnSync('bash', ['-c', script, 'bash', command, ...words], {
    encoding: 'utf8',
  })
  if (status !== 0) throw new Error(`${command} failed: ${stderr}`)
  return stderr
    .trim()
    .split(/\s+/)
    .slice(-2)
    .reduce((sum, part) => sum + Number(part), 0)
}

/** What each of them costs: seconds of processor's time for one replication. */
type Rival = { name: string; cost: () => number }

function konbit(): Rival {
  const player = playerOf(kr1)
  const runs = (count: number): void => {
    for (let at = 0; at < count; at += 1) player.replicate(seedOf(SEED, at))
  }
  runs(300) // until it has been compiled well
  return {
    name: 'Konbit',
    cost: () => {
      const before = process.cpuUsage()
      runs(ROUNDS.replications)
      const { user, system } = process.cpuUsage(before)
      return (user + system) / 1e6 / ROUNDS.replications
    },
  }
}

function others(built: string): Rival[] {
  const [yardsticks, simpy] = process.argv.slice(2)
  const found: Rival[] = []
  const source = yardsticks && join(yardsticks, 'kr1f.cpp')
  if (source && existsSync(source)) {
    const program = join(built, 'kr1f')
    const options = ['-O3', '-march=native', '-std=c++20', '-pthread', source, '-o', program]
    const { status } = spawnSync(process.env.CXX ?? 'g++', options, { stdio: 'ignore' })
    const count = ROUNDS.replications
    if (status === 0)
      found.push({ name: 'C++', cost: () => secondsOf(program, `${count}`, '1') / count })
    else console.log('g++ is not there, or did not like the yardstick.')
  }
  if (yardsticks && simpy) {
    const script = join(yardsticks, 'kr1_simpy.py')
    found.push({
      name: 'SimPy',
      cost: () => secondsOf('python3', script, simpy, `${ROUNDS.ofSimPy}`) / ROUNDS.ofSimPy,
    })
  }
  return found
}

/** 1,000 replications spread over threads, their bands and the table of what binds: milliseconds of waiting, and of the processor's time of one core. */
async function threaded(): Promise<{ first: number; later: number; busy: number }> {
  const began = performance.now()
  const workers = Array.from({ length: THREADS }, () => new Worker(new URL(import.meta.url)))
  const part = RUNS / THREADS
  const answer = async (): Promise<void> => {
    const samples = await Promise.all(
      workers.map(
        (worker, at) =>
          new Promise<Sample>((resolve, reject) => {
            worker.once('message', resolve).once('error', reject)
            worker.postMessage([at * part, (at + 1) * part])
          }),
      ),
    )
    const sample = joined(samples)
    bandsOf(sample, 'deployed')
    bindingOf(sample)
  }
  await answer()
  const first = performance.now() - began
  const times: number[] = []
  const before = process.cpuUsage()
  for (let round = 0; round < ROUNDS.threaded; round += 1) {
    const start = performance.now()
    await answer()
    times.push(performance.now() - start)
  }
  const { user, system } = process.cpuUsage(before)
  await Promise.all(workers.map((worker) => worker.terminate()))
  const busy = (user + system) / 1000 / ROUNDS.threaded / THREADS
  return { first, later: median(times), busy }
}

async function main(): Promise<void> {
  const built = mkdtempSync(join(tmpdir(), 'konbit-bench-'))
  try {
    const rivals = [konbit(), ...others(built)]
    const costs = rivals.map((): number[] => [])
    for (let turn = 0; turn < ROUNDS.turns; turn += 1)
      for (const [at, { cost }] of rivals.entries()) costs[at]?.push(cost())
    const [ours = 0, ...theirs] = costs.map(median)
    const told = (cost: number): string => (1 / cost).toPrecision(3)
    console.log(`KR-1, ${engineVersion}, replications for each second of one processor's time:`)
    for (const [at, { name }] of rivals.entries()) {
      const list = costs[at] ?? []
      console.log(`  ${name.padEnd(8)}${told(median(list))}  (${list.map(told).join(', ')})`)
    }
    const { first, later, busy } = await threaded()
    const shown = (time: number): string => `${(time / 1000).toFixed(2)} s`
    console.log(
      `${RUNS} replications, bands and what binds, ${THREADS} threads: ${shown(later)}, ${shown(busy)} of each core; the first, with the threads' start, ${shown(first)}`,
    )
    const { runs, milliseconds = 0 } = untilWithin(kr1, {
      figure: 'deployed',
      day: 364,
      halfWidth: HALF_WIDTH,
      seed: SEED,
      most: 20_000,
      clock: () => performance.now(),
    })
    console.log(
      `strength on day 365 to within ${HALF_WIDTH} at 95 %: ${runs} replications, ${shown(milliseconds)} on one thread`,
    )
    const ratios = theirs.map(
      (cost, at) => `${(cost / ours).toPrecision(3)} of ${rivals[at + 1]?.name}`,
    )
    console.log(
      `ratios: Konbit ${[...ratios, `${RUNS} on ${THREADS} threads in ${shown(later)}`].join(', ')}`,
    )
  } finally {
    rmSync(built, { recursive: true })
  }
}

if (isMainThread) await main()
else
  parentPort?.on('message', ([from, to]: [number, number]) => {
    const sample = play(kr1, SEED, from, to, { figures: ['deployed'] })
    parentPort?.postMessage(sample, buffersOf(sample))
  })
