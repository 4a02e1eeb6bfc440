/** The watches of the exercise's last weeks: each writes its log, hands over with a signature and is accepted by the next. */
import { as, type Thing } from './told.ts'
import { DAYS, type World } from './world.ts'

const first = as('watch', 'watch')
const second = as('watchSecond', 'watch')

const lines = {
  event: [
    'Shots heard to the north',
    'Smoke over the market',
    'Crowd at the gate of the hospital',
    'Power is off in half of the town',
  ],
  message: [
    'Host police ask for the state of the coast road',
    'Relief committee tells of forty families on the move',
    'Base reports all quiet',
  ],
  decision: [
    'Second patrol stays at the crossing until six',
    'Convoy waits for light',
    'No movement on the salt road tonight',
  ],
  action: [
    'Fleet told to hold two vehicles ready',
    'Watch at the next base told',
    'Commander told by radio',
  ],
  check: ['Radio check with every base: all heard', 'Fuel at the gate read', 'Key cabinet counted'],
} as const
type Kind = keyof typeof lines
const kindsOfLine = Object.keys(lines) as Kind[]

export function watches(world: World): () => void {
  const dice = world.dice('watches')
  const { told } = world
  /** Days at the end over which every watch is written down. */
  const watched = world.scaled(150, 5)
  let watch: { thing: Thing; hand: typeof first } | undefined

  const at = (hour: string): string => `${world.today}T${hour}:00Z`
  function write(hours: readonly string[]): void {
    if (!watch) return
    for (const hour of hours) {
      const kind = dice.pick(kindsOfLine)
      told.enter(
        'watchLog',
        `${watch.thing.key}/${hour}`,
        { watch: watch.thing, occurredOn: at(hour), kind, title: dice.pick(lines[kind]) },
        { by: watch.hand },
      )
    }
  }
  function begin(title: string, hour: string, hand: typeof first): void {
    const thing = told.enter(
      'watchHandover',
      `${world.today}/${hour}`,
      { title, startsOn: at(hour) },
      { by: hand },
    )
    watch = { thing, hand }
  }
  function handOver(hour: string, next: typeof first | undefined): void {
    if (!watch) return
    told.tell(
      watch.thing,
      'handOver',
      {
        endsOn: at(hour),
        body: dice.pick([
          'Quiet. Two patrols out, both back by the hour.',
          'Salt road closed since noon; the host police were told.',
          'Families on the move near Deux-Ponts: the committee counts them tomorrow.',
        ] as const),
        openPoints: dice.chance(0.5)
          ? 'Ask the base at Grandsel for its fuel.\nCall the committee back.'
          : undefined,
      },
      { by: watch.hand },
    )
    if (next) told.tell(watch.thing, 'accept', {}, { by: next })
    watch = undefined
  }
  return () => {
    if (world.day < DAYS - watched) return
    const isLast = world.day === DAYS - 1
    if (watch) {
      write(['01:10', '03:40', '05:20'])
      handOver('06:00', isLast ? undefined : first)
    }
    begin(`${world.today}, day`, '06:00', first)
    if (isLast) {
      write(['06:10', '06:40', '07:15'])
      return
    }
    write(['07:00', '11:25', '14:50', '17:05'])
    handOver('18:00', second)
    begin(`${world.today}, night`, '18:00', second)
  }
}
