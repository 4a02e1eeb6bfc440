/**
 * Who answers for it: complaints with their clocks, investigations, evidence and referrals, and what of
 * it is published. Told by the conduct officer and the monitor, behind the wall; all of it invented, and nobody is named.
 */
import { countingRules, protect, quartersOf, type Table } from '@konbit/registers'
import { demonstrationKey, demonstrationMonitorKey, keyFrom } from '@konbit/seal'
import { communes } from './geography.ts'
import { as, type Thing } from './told.ts'
import type { World } from './world.ts'

/** Of those who went home: nobody holds its other half any more. */
const firstTour = keyFrom(new Uint8Array(32).fill(7))
const conduct = as('conduct', 'conduct')
const monitor = as('monitor', 'monitor')

export const abouts = [
  'force',
  'detention',
  'sexualHarm',
  'property',
  'road',
  'corruption',
  'wastewater',
  'other',
  'pay',
  'unsafe',
  'unlawfulOrder',
  'harassment',
  'distress',
  'retaliation',
  'warning',
  'feedback',
] as const
const often = [20, 8, 4, 22, 18, 6, 9, 6, 12, 10, 2, 5, 4, 0, 6, 0]
const own = new Set(['pay', 'unsafe', 'unlawfulOrder', 'harassment', 'distress', 'retaliation'])

