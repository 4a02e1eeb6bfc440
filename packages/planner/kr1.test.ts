/** KR-1 against the results that other programs gave for it, and against itself. */
import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { engineVersion, playerOf } from './engine/run.ts'
import { kr1 } from './models/kr1.ts'

const REPLICATIONS = 500
/** Means over 4,000 replications of a program in another language. */
const expected = {
  meanDeployed: 1233.4,
  dep365: 1425.4,
  dep730: 2326.0,
  meanAvailable: 1165.2,
  meanVehUp: 103.9,
  meanPatrols: 80.09,
  finalCash: 2.24,
  attrition: 360.1,
  rotations: 1197.1,
  personBound: 453.8,
  none: 0.76,
  supply: 40.1,
  training: 3.51,
  beds: 28.51,
  airlift: 27.3,
  cash: 3.82,
}
type Output = keyof typeof expected

const player = playerOf(kr1)
const mean = (of: ArrayLike<number>): number => Array.from(of).reduce((a, b) => a + b) / of.length

function outputOf(seed: bigint): Record<Output, number> {
  const { daily, totals, bound } = player.replicate(seed)
  const { attrition, rotations, personBound } = totals
  return {
    meanDeployed: mean(daily.deployed),
    dep365: daily.deployed[364] as number,
    dep730: daily.deployed[729] as number,
    meanAvailable: mean(daily.available),
    meanVehUp: mean(daily.fitVehicles),
    meanPatrols: mean(daily.patrols),
    finalCash: daily.cash[729] as number,
    attrition,
    rotations,
    personBound,
    ...(bound as Record<'none' | 'supply' | 'training' | 'beds' | 'airlift' | 'cash', number>),
  }
}

describe('KR-1', () => {
  const runs = Array.from({ length: REPLICATIONS }, (_, at) => outputOf(BigInt(at + 1)))
  test.each(Object.keys(expected) as Output[])('%s is as others found it', (name) => {
    const values = runs.map((run) => run[name])
    const middle = mean(values)
    const variance = mean(values.map((value) => (value - middle) ** 2))
    // Theirs has an error too, of as many replications as it was made of.
    const error = Math.sqrt(variance / REPLICATIONS + variance / 4000)
    expect(Math.abs(middle - expected[name]) / error).toBeLessThan(3)
  })

  test('the same seed gives the same replication, whatever was played between', () => {
    const before = outputOf(5n)
    outputOf(6n)
    expect(outputOf(5n)).toEqual(before)
    expect(outputOf(6n)).not.toEqual(before)
    expect(playerOf(kr1).replicate(5n).totals).toEqual(player.replicate(5n).totals)
  })

  test('a seed gives the bits it gave when this version was made: other bits are another version', () => {
    const bitsOf = (seed: bigint): string => {
      const { daily, totals, bound } = player.replicate(seed)
      const hash = createHash('sha256')
      for (const name of player.figures) hash.update(daily[name] as Float64Array)
      hash.update(JSON.stringify([totals, bound]))
      return hash.digest('hex').slice(0, 16)
    }
    expect([engineVersion, ...[1n, 2n, 2n ** 63n].map(bitsOf)]).toMatchInlineSnapshot(`
      [
        "planner@1",
        "d19e23ea3fae0c21",
        "6301b51c90eaac86",
        "24618bbaa490ca0d",
      ]
    `)
  })

  test('nobody and nothing is lost: beds, seats and vehicles add up on every day', () => {
    for (let seed = 1n; seed <= 8n; seed += 1n) {
      const { daily } = player.replicate(seed)
      for (const [day, deployed] of daily.deployed.entries()) {
        expect(daily.available[day]).toBeLessThanOrEqual(deployed)
        expect(daily.bedsFree[day]).toBeGreaterThanOrEqual(0)
        expect(daily.bedsFree[day] as number).toBeLessThanOrEqual(2500 - deployed)
        expect(daily.fitVehicles[day]).toBeLessThanOrEqual(150)
        expect(daily.patrols[day]).toBe(
          Math.min(
            Math.floor((daily.available[day] as number) / 12),
            daily.fitVehicles[day] as number,
          ),
        )
      }
    }
  })
})
