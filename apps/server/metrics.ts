/**
 * Figures about the server for Prometheus, in its text form: how many requests of which route were answered how, how long
 * they took, what the process uses. Routes are patterns, so no id, person or query ever stands in a figure.
 */
import { monitorEventLoopDelay } from 'node:perf_hooks'

const bounds = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30]

type Timing = { counts: number[]; sum: number; count: number }

export class Metrics {
  readonly #answers = new Map<string, number>()
  readonly #timings = new Map<string, Timing>()
  readonly #told = new Map<string, number>()
  #deliveries: readonly { way: string; waiting: number; givenUp: number }[] = []
  readonly #delay = monitorEventLoopDelay({ resolution: 20 })
  #running = 0
  #failures = 0

  constructor() {
    this.#delay.enable()
  }

  begin(): void {
    this.#running += 1
  }

  end(method: string, route: string, status: number, seconds: number): void {
    this.#running -= 1
    const answer = `method="${method}",route="${route}",status="${status}"`
    this.#answers.set(answer, (this.#answers.get(answer) ?? 0) + 1)
    const timing = this.#timings.get(route) ?? {
      counts: bounds.map(() => 0),
      sum: 0,
      count: 0,
    }
    this.#timings.set(route, timing)
    timing.sum += seconds
    timing.count += 1
    for (const [index, bound] of bounds.entries())
      if (seconds <= bound) timing.counts[index] = (timing.counts[index] ?? 0) + 1
  }

  failed(): void {
    this.#failures += 1
  }

  /** A try to tell a member by mail or post. */
  told(way: string, state: string): void {
    const key = `way="${way}",state="${state}"`
    this.#told.set(key, (this.#told.get(key) ?? 0) + 1)
  }

  /** How many wait to be sent, and how many of the last thirty days were given up. */
  deliveriesAre(deliveries: readonly { way: string; waiting: number; givenUp: number }[]): void {
    this.#deliveries = deliveries
  }

  /** `more`: figures that somebody else knows, by name: what they mean, and the value for each set of labels. */
  print(more: Readonly<Record<string, Figure>> = {}): string {
    const { rss, heapUsed } = process.memoryUsage()
    const { user, system } = process.cpuUsage()
    const own: Record<string, Figure> = {
      konbit_requests_total: figure('counter', 'Requests answered', [...this.#answers]),
      konbit_requests_running: one('gauge', 'Requests being worked on', this.#running),
      konbit_failures_total: one(
        'counter',
        'Failures noted, of ours or the world’s',
        this.#failures,
      ),
      konbit_notices_sent_total: figure('counter', 'Tries to tell members by mail or post', [
        ...this.#told,
      ]),
      konbit_notices_waiting: figure(
        'gauge',
        'Mails and posts that wait to be sent',
        this.#deliveries.map(({ way, waiting }) => [`way="${way}"`, waiting]),
      ),
      konbit_notices_given_up: figure(
        'gauge',
        'Mails and posts of the last thirty days that never arrived',
        this.#deliveries.map(({ way, givenUp }) => [`way="${way}"`, givenUp]),
      ),
      process_resident_memory_bytes: one('gauge', 'Memory of the process', rss),
      nodejs_heap_used_bytes: one('gauge', 'Memory in use by the program', heapUsed),
      process_cpu_seconds_total: one('counter', 'Processor time used', (user + system) / 1e6),
      nodejs_eventloop_lag_p99_seconds: one(
        'gauge',
        'How late the program comes to its work',
        Number.isFinite(this.#delay.percentile(99)) ? this.#delay.percentile(99) / 1e9 : 0,
      ),
      ...more,
    }
    return [
      ...Object.entries(own).flatMap(([name, { kind, about, values }]) => [
        `# HELP ${name} ${about}`,
        `# TYPE ${name} ${kind}`,
        ...values.map(([labels, value]) => `${name}${labels ? `{${labels}}` : ''} ${value}`),
      ]),
      ...this.#printTimings(),
      '',
    ].join('\n')
  }

  #printTimings(): string[] {
    const name = 'konbit_request_seconds'
    return [
      `# HELP ${name} Time from a request to its answer`,
      `# TYPE ${name} histogram`,
      ...[...this.#timings].flatMap(([route, { counts, sum, count }]) => [
        ...bounds.map(
          (bound, index) => `${name}_bucket{route="${route}",le="${bound}"} ${counts[index]}`,
        ),
        `${name}_bucket{route="${route}",le="+Inf"} ${count}`,
        `${name}_sum{route="${route}"} ${sum}`,
        `${name}_count{route="${route}"} ${count}`,
      ]),
    ]
  }
}

export type Figure = {
  kind: 'counter' | 'gauge'
  about: string
  values: readonly (readonly [labels: string, value: number])[]
}
const figure = (kind: Figure['kind'], about: string, values: Figure['values']): Figure => ({
  kind,
  about,
  values,
})
const one = (kind: Figure['kind'], about: string, value: number): Figure =>
  figure(kind, about, [['', value]])
