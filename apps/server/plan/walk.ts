/**
 * A study as a walk: it names the models to be played, is handed what was played of them, and names more or ends with its
 * result. Always the same steps for the same question, so that anybody goes on with it by beginning it anew over what was
 * played, and nobody's split changes a digit. It plays nothing itself and knows no queue.
 */
import {
  type Asking,
  bandsOf,
  bindingOf,
  chanceOf,
  changed,
  compared,
  dayBy,
  digestOf,
  joined,
  type Lever,
  type Measured,
  type Model,
  measured,
  oneMoring,
  packed,
  play,
  type Sample,
  type Scenario,
  searching,
  unpacked,
} from '@konbit/planner'
import { bytesOf, hex, sha256 } from '@konbit/proof'

export const kinds = ['run', 'compare', 'oneMore', 'search'] as const
export type Kind = (typeof kinds)[number]

/** What is wanted of a study: how many replications of which model, and which figures are looked at. */
export type Asked = {
  kind: Kind
  name: string
  model: Model
  /** Of the model: the study is of what comes out. */
  scenario?: Scenario | undefined
  /** With which it is compared. */
  other?: Scenario | undefined
  seed: string
  runs: number
  figures?: readonly string[] | undefined
  /** At least so much of the figure by this day, that likely. */
  goal?: { figure: string; least: number; day: number; chance: number } | undefined
  levers?: readonly Lever[] | undefined
}

/** Replications `from` to `to`, without it, of one model: whole samples, of some figures or all; or one number of each. */
export type Wanted = {
  model: Model
  from: number
  to: number
  figures?: readonly string[] | undefined
  measured?: Measured | undefined
}
export type Answer = Sample | Float64Array<ArrayBuffer>
export type Result = Readonly<Record<string, unknown>>
export type Walk = Generator<readonly Wanted[], Result, readonly Answer[]>

export function walkOf(asked: Asked): Walk {
  const { kind, runs, levers = [] } = asked
  const model = modelOf(asked)
  const goal = asked.goal ?? usualGoal(model)
  switch (kind) {
    case 'run':
      return run(asked, model)
    case 'compare':
      return compare(asked, model)
    case 'oneMore':
      return asking(
        // Where nothing of a lever reaches how many are there, its worth shows elsewhere.
        oneMoring(model, levers, runs, {
          ...(goal.figure === 'deployed' ? {} : { figure: goal.figure }),
          day: goal.day,
        }),
        (items) => ({
          figure: goal.figure,
          day: goal.day,
          items,
        }),
      )
    case 'search':
      return asking(searching(model, levers, goal, runs), (found) => ({ goal, ...found }))
  }
}

/** What asks for numbers, as a walk. */
function* asking<Found>(asks: Asking<Found>, result: (found: Found) => Result): Walk {
  let next = asks.next()
  while (!next.done) {
    const wanted = next.value
    const answers = yield wanted.map(({ model, from, to, figure, day, when }) => ({
      ...{ model, from, to },
      measured: { figure, day, ...(when ? { when } : {}) },
    }))
    next = asks.next(new Map(wanted.map(({ key }, at) => [key, answers[at] as Float64Array])))
  }
  return result(next.value)
}

const modelOf = ({ model, scenario }: Asked): Model => (scenario ? changed(model, scenario) : model)

function* run(asked: Asked, model: Model): Walk {
  const [sample] = yield [{ model, from: 0, to: asked.runs, figures: asked.figures }]
  return told(asked, model, sample as Sample)
}

/** The other less the first, replication by replication under the same luck. */
function* compare(asked: Asked, model: Model): Walk {
  const { runs, figures, model: bare, other = { name: '', changes: [] } } = asked
  const models = [model, changed(bare, other)]
  const samples = yield models.map((one) => ({ model: one, from: 0, to: runs, figures }))
  const [first, second] = samples as [Sample, Sample]
  const both = Object.keys(first.figures).filter((name) => Object.hasOwn(second.figures, name))
  return {
    sides: models.map((one, at) => told(asked, one, samples[at] as Sample)),
    difference: Object.fromEntries(
      both.map((name) => {
        const { bands, error, isTold } = compared(first, second, name)
        return [name, { ...mapped(bands, plain), error: plain(error), isTold }]
      }),
    ),
  }
}

