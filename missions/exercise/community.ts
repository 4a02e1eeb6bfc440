/** What residents say to the exercise's mission and what it answers: feedback, rumours, meetings, claims for damage, a survey. */
import { communes } from './geography.ts'
import { as, type Thing } from './told.ts'
import { DAYS, type World } from './world.ts'

const liaison = as('hostLiaison', 'hostLiaison')
const conduct = as('conduct', 'conduct')
const legal = as('legal', 'legal')
const finance = as('finance', 'finance')

const said = [
  [
    'roads',
    'Trucks drive too fast past the school in the morning.',
    'Trucks go round by the river from seven to nine.',
  ],
  [
    'safety',
    'Nobody comes when we call at night.',
    'The number is answered at night too, in the language of the isle.',
  ],
  [
    'noise',
    'The generator behind the clinic runs all night.',
    'It stands behind a wall since May.',
  ],
  [
    'information',
    'We do not know whom to ask about the closed crossing.',
    'A board at the crossing says until when, each morning.',
  ],
  [
    'services',
    'Water from the camp runs into the ditch.',
    'The ditch was closed, and the water is tried each week.',
  ],
  ['thanks', 'The medics helped after the fire.', 'It was passed on to the medics.'],
  [
    'conduct',
    'Men of the mission shouted at traders.',
    'The traders were told where to complain, and that it is safe to.',
  ],
] as const
const rumours = [
  ['The mission sells fuel to the bands', 'false', 'high'],
  ['The airport stays shut until the autumn', 'unknown', 'some'],
  ['Families are moved out of Brume next week', 'false', 'high'],
  ['The curfew begins at six from Monday', 'partly', 'some'],
  ['New patrols come with dogs', 'true', 'low'],
] as const
const damages = ['house', 'wall', 'crops', 'vehicle', 'goods', 'injury', 'water'] as const

