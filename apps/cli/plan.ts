/**
 * konbit plan: the mission played ahead from the command line, here, on all cores. It prints what the page shows and the digest
 * by which both are seen to be the same; with --model it needs neither a server nor a record.
 */
import { readFile } from 'node:fs/promises'
import { addDays } from '@konbit/model'
import {
  engineVersion,
  type Lever,
  type Model,
  type OneMore,
  type Refusal,
  refusalsOf,
  refusalsOfLevers,
  refusalsOfRun,
  scenarioOf,
} from '@konbit/planner'
import { type Language, languages } from '@konbit/registers'
import { openThreads, type Threads } from '@konbit/server/threads'
import {
  type Asked,
  answerJoined,
  type Result,
  usualGoal,
  type Wanted,
  walked,
} from '@konbit/server/walk'
import { openAsking } from './ask.ts'
import { fromHere } from './missions.ts'
import { type Given, UseFailure } from './options.ts'
import { printed, type Told, type Voice, voiceOf } from './planWords.ts'
import { threadsIn } from './threadsIn.ts'

const RUNS = 1000
/** Of one more of each, where a difference under the same luck needs fewer. */
const RUNS_MORE = 400
const PIECE_MAX = 100
const HORIZONS = [30, 60, 90, 120, 180, 270, 365]
type Source = { model: Model; levers: readonly Lever[]; goal?: { least: number; day: number } }

export async function plan(given: Given): Promise<void> {
  if (given.json && given.csv) throw new UseFailure('Ask for --json or --csv, not for both.')
  const runs = numberIn(given.runs, '--runs', RUNS)
  const voice = voiceIn(given)
  const { say } = voice
  const { model: bare, levers, goal } = await sourceOf(given)
  const model = await asAsked(bare, given, voice)
  const seed = given.seed ?? 'konbit'
  refuse('model', refusalsOf(model), voice)
  refuse('run', refusalsOfRun(model, { runs, seed, figures: 10 }), voice)
  const wanted = {
    ...usualGoal(model),
    ...(goal ? { least: goal.least, day: Math.min(goal.day, model.days - 1) } : {}),
  }
  const asked: Asked = { kind: 'run', name: model.name, model, seed, runs, goal: wanted }
  const stop = new AbortController()
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => stop.abort(new Error('cancelled')))
  const threads = openThreads(threadsIn(given))
  console.error(say('plan.told.playing', { name: model.name, runs: voice.number(runs) }))
  try {
    const { result, digest } = await playedBy(threads, asked, stop.signal)
    const able = levers.filter((lever) => refusalsOfLevers(model, [lever]).length === 0)
    const more =
      able.length > 0 && !given.csv
        ? await playedBy(
            threads,
            { ...asked, kind: 'oneMore', runs: Math.min(runs, RUNS_MORE), levers: able },
            stop.signal,
          )
        : undefined
    const told: Told = {
      ...{
        name: model.name,
        starts: model.starts ?? null,
        seed,
        runs,
        engine: engineVersion,
        digest,
      },
      result: result as Told['result'],
      horizons: [...HORIZONS.filter((day) => day < model.days), model.days - 1],
      more: more && { digest: more.digest, ...(more.result as { day: number; items: OneMore[] }) },
    }
    process.stdout.write(
      given.json ? `${JSON.stringify(told)}\n` : given.csv ? csvOf(told) : printed(told, voice),
    )
  } catch (failure) {
    if (!stop.signal.aborted) throw failure
    process.exitCode = 130
    console.error(say('plan.told.cancelled'))
  } finally {
    await threads.close()
  }
}

async function sourceOf(given: Given): Promise<Source> {
  if (given.model) {
    const found = (await jsonIn(given.model)) as Model & Partial<Source>
    return found.model ? { levers: [], ...found, model: found.model } : { model: found, levers: [] }
  }
  const asking = await openAsking(given)
  try {
    return await asking.json<Source>('/plan/model', { at: given.at, known: given.known })
  } finally {
    await asking.close()
  }
}

async function asAsked(bare: Model, { scenario, horizon }: Given, voice: Voice): Promise<Model> {
  refuse('model', refusalsOf(bare), voice)
  const found = scenario ? scenarioOf(bare, await jsonIn(scenario)) : { model: bare }
  if ('refusals' in found) {
    refuse('scenario', found.refusals, voice)
    throw new UseFailure(voice.say('plan.told.refused.scenario'))
  }
  return horizon ? { ...found.model, days: numberIn(horizon, '--horizon', bare.days) } : found.model
}

async function jsonIn(file: string): Promise<unknown> {
  const text = await readFile(fromHere(file), 'utf8').catch(() => {
    throw new UseFailure(`${file} cannot be read.`)
  })
  try {
    return JSON.parse(text)
  } catch {
    throw new UseFailure(`${file} is not JSON.`)
  }
}

function numberIn(text: string | undefined, option: string, usual: number): number {
  if (text === undefined) return usual
  if (!/^[1-9]\d{0,6}$/.test(text))
    throw new UseFailure(`${option} takes a whole number from 1, not ${text}.`)
  return Number(text)
}

function voiceIn({ language = 'en' }: Given): Voice {
  if (!(languages as readonly string[]).includes(language))
    throw new UseFailure(`--language takes ${languages.join(', ')}, not ${language}.`)
  return voiceOf(language as Language)
}

function refuse(
  what: 'model' | 'run' | 'scenario',
  reasons: readonly Refusal[],
  { say }: Voice,
): void {
  if (reasons.length === 0) return
  const lines = reasons
    .slice(0, 10)
    .map(({ path, key, values }) => `  ${path}: ${say(key, values)}`)
  throw new UseFailure(`${say(`plan.told.refused.${what}`)}\n${lines.join('\n')}`)
}

/** Cut into pieces that no digit depends on; told how far it is where somebody watches. */
async function playedBy(
  threads: Threads,
  asked: Asked,
  signal: AbortSignal,
): Promise<{ result: Result; digest: string }> {
  let done = 0
  const tell = (runs: number): void => {
    done += runs
    if (process.stderr.isTTY) process.stderr.write(`\r  ${done} replications `)
  }
  const answer = async (wanted: Wanted) => {
    const { model, from, to, figures, measured } = wanted
    const text = JSON.stringify(model)
    const starts = Array.from(
      { length: Math.ceil((to - from) / PIECE_MAX) },
      (_, at) => from + at * PIECE_MAX,
    )
    const pieces = await Promise.all(
      starts.map(async (first) => {
        const upto = Math.min(to, first + PIECE_MAX)
        const piece = { model: text, seed: asked.seed, from: first, to: upto, figures, measured }
        const packed = await threads.play(piece, { signal })
        tell(upto - first)
        return packed
      }),
    )
    return answerJoined(pieces, wanted)
  }
  const found = await walked(asked, answer)
  if (process.stderr.isTTY) process.stderr.write('\r\u001b[K')
  if (!('result' in found)) throw new Error('the walk did not end')
  return found
}

function csvOf({ starts, result: { days, figures } }: Told): string {
  const bands = ['p5', 'p25', 'p50', 'p75', 'p95', 'mean'] as const
  const names = Object.keys(figures)
  const head = ['day', 'date', ...names.flatMap((name) => bands.map((band) => `${name} ${band}`))]
  const rows = Array.from({ length: days }, (_, day) =>
    [
      day,
      starts ? addDays(starts, day) : '',
      ...names.flatMap((name) => bands.map((band) => figures[name]?.[band]?.[day] ?? '')),
    ].join(','),
  )
  return `${[head.join(','), ...rows].join('\r\n')}\r\n`
}
