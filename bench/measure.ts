/** Timing that survives a noisy machine: alternate, take medians, tell ratios. */

export const median = (values: readonly number[]): number => {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = sorted.length >> 1
  return sorted.length % 2
    ? (sorted[middle] as number)
    : ((sorted[middle - 1] as number) + (sorted[middle] as number)) / 2
}

/** Milliseconds, of this clock, that each of the works took each time: all of them in turn, `rounds` times. The first round only warms. */
export async function timesOf<Name extends string>(
  works: Readonly<Record<Name, () => unknown>>,
  rounds: number,
  clock: () => number | Promise<number> = () => performance.now(),
): Promise<Record<Name, number[]>> {
  const taken = new Map<Name, number[]>()
  for (let round = 0; round <= rounds; round++) {
    for (const [name, work] of Object.entries(works) as [Name, () => unknown][]) {
      const began = await clock()
      await work()
      const took = (await clock()) - began
      if (round > 0) taken.set(name, [...(taken.get(name) ?? []), took])
    }
  }
  return Object.fromEntries(taken) as Record<Name, number[]>
}

/** As `timesOf`, medians. */
export async function alternate<Name extends string>(
  works: Readonly<Record<Name, () => unknown>>,
  rounds: number,
): Promise<Record<Name, number>> {
  const taken = Object.entries(await timesOf(works, rounds)) as [Name, number[]][]
  return Object.fromEntries(taken.map(([name, times]) => [name, median(times)])) as Record<
    Name,
    number
  >
}
