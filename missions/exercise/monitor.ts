/**
 * The monitor of the exercise: visits, access refused, findings with the mission's reply beside them, recommendations; and whom the
 * mission may support. What the monitor says is public, and all of it is invented.
 */
import { communes } from './geography.ts'
import { as, type Thing } from './told.ts'
import { DAYS, type World } from './world.ts'

const monitor = as('monitor', 'monitor')
const legal = as('legal', 'legal')
const chief = as('chief', 'chief')

const visits = [
  ['base', 'Camp Verel, beds and latrines', 60],
  ['detention', 'Holding rooms of the constabulary, Rivergate', 190],
  ['hospital', 'Hospital of Grandsel', 330],
  ['detention', 'Holding rooms of the constabulary, Rivergate, again', 520],
  ['community', 'Market of Brume after the evacuation', 640],
  ['base', 'Workshop and fuel store', DAYS + 6],
] as const

const findings = [
  {
    number: 'M-1',
    day: 240,
    reply: 12,
    title: 'Holding rooms without light and without a register',
    text: 'Two of three rooms have no light. Hours of arrival are missing for a third of those held.',
    answer: 'Light is there since the 12th. The register is kept by the gate from now on.',
    recommended: 'Write the hour of arrival of everybody held',
  },
  {
    number: 'M-2',
    day: 560,
    reply: undefined,
    title: 'Shots over the market of Brume',
    text: 'Eleven warning shots were fired within twenty minutes. No report of them was made that day.',
    answer: undefined,
    recommended: 'Report every discharge of a weapon on the day it happens',
  },
] as const

export function monitoring(world: World): { daily: () => void } {
  const dice = world.dice('monitor')
  const { told } = world

  function monitored(): void {
    for (const [visited, title, day] of visits) {
      const planned = Math.min(day, DAYS + 20)
      if (world.day !== Math.min(day, DAYS - 1) - (day > DAYS ? 0 : 3)) continue
      const visit = told.enter(
        'monitorVisit',
        title,
        { title, visited, plannedOn: world.date(planned), isAnnounced: dice.chance(0.5) },
        { by: monitor },
      )
      if (day < DAYS)
        world.later(3, () => told.tell(visit, 'make', { spokeAlone: 'yes' }, { by: monitor }))
    }
    for (const [day, title, office, opens] of [
      [150, 'Armoury of the camp', 'Gate of the camp', 9],
      [610, 'Radio log of the night of the shots', 'Watch desk', undefined],
    ] as const) {
      if (world.day !== day) continue
      const commune = communes[day % communes.length]
      const refused = told.enter(
        'refusedAccess',
        title,
        {
          title,
          office,
          occurredOn: `${world.today}T10:40:00Z`,
          where: { pcode: commune?.pcode, name: commune?.name, precision: 'commune' },
          access: day === 150 ? 'place' : 'documents',
        },
        { by: monitor },
      )
      if (opens === undefined) continue
      world.later(4, () =>
        told.tell(
          refused,
          'explain',
          { answer: 'The gate did not know the order.' },
          { by: legal },
        ),
      )
      world.later(opens, () => told.tell(refused, 'open', {}, { by: monitor }))
    }
    for (const one of findings) if (world.day === one.day) find(one)
  }

  function find({
    number,
    title,
    text,
    reply,
    answer: said,
    recommended,
  }: (typeof findings)[number]): void {
    const replyBy = world.date(world.day + 21)
    const finding = told.enter(
      'monitorFinding',
      number,
      { number, sharedOn: world.today, replyBy, advanceText: text },
      { by: monitor },
    )
    if (reply !== undefined)
      world.later(reply, () =>
        told.tell(finding, 'reply', { replyText: said, repliedOn: world.today }, { by: legal }),
      )
    world.later(22, () => {
      told.tell(
        finding,
        'publish',
        { title, publishedText: text, publishedOn: world.today },
        { by: monitor },
      )
      const recommendation = told.enter(
        'recommendation',
        number,
        {
          number: `R-${number}`,
          title: recommended,
          madeBy: 'monitor',
          issuedOn: world.today,
          answerBy: world.date(world.day + 30),
          monitorFinding: finding,
        },
        { by: monitor },
      )
      world.later(18, () => {
        told.tell(
          recommendation,
          'accept',
          { acceptedOn: world.today, dueOn: world.date(world.day + 90) },
          { by: chief },
        )
        if (reply === undefined) return
        world.later(60, () => {
          told.tell(recommendation, 'carryOut', { done: 'A book lies at the gate.' }, { by: legal })
          world.later(20, () => told.tell(recommendation, 'confirmSeen', {}, { by: monitor }))
        })
      })
    })
  }

  /** Support for forces that are not the mission's, each under an assessment that holds. */
  function support(): void {
    const host = told.thing('organisation', 'XTR')
    const assess = (key: string, title: string, outcome: string, months: number): Thing =>
      told.enter(
        'dueDiligence',
        key,
        {
          title,
          organisation: host,
          assessedOn: world.today,
          validUntil: world.date(world.day + months * 30),
          outcome,
          mitigation:
            outcome === 'mitigated'
              ? 'Training first; one unit left out; a right to stop.'
              : undefined,
        },
        { by: legal },
      )
    const give = (key: string, title: string, kind: string, dueDiligence: Thing): Thing => {
      const given = told.enter(
        'supportPackage',
        key,
        { title, organisation: host, kind, plannedOn: world.today, dueDiligence },
        { by: legal },
      )
      told.tell(given, 'give', { givenOn: world.today }, { by: legal })
      return given
    }
    if (world.day === 90) {
      const first = assess('roads', 'Road police of the isle', 'clear', 12)
      give('radios', 'Forty radios for the road police', 'equipment', first)
      world.later(330, () =>
        told.tell(
          first,
          'renew',
          { assessedOn: world.today, validUntil: world.date(world.day + 360), outcome: 'clear' },
          { by: legal },
        ),
      )
    }
    if (world.day === 300) {
      const second = assess('harbour', 'Harbour unit', 'mitigated', 12)
      const course = give('course', 'Course on the use of force', 'training', second)
      world.later(120, () =>
        told.tell(
          course,
          'suspend',
          {},
          { by: monitor, because: 'One unit came that was left out.' },
        ),
      )
    }
    if (world.day === DAYS - 40)
      told.enter(
        'supportPackage',
        'fuel',
        {
          title: 'Fuel for the harbour unit',
          organisation: host,
          kind: 'fuel',
          plannedOn: world.date(DAYS + 5),
        },
        { by: legal },
      )
  }

  return {
    daily: () => {
      monitored()
      support()
    },
  }
}
