/**
 * The directive on the use of force in the exercise: an edition from the first days, which everybody acknowledges before they
 * are cleared, and a second one nine days before the end, which some have yet to read.
 */
import { as, type Thing } from './told.ts'
import { DAYS, type Soldier, type World } from './world.ts'

export type Directives = {
  current: () => Thing | undefined
  /** Has it acknowledged, where there is one and that was not done: before a clearance and before duty. */
  read: (soldier: Soldier) => void
  hasRead: (soldier: Soldier) => boolean
  daily: () => void
}

const chief = as('chief', 'chief')
const legal = as('legal', 'legal')
const secondOn = DAYS - 9

export function directives(world: World): Directives {
  const dice = world.dice('directives')
  const { told } = world
  let current: Thing | undefined
  const readings = new Map<Soldier, Thing>()
  const due = new Set<Soldier>()

  const hasRead = (soldier: Soldier): boolean => !current || readings.get(soldier) === current

  function read(soldier: Soldier): void {
    if (!current || hasRead(soldier)) return
    const { thing, group } = soldier
    told.enter('directiveReading', `${thing.key}/${current.key}`, {
      officer: thing,
      directive: current,
      contributor: group.state.thing,
      language: group.state.state.languages[0],
      readOn: world.today,
    })
    readings.set(soldier, current)
    if (due.delete(soldier)) told.tell(thing, 'markDirective', { directiveRead: 'read' })
  }

  function issue(nth: number, changed?: string): Thing {
    const edition = told.enter(
      'directive',
      `DUF-${nth}`,
      {
        number: `DUF ${nth}`,
        title: 'Directive on the use of force',
        editionNumber: nth,
        languages: ['en', 'fr', 'es', 'ht'],
        changed,
        body: 'Force is the last means. It is warned of, needed, in proportion, and answered for. Whoever is hurt is helped first. Each use is reported the same day.',
      },
      { by: legal },
    )
    return edition
  }

  function putInForce(edition: Thing): void {
    if (current) told.tell(current, 'replace', {}, { by: chief })
    told.tell(
      edition,
      'putInForce',
      { inForceOn: world.today, readBy: world.date(Math.min(DAYS + 4, world.day + 14)) },
      { by: chief },
    )
    current = edition
  }

  /** Whoever is in the area has it to read; most do within a week. */
  function second(): void {
    putInForce(issue(2, 'Warning shots are forbidden where houses stand on both sides.'))
    for (const { here } of world.groups)
      for (const soldier of here) {
        if (soldier.status === 'missing') continue
        due.add(soldier)
        told.tell(soldier.thing, 'markDirective', { directiveRead: 'due' })
        if (dice.chance(0.93))
          world.later(dice.whole(1, 8), () => {
            if (soldier.status !== 'gone' && soldier.status !== 'missing') read(soldier)
          })
      }
  }

  return {
    current: () => current,
    read,
    hasRead,
    daily: () => {
      if (world.day === 2) putInForce(issue(1))
      if (world.day === secondOn) second()
    },
  }
}
