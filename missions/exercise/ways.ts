/** The ways of the exercise: who came through, or did not, every few days. */
import { communes } from './geography.ts'
import type { Thing } from './told.ts'
import type { World } from './world.ts'

const planned = [
  ['R1', 'Verel to Grandsel, upper road', 'road', 9, 2],
  ['R2', 'Verel to Cap-Anse, coast road', 'road', 9, 11],
  ['R3', 'Grandsel to Brume, salt road', 'road', 2, 1],
  ['R4', 'Deux-Ponts crossing', 'crossing', 8, 14],
  ['R5', 'Upper bridge at Grandsel', 'bridge', 2, 2],
  ['R6', 'Ferry Baie-Claire to Bas-Sel', 'seaLane', 17, 21],
  ['R7', 'Relay line Verel to Sanne', 'telecom', 9, 15],
  ['R8', 'Verel harbour mouth', 'port', 9, 9],
  ['R9', 'Verel airfield road', 'airport', 9, 9],
] as const

export function ways(world: World): { introduce: () => void; daily: () => void } {
  const dice = world.dice('ways')
  const { told } = world
  const routes: { thing: Thing; state: string; kind: string }[] = []

  function introduce(): void {
    for (const [code, name, kind, from, to] of planned) {
      const at = (index: number) => {
        const commune = communes[index % communes.length] as (typeof communes)[number]
        return {
          pcode: commune.pcode,
          lon: commune.middle[0],
          lat: commune.middle[1],
          precision: 'commune',
          name: commune.name,
        }
      }
      const thing = told.enter('route', code, {
        code,
        name,
        kind,
        where: at(from),
        whereElse: at(to),
      })
      routes.push({ thing, state: 'unreported', kind })
    }
  }

  /** Somebody came through, or did not. */
  function look(way: (typeof routes)[number]): void {
    const next = dice.weigh([
      ['passable', way.state === 'closed' ? 4 : 16],
      ['limited', 4],
      ['closed', way.state === 'closed' ? 3 : 1.2],
    ] as const)
    way.state = next
    const said = {
      evidenceOn: world.today,
      saidBy: dice.pick(['A patrol', 'Host police', 'Isles Relief Committee'] as const),
      sourceGrade: 'B',
      contentGrade: '2',
    }
    if (next === 'passable')
      told.tell(way.thing, 'reportPassable', { ...said, passableFor: 'anybody' })
    else if (next === 'limited')
      told.tell(way.thing, 'limit', {
        ...said,
        passableFor: dice.pick(['convoys', 'armoured', 'lightVehicles'] as const),
      })
    else
      told.tell(
        way.thing,
        'close',
        { ...said, passableFor: 'nobody' },
        {
          because: dice.pick([
            'Water stands over it.',
            'A barricade, and nobody to clear it.',
            'Shots at the last lorry.',
          ] as const),
        },
      )
  }

  return {
    introduce,
    daily: () => {
      if (world.day > 10 && world.day % (world.setting.scale < 0.5 ? 28 : 4) === 0)
        for (const way of routes) if (dice.chance(0.6)) look(way)
    },
  }
}
