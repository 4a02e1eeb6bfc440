/** How long it takes to find the rival figures: the reference mission's statements, and the same many times over. */
import { findRivals, type Statement } from '@konbit/rivals'
import { missionStatements } from '../packages/rivals/given.ts'
import { alternate } from './measure.ts'

const statements = missionStatements()

/** `count` statements about `subjects` times as many subjects. */
const copies = (count: number, subjects: number): Statement[] =>
  Array.from({ length: Math.ceil(count / statements.length) }, (_, copy) =>
    statements.map((one) => ({
      ...one,
      id: `${one.id}-${copy}`,
      subject: `${one.subject}#${copy % subjects}`,
    })),
  ).flat()

const [wide, deep] = [copies(20_000, 40), copies(10_000, 1)]
const took = await alternate(
  {
    mission: () => findRivals({ statements }),
    wide: () => findRivals({ statements: wide }),
    deep: () => findRivals({ statements: deep }),
  },
  5,
)
const each = (name: keyof typeof took, list: readonly Statement[]): string =>
  `${list.length} statements ${took[name].toFixed(0)} ms, ${((1000 * took[name]) / list.length).toFixed(0)} µs each`
console.log(`  reference mission: ${each('mission', statements)}`)
console.log(`  40 times the subjects: ${each('wide', wide)}`)
console.log(`  all about the same few things: ${each('deep', deep)}`)