/** What came out of one model: bands, the chance of the goal, what binds and when, what was counted. */
function told({ goal }: Asked, model: Model, sample: Sample): Result {
  const { figure, least, day, chance } = goal ?? usualGoal(model)
  const binding = bindingOf(sample)
  return {
    days: sample.days,
    starts: model.starts ?? null,
    figures: mapped(sample.figures, (_, name) => mapped(bandsOf(sample, name), plain)),
    goal: Object.hasOwn(sample.figures, figure)
      ? {
          ...{ figure, least, day, wanted: chance },
          ...chanceOf(sample, figure, least, day),
          likelyBy: dayBy(sample, figure, least, chance) ?? null,
        }
      : null,
    binding: { ...binding, share: mapped(binding.share, plain) },
    totals: mapped(sample.totals, spreadOf),
  }
}

/** What the model wants, on its last day, eight times in ten. */
export const usualGoal = ({ goal, days }: Model) => ({
  figure: 'deployed',
  least: goal,
  day: days - 1,
  chance: 0.8,
})

const plain = (all: Float64Array): number[] => Array.from(all)

function spreadOf(all: Float64Array): { mean: number; error: number } {
  const mean = all.reduce((sum, one) => sum + one, 0) / all.length
  const variance =
    all.reduce((sum, one) => sum + (one - mean) ** 2, 0) / Math.max(1, all.length - 1)
  return { mean, error: Math.sqrt(variance / all.length) }
}

const mapped = <From, To>(
  record: Readonly<Record<string, From>>,
  of: (from: From, name: string) => To,
): Record<string, To> =>
  Object.fromEntries(Object.entries(record).map(([name, one]) => [name, of(one, name)]))

/** Plays what is wanted, here and now. */
export function played(
  { model, from, to, figures, measured: what }: Wanted,
  seed: string,
  on?: (done: number) => boolean,
): Answer {
  const kept = what ? [what.figure] : figures
  const sample = play(model, seed, from, to, {
    ...(kept ? { figures: kept } : {}),
    ...(on ? { on } : {}),
  })
  return what ? Float64Array.from(measured(sample, what)) : sample
}

export const answerPacked = (answer: Answer): Uint8Array<ArrayBuffer> =>
  answer instanceof Float64Array ? littleEnd(answer) : packed(answer)

/** The pieces of one part, in order; throws where one is not whole. */
export function answerJoined(
  pieces: readonly Uint8Array[],
  { measured: what, from, to }: Wanted,
): Answer {
  if (!what)
    return joined(
      pieces.map((bytes) => {
        const sample = unpacked(bytes)
        if (!sample) throw new Error('what was played is not whole')
        return sample
      }),
    )
  const bytes = Buffer.concat(pieces)
  if (bytes.length !== (to - from) * 8) throw new Error('what was played is not whole')
  return Float64Array.from({ length: to - from }, (_, at) => bytes.readDoubleLE(at * 8))
}

const littleEnd = (values: Float64Array): Uint8Array<ArrayBuffer> => {
  const bytes = new Uint8Array(values.length * 8)
  const view = new DataView(bytes.buffer)
  for (const [at, value] of values.entries()) view.setFloat64(at * 8, value, true)
  return bytes
}

/** One digest over all that was played, in the order in which it was wanted; of one sample, the digest of that. */
const digestOver = (digests: readonly string[]): string =>
  digests.length === 1 ? (digests[0] as string) : hex(sha256(bytesOf(digests.join('\n'))))

export type Walked =
  | { result: Result; digest: string }
  | { wanted: readonly Wanted[]; from: number }

/**
 * Walks a study as far as `answer` goes, which is given what is wanted and its place among all that ever was. Where it knows
 * no answer, what is wanted from there on is told instead of a result.
 */
export async function walked(
  asked: Asked,
  answer: (wanted: Wanted, number: number) => Promise<Answer | undefined>,
): Promise<Walked> {
  const walk = walkOf(asked)
  const digests: string[] = []
  let step = walk.next([])
  while (!step.done) {
    const wanted = step.value
    const answers: Answer[] = []
    for (const [at, one] of wanted.entries()) {
      const found = await answer(one, digests.length)
      if (!found) return { wanted: wanted.slice(at), from: digests.length }
      answers.push(found)
      digests.push(found instanceof Float64Array ? hex(sha256(littleEnd(found))) : digestOf(found))
    }
    step = walk.next(answers)
  }
  return { result: step.value, digest: digestOver(digests) }
}