export function conductUnit(world: World): { daily: () => void } {
  const dice = world.dice('conduct')
  const { told } = world
  let nth = 0
  let offers = 0
  const received = new Map<string, Map<string, number>>()
  const released: Table[] = []

  function complain(about: string, retaliationFor?: Thing): void {
    nth += 1
    const reference = `C-${String(nth).padStart(5, '0')}`
    const group = dice.pick(world.groups.filter(({ isHere }) => isHere))
    if (!group) return
    const commune = dice.pick(communes)
    const day = world.day
    const thing = told.enter(
      'complaint',
      reference,
      {
        reference,
        about,
        account: 'Invented for the exercise: somebody says that a member of the mission did this.',
        channel: dice.pick(['inPerson', 'phone', 'form', 'partner']),
        against: dice.chance(0.7) ? group.thing : undefined,
        occurredOn: world.today,
        receivedOn: world.today,
        where: { pcode: commune.pcode, precision: 'commune', name: commune.name },
        speaksAs: own.has(about) ? 'ownStaff' : dice.chance(0.8) ? 'public' : 'notSaid',
        retaliationFor,
      },
      { by: conduct },
    )
    const quarter = `${world.today.slice(0, 4)}-${Math.floor((Number(world.today.slice(5, 7)) - 1) / 3)}`
    const counts = received.get(quarter) ?? new Map<string, number>()
    received.set(quarter, counts.set(about, (counts.get(about) ?? 0) + 1))
    const gravity =
      about === 'sexualHarm'
        ? 'sexualExploitation'
        : ['force', 'detention', 'retaliation'].includes(about)
          ? 'serious'
          : dice.chance(0.04)
            ? 'immediateProtection'
            : 'minor'
    const days = gravity === 'serious' || gravity === 'sexualExploitation' ? 90 : 30
    world.later(dice.whole(1, 3), () => {
      told.tell(
        thing,
        'triage',
        {
          gravity,
          answerBy: world.date(day + days),
          careBy: gravity === 'sexualExploitation' ? world.date(day + 3) : undefined,
        },
        { by: conduct },
      )
      if (gravity === 'sexualExploitation')
        told.tell(thing, 'offerCare', { careOfferedOn: world.today }, { by: conduct })
      if (days === 90) world.later(2, () => look(thing, reference, group.state.thing))
      else world.later(dice.whole(8, 38), () => answer(thing, world.date(day + days)))
      if (own.has(about) && dice.chance(0.5)) help()
    })
    if (!retaliationFor && own.has(about) && dice.chance(0.06))
      world.later(dice.whole(12, 40), () => complain('retaliation', thing))
  }

  function answer(thing: Thing, answerBy?: string): void {
    if (answerBy) told.tell(thing, 'investigate', { answerBy }, { by: conduct })
    told.tell(
      thing,
      'answer',
      { finding: 'Looked into; the answer was given in person.' },
      { by: conduct },
    )
    if (dice.chance(0.75))
      world.later(7, () =>
        told.tell(
          thing,
          'settle',
          {},
          { by: monitor, because: 'Whoever complained was answered.' },
        ),
      )
  }

  /** A serious case: an investigation with a plan and evidence, then the state that sent those concerned. */
  function look(thing: Thing, reference: string, contributor: Thing): void {
    told.tell(thing, 'investigate', { answerBy: world.date(world.day + 70) }, { by: conduct })
    const investigation = told.enter(
      'investigation',
      `I-${reference}`,
      {
        reference: `I-${reference.slice(2)}`,
        complaint: thing,
        plan: 'Hear whoever complained, read the duty log, look at the place, ask the medic.',
      },
      { by: conduct },
    )
    const started = world.day + 1
    world.later(1, () => {
      told.tell(
        investigation,
        'begin',
        { startedOn: world.today, reportBy: world.date(world.day + 60) },
        { by: conduct },
      )
      const piece = told.enter(
        'evidence',
        `E-${reference}`,
        {
          number: `E-${reference.slice(2)}`,
          complaint: thing,
          kind: dice.pick(['document', 'photo', 'medical', 'statement']),
          receivedOn: world.today,
          keptAt: 'Safe of the conduct unit',
          sealNumber: `S-${dice.whole(10_000, 99_999)}`,
        },
        { by: conduct },
      )
      if (dice.chance(0.4))
        world.later(3, () => {
          told.tell(piece, 'handOver', {}, { by: conduct })
          if (dice.chance(0.7))
            world.later(1, () =>
              told.tell(piece, 'take', { keptAt: 'Safe of the monitor' }, { by: monitor }),
            )
        })
    })
    world.later(dice.whole(25, 70), () => {
      if (world.day <= started) return
      told.tell(
        investigation,
        'report',
        {
          reportedOn: world.today,
          outcome: dice.pick(['substantiated', 'partly', 'unsubstantiated']),
          finding: 'What was found, invented for the exercise.',
        },
        { by: conduct },
      )
      refer(thing, reference, contributor)
      if (dice.chance(0.6))
        world.later(9, () =>
          told.tell(
            investigation,
            'close',
            {},
            { by: monitor, because: 'The report is complete.' },
          ),
        )
    })
  }

  function refer(thing: Thing, reference: string, contributor: Thing): void {
    told.tell(
      thing,
      'refer',
      {},
      { by: conduct, because: 'Only the state that sent those concerned can judge them.' },
    )
    const referral = told.enter(
      'referral',
      `R-${reference}`,
      {
        reference: `R-${reference.slice(2)}`,
        complaint: thing,
        contributor,
        referredOn: world.today,
        nameBy: world.date(world.day + 14),
      },
      { by: conduct },
    )
    if (dice.chance(0.25)) {
      world.later(20, () =>
        told.tell(referral, 'remind', { remindedOn: world.today }, { by: conduct }),
      )
      return
    }
    world.later(dice.whole(4, 30), () => {
      told.tell(
        referral,
        'nameInvestigator',
        {
          namedOn: world.today,
          office: 'Office of the military prosecutor',
          reportBy: world.date(world.day + 90),
        },
        { by: conduct },
      )
      world.later(dice.whole(40, 130), () => {
        told.tell(
          referral,
          'reportBack',
          { reportedOn: world.today, outcomeBy: world.date(world.day + 180) },
          { by: conduct },
        )
        if (dice.chance(0.6))
          world.later(dice.whole(20, 90), () => {
            told.tell(
              referral,
              'conclude',
              {
                concludedOn: world.today,
                outcome: dice.pick(['substantiated', 'unsubstantiated']),
                sanction: dice.pick(['none', 'disciplinary', 'sentHome']),
              },
              { by: conduct },
            )
            answer(thing)
          })
      })
    })
  }

  function help(): void {
    offers += 1
    const reference = `W-${String(offers).padStart(5, '0')}`
    const offer = told.enter(
      'welfareOffer',
      reference,
      {
        reference,
        kind: dice.pick(['counselling', 'peer', 'rest', 'move']),
        offeredOn: world.today,
      },
      { by: conduct },
    )
    if (dice.chance(0.6)) world.later(2, () => told.tell(offer, 'take', {}, { by: conduct }))
  }

  /** What of a quarter may be told, two weeks after it. */
  function release(): void {
    const first = world.date(world.day - 14)
    const ended = world.date(world.day - 15)
    if (first.slice(8) !== '01' || !['01', '04', '07', '10'].includes(first.slice(5, 7))) return
    const from = `${ended.slice(0, 4)}-${String(Number(ended.slice(5, 7)) - 2).padStart(2, '0')}-01`
    if (!quartersOf(from, ended) || from < world.first) return
    const counts = received.get(`${from.slice(0, 4)}-${(Number(from.slice(5, 7)) - 1) / 3}`)
    const cells = abouts.map((key) => ({ key, value: counts?.get(key) ?? 0 }))
    const value = cells.reduce((sum, one) => sum + one.value, 0)
    const table = protect(
      { periodFirst: from, periodLast: ended, value, cells },
      released.filter((one) => one.periodFirst.slice(0, 4) === from.slice(0, 4)),
    )
    if (!table) return
    released.push(table)
    told.enter(
      'publishedFigure',
      from,
      {
        ...table,
        cells: JSON.stringify(table.cells),
        measure: 'accountability.received',
        knownSeq: told.count,
        edition: countingRules.edition,
        leastCell: countingRules.leastCell,
      },
      { by: conduct },
    )
  }

  /** The keys that complaints are sealed to: of the conduct unit, which changed hands once, and of the monitor. */
  function hold(): void {
    const shareHolders = 'The monitor, the legal office and the authorising body'
    const key = (name: string, title: string, keyOf: string, openKey: string): Thing =>
      told.enter(
        'sealKey',
        name,
        { title, keyOf, openKey, usedFrom: world.today, shareHolders },
        { by: keyOf === 'monitor' ? monitor : conduct },
      )
    if (world.day === 60) {
      const first = key('conduct-1', 'Conduct unit, first tour', 'conduct', firstTour.open)
      key('monitor-1', 'Independent monitor', 'monitor', demonstrationMonitorKey.open)
      world.later(365, () => {
        key('conduct-2', 'Conduct unit, second tour', 'conduct', demonstrationKey.open)
        told.tell(
          first,
          'retire',
          { usedUntil: world.today },
          {
            by: conduct,
            because: 'The tour of the conduct officer ended; what was sealed is sealed anew.',
          },
        )
      })
    }
  }

  return {
    daily: () => {
      hold()
      if (world.day > 120)
        for (let left = dice.times(Math.max(0.03, 0.3 * world.setting.scale)); left > 0; left--)
          complain(dice.weigh(abouts.map((one, at) => [one, often[at] ?? 0] as const)))
      release()
    },
  }
}
