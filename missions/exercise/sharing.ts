/**
 * What the mission gives to others and asks of them: four offices, vetted for a year and one of them not again; a question and a
 * release a month, received, run out, once recalled. What was previewed is not kept here: only a running server keeps it.
 */
import { createHash } from 'node:crypto'
import { others } from './states.ts'
import { as, type Thing } from './told.ts'
import { DAYS, type World } from './world.ts'

const offices = [
  ['police', 'Twin Rivers Police, criminal investigations', others.host.code, 'partner'],
  ['border', 'Twin Rivers Police, border and coast', others.host.code, 'partner'],
  ['relief', 'Isles Relief Committee, access desk', others.relief.code, 'public'],
  ['council', 'Council of the Isles, panel of experts', others.council.code, 'partner'],
] as const
type Office = (typeof offices)[number][0]

const questions = [
  ['Who holds the crossings north of Verel', 'in'],
  ['Dates of attacks on markets, last quarter', 'in'],
  ['Which police posts are manned at night', 'out'],
  ['Names of people seen with the Quay group', 'in'],
  ['Displaced people by department', 'in'],
  ['Boats seized on the lower river', 'out'],
] as const

const releases = [
  ['Incidents of the month for investigations', ['police', 'border'], ['incident']],
  ['Displacement for the access desk', ['relief'], ['displacement', 'restriction']],
  ['Groups and who stands with whom', ['police', 'council'], ['group', 'alignment']],
] as const

export function sharing(world: World): { daily: () => void } {
  const { told, bodies } = world
  const watch = as('watch', 'watch')
  const legal = as('legal', 'legal')
  const chief = as('chief', 'chief')
  const counterparts: Partial<Record<Office, Thing>> = {}
  let asked = 0
  let given = 0

  function propose(): void {
    for (const [key, title, organisation, level] of offices) {
      const thing = told.enter(
        'counterpart',
        key,
        { title, organisation: bodies[organisation] },
        { by: watch },
      )
      counterparts[key] = thing
      const vet = (): void =>
        told.tell(thing, 'vet', { validUntil: world.date(world.day + 365), level }, { by: legal })
      world.later(5, vet)
      if (key !== 'council') world.later(360, vet)
    }
    const refused = told.enter(
      'counterpart',
      'harbour',
      { title: 'Harbour guards of Verel', organisation: bodies[others.host.code] },
      { by: watch },
    )
    world.later(9, () =>
      told.tell(
        refused,
        'refuse',
        {},
        { by: legal, because: 'Two groups read what they are told.' },
      ),
    )
  }

  function ask(): void {
    const [title, way] = questions[asked % questions.length] as (typeof questions)[number]
    asked += 1
    const number = `RFI ${String(asked).padStart(3, '0')}`
    const thing = told.enter(
      'informationRequest',
      number,
      {
        ...{ number, title, kind: 'question', counterpart: counterparts.police },
        direction: way === 'in' ? 'incoming' : 'outgoing',
        askedOn: world.today,
        answerBy: world.date(world.day + 14),
      },
      { by: watch },
    )
    // The last of them are still open when the story ends, one of them too long.
    if (world.day > DAYS - 40) return
    world.later(9, () => {
      const answeredOn = world.today
      if (title.startsWith('Names'))
        told.tell(
          thing,
          'refuse',
          { refusedFor: 'namesPersons', answeredOn },
          { by: watch, because: 'The mission keeps groups and places, and no names.' },
        )
      else
        told.tell(thing, 'answer', { answeredOn, answer: 'See the next release.' }, { by: watch })
    })
  }

  function give(): void {
    const [title, audience, shares] = releases[given % releases.length] as (typeof releases)[number]
    const wanted = audience.filter((key) => key !== 'council' || world.day < 400)
    given += 1
    const nth = given
    const number = `REL ${String(nth).padStart(3, '0')}`
    const release = told.enter(
      'release',
      number,
      {
        ...{ number, title, shares, audience: wanted.map((key) => counterparts[key]) },
        purpose: 'Invented for the exercise: to plan patrols and relief together.',
        validUntil: world.date(world.day + 62),
        periodFirst: world.date(Math.max(0, world.day - 30)),
        periodLast: world.today,
        workingLanguage: 'en',
      },
      { by: watch },
    )
    if (world.day > DAYS - 8) return
    world.later(1, () => {
      const fileDigest = createHash('sha256').update(number).digest('hex')
      const level = shares.some((one) => one === 'incident') ? 'partner' : 'public'
      told.tell(release, 'preview', { fileDigest, level, counted: 12 + (nth % 9) }, { by: watch })
    })
    world.later(2, () => {
      told.tell(release, 'release', { releasedOn: world.today }, { by: chief })
      for (const [at, key] of wanted.entries()) copy(release, number, key, at)
    })
    if (nth % 7 === 4)
      world.later(20, () =>
        told.tell(
          release,
          'recall',
          { recalledOn: world.today, recalledFor: 'leaked' },
          { by: watch, because: 'A group read it out on the radio.' },
        ),
      )
    else world.later(63, () => told.tell(release, 'expire', {}, { by: watch }))
  }

  function copy(release: Thing, number: string, key: Office, at: number): void {
    const serial = `${number}/${'KQTW'[at]}${key.slice(0, 3).toUpperCase()}`
    const thing = told.enter(
      'releaseCopy',
      serial,
      { serial, release, counterpart: counterparts[key] },
      { by: chief },
    )
    told.tell(thing, 'send', { sentOn: world.today, linkIssue: 1 }, { by: watch })
    world.later(1 + at * 2, () =>
      told.tell(
        thing,
        'receive',
        {
          receivedOn: world.today,
          receivedBy: offices.find(([one]) => one === key)?.[1],
          opens: 1,
        },
        { by: watch },
      ),
    )
  }

  return {
    daily: () => {
      if (world.day === 60) propose()
      if (world.day < 80) return
      if (world.day % 30 === 5) ask()
      if (world.day % 30 === 12) give()
      if (world.day === DAYS - 22 || world.day === DAYS - 6) ask()
      if (world.day === DAYS - 3) give()
    },
  }
}
