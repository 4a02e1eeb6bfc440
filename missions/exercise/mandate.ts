/** What the mission stands on: bodies, places, the resolution and its renewals, decisions of those who set it up. */
import { areas } from './geography.ts'
import { donors, groups, others } from './states.ts'
import type { Thing } from './told.ts'
import type { World } from './world.ts'

export function mandate(world: World): { daily: () => void } {
  const { told, bodies } = world

  function introduce(): void {
    const body = (code: string, name: string, kind: string, parts: readonly string[]): void => {
      bodies[code] = told.enter('organisation', code, { code, name, kind, parts })
    }
    body(others.host.code, others.host.name, others.host.kind, ['host'])
    body(others.council.code, others.council.name, others.council.kind, ['authoriser'])
    body(others.mission.code, others.mission.name, others.mission.kind, ['lead'])
    body(others.fund.code, others.fund.name, others.fund.kind, ['provider'])
    body(others.provider.code, others.provider.name, others.provider.kind, ['provider'])
    body(others.carrier.code, others.carrier.name, others.carrier.kind, ['provider'])
    body(others.relief.code, others.relief.name, others.relief.kind, ['monitor'])
    for (const { thing, state } of world.contributors) {
      told.tell(thing, 'enter', {
        code: state.code,
        name: state.name,
        kind: 'state',
        parts: ['contributor'],
        note: 'Invented for the exercise.',
      })
      bodies[state.code] = thing
    }
    for (const { code, name } of donors) body(code, name, 'state', ['donor'])
    for (const { code, name } of groups)
      told.enter('group', code, { code, name, kind: 'group', namedOn: world.first.slice(0, 4) })
    for (const { pcode, name, level, inside, middle, areaKm2 } of areas)
      told.enter('area', pcode, {
        code: pcode,
        name,
        level,
        inside,
        areaKm2,
        where: { pcode, lon: middle[0], lat: middle[1], precision: level },
        attribution: 'Invented for Exercise Twin Rivers',
      })
    const port = areas.find(({ name }) => name === 'Verel')
    const at = (name: string) => ({
      pcode: port?.pcode,
      lon: (port?.middle[0] ?? 0) + 0.05,
      lat: port?.middle[1],
      precision: 'point',
      name,
    })
    world.airport = told.enter('facility', 'AIR-VEREL', {
      code: 'AIR-VEREL',
      name: 'Verel airport',
      kind: 'airport',
      where: at('Verel airport'),
      since: world.first,
    })
    told.tell(world.airport, 'reopen', { since: world.today })
    const harbour = told.enter('facility', 'PORT-VEREL', {
      code: 'PORT-VEREL',
      name: 'Verel harbour',
      kind: 'port',
      where: at('Verel harbour'),
    })
    told.tell(harbour, 'reopen', { since: world.today })
  }

  const yearDays = 365
  let standing: Thing | undefined
  /** Each term is for a year; the second renewal comes on the last day but one. */
  function resolve(nth: number, startsIn: number): void {
    const code = `CR ${14 + nth * 9}`
    const from = world.day + startsIn
    const text = told.enter('instrument', code, {
      code,
      title:
        nth === 0
          ? `Resolution ${code}: the mission is authorised`
          : `Resolution ${code}: the mandate is renewed`,
      kind: 'resolution',
      setBy: bodies.XCS,
      isMandate: true,
    })
    const before = standing
    told.tell(text, 'putInForce', {
      decidedOn: world.today,
      startsOn: world.date(from),
      endsOn: world.date(from + yearDays - 1),
      personsAuthorised: Math.ceil(world.strength * (nth === 0 ? 1 : 1.1)),
    })
    standing = text
    if (before)
      world.later(Math.max(1, startsIn), () =>
        told.tell(
          before,
          'end',
          { endsOn: world.date(from - 1) },
          { because: 'Its term ran out; the next resolution carries on.' },
        ),
      )
    const renewIn = startsIn + yearDays - (nth === 0 ? 18 : 3)
    if (nth < 2) world.later(renewIn, () => resolve(nth + 1, nth === 0 ? 18 : 3))
  }

  function decide(day: number, kind: string, title: string, by: string): void {
    world.later(day - world.day, () => {
      const decision = told.enter('decision', `D-${day}`, {
        title,
        kind,
        setBy: bodies[by],
        decidedOn: world.today,
      })
      world.later(20, () => told.tell(decision, 'carryOut'))
    })
  }

  return {
    daily: () => {
      if (world.day === 0) introduce()
      if (world.day !== 1) return
      resolve(0, 0)
      decide(
        90,
        'request',
        'The Council asks how pay will reach officers within thirty days',
        'XCS',
      )
      decide(
        262,
        'withholding',
        'Alderland holds back what is still to come until a review is done',
        'XAL',
      )
      decide(384, 'notice', 'Alderland lets its contribution go on', 'XAL')
      decide(500, 'request', 'The Council asks for a plan of reliefs for the third year', 'XCS')
    },
  }
}