export function community(world: World): { daily: () => void } {
  const dice = world.dice('community')
  const { told } = world
  const place = () => {
    const { pcode, name } = dice.pick(communes)
    return { pcode, name, precision: 'commune' }
  }
  const counts = { feedback: 0, claims: 0, rumours: 0, meetings: 0 }
  const published = new Map<string, Thing>()

  function hear(): void {
    counts.feedback += 1
    const reference = `F-${String(counts.feedback).padStart(4, '0')}`
    const [topic, body, done] = dice.pick(said)
    const thing = told.enter(
      'feedback',
      reference,
      {
        reference,
        topic,
        body,
        receivedOn: world.today,
        answerBy: world.date(world.day + 14),
        channel: dice.pick(['inPerson', 'phone', 'form', 'partner']),
        where: place(),
        voices: dice.chance(0.5) ? dice.whole(1, 60) : undefined,
      },
      { by: liaison },
    )
    if (dice.chance(0.1)) return
    world.later(dice.whole(2, 17), () => {
      const there = published.get(topic)
      const answer =
        there ??
        told.enter(
          'saidAndDone',
          topic,
          { title: body, done, topic, publishedOn: world.today, voices: dice.whole(6, 80) },
          { by: liaison },
        )
      if (!there) {
        published.set(topic, answer)
        world.later(dice.whole(10, 60), () => told.tell(answer, 'finish', {}, { by: liaison }))
      }
      told.tell(thing, 'answer', { answer: done, saidAndDone: answer }, { by: liaison })
    })
  }

  function goRound(): void {
    counts.rumours += 1
    const [title, verdict, danger] = dice.pick(rumours)
    const thing = told.enter(
      'rumour',
      String(counts.rumours),
      {
        title,
        danger,
        heardOn: world.today,
        answerBy: world.date(world.day + 5),
        where: place(),
        spread: dice.pick(['one', 'several', 'wide']),
      },
      { by: liaison },
    )
    world.later(dice.whole(1, 3), () => {
      told.tell(thing, 'check', { verdict }, { by: as('policeLiaison', 'policeLiaison') })
      if (dice.chance(0.85))
        world.later(dice.whole(1, 4), () =>
          told.tell(
            thing,
            'answer',
            { answer: 'Said on the radio and at the market.', verdict },
            { by: liaison },
          ),
        )
    })
  }

  function meet(): void {
    counts.meetings += 1
    const where = place()
    const kind = dice.pick([
      'townHall',
      'women',
      'youth',
      'traders',
      'authorities',
      'schools',
      'faith',
    ])
    const meeting = told.enter(
      'engagement',
      String(counts.meetings),
      { title: `Meeting in ${where.name}`, kind, plannedOn: world.date(world.day + 6), where },
      { by: liaison },
    )
    world.later(6, () => {
      const persons = dice.whole(12, 140)
      told.tell(
        meeting,
        'hold',
        {
          persons,
          women: Math.round(persons * (kind === 'women' ? 1 : dice.whole(20, 60) / 100)),
          wishes: 'Slower trucks, a number that is answered, a say in where posts stand.',
          promised: 'An answer within a month.',
          promiseBy: world.date(world.day + 30),
        },
        { by: liaison },
      )
      if (dice.chance(0.8))
        world.later(dice.whole(10, 45), () =>
          told.tell(meeting, 'keepPromise', { keptOn: world.today }, { by: liaison }),
        )
    })
  }

  function claim(): void {
    counts.claims += 1
    const number = String(counts.claims).padStart(4, '0')
    const usd = dice.whole(80, 4000)
    const claimantCode = `K-${number}X`
    told.enter(
      'claimant',
      number,
      {
        claimantCode,
        personName: `Resident ${number} of the exercise`,
        howToReach: 'At the market',
      },
      { by: conduct },
    )
    const thing = told.enter(
      'damageClaim',
      number,
      {
        reference: `D-${number}`,
        claimantCode,
        damage: dice.pick(damages),
        receivedOn: world.today,
        answerBy: world.date(world.day + 90),
        occurredOn: world.date(world.day - dice.whole(1, 9)),
        where: place(),
        account: 'A vehicle of the mission turned in a narrow street (invented).',
        amount: { minor: usd * 100, currency: 'USD' },
      },
      { by: conduct },
    )
    world.later(dice.whole(5, 30), () => told.tell(thing, 'assess', {}, { by: conduct }))
    world.later(dice.whole(31, 110), () => {
      if (dice.chance(0.25)) {
        const answer = 'No vehicle of the mission was there.'
        told.tell(
          thing,
          'refuse',
          { decidedOn: world.today, answer },
          { by: legal, because: answer },
        )
        return
      }
      if (dice.chance(0.2)) return
      const awarded = { minor: Math.round(usd * 0.8) * 100, currency: 'USD' }
      told.tell(thing, 'award', { amountApproved: awarded, decidedOn: world.today }, { by: legal })
      world.later(dice.whole(5, 40), () =>
        told.tell(thing, 'pay', { amountPaid: awarded, paidOn: world.today }, { by: finance }),
      )
    })
  }

  function ask(favourablePercent: number): void {
    told.enter(
      'perceptionSurvey',
      world.today,
      {
        title: 'How safe do you feel?',
        saidBy: 'Isles Relief Committee',
        heldOn: world.today,
        question: 'Do you feel safer in your street than six months ago?',
        sample: dice.whole(400, 1400),
        favourablePercent,
        unfavourablePercent: 100 - favourablePercent - 14,
        marginPercent: 3.5,
        method: 'Door to door in twelve communes, women asked by women.',
      },
      { by: liaison },
    )
  }

  return {
    daily: () => {
      if (world.day < 60) return
      const { scale } = world.setting
      for (let left = dice.times(Math.max(0.03, 0.4 * scale)); left > 0; left--) hear()
      for (let left = dice.times(Math.max(0.015, 0.12 * scale)); left > 0; left--) goRound()
      for (let left = dice.times(Math.max(0.015, 0.14 * scale)); left > 0; left--) meet()
      for (let left = dice.times(Math.max(0.015, 0.1 * scale)); left > 0; left--)
        if (world.day > 100) claim()
      const survey = [120, 300, 480, DAYS - 31].indexOf(world.day)
      if (survey >= 0) ask([31, 38, 35, 44][survey] ?? 40)
    },
  }
}
