/** Measures of custody and care: each lies behind the wall of what it counts; what leaves is a published count. */
import { type Measure, measure, type Term } from '@konbit/model'

const inOurHands = { register: 'custody', state: ['held'] } as const
/** Whoever holds the person: the clock of the law does not stop at a hand-over. */
const inAnyHands = { register: 'custody', state: ['held', 'handedOver'] } as const
const custodyTotal = (
  name: string,
  title: string,
  unit: string,
  definition: string,
  total: readonly Term[],
): Measure => measure({ name, title, unit, definition, label: 'custody', of: { total } })
const careTotal = (
  name: string,
  title: string,
  unit: string,
  definition: string,
  total: readonly Term[],
  by?: readonly string[],
): Measure =>
  measure({ name, title, unit, definition, label: 'care', ...(by ? { by } : {}), of: { total } })

export const custody: readonly Measure[] = [
  custodyTotal(
    'custody.held',
    'Persons held',
    'persons',
    'Persons in the mission’s hands, neither handed over nor released.',
    [inOurHands],
  ),
  custodyTotal(
    'custody.over48h',
    'Over 48 hours without a judge',
    'persons',
    'Persons in any hands whom no judge has seen more than 48 hours after the arrest; an arrest without an hour counts from the beginning of its day.',
    [{ ...inAnyHands, without: ['presentedOn'], from: { date: 'arrestedOn', hours: 48 } }],
  ),
  measure({
    name: 'custody.handOverLate',
    title: 'Hand-overs past their day',
    unit: 'persons',
    definition: 'Persons in the mission’s hands past the day of hand-over that its own rule gives.',
    label: 'custody',
    of: { overdue: { ...inOurHands, date: 'handOverBy' } },
  }),
  measure({
    name: 'custody.renewalLate',
    title: 'Renewals late',
    unit: 'persons',
    definition:
      'Persons in any hands whose detention was to be renewed or ended on a day that is past.',
    label: 'custody',
    of: { overdue: { ...inAnyHands, date: 'renewalDue' } },
  }),
  custodyTotal(
    'custody.transfersPlanned',
    'Transfers that wait',
    'transfers',
    'Transfers planned and neither done, refused nor dropped.',
    [{ register: 'custodyTransfer', state: ['planned'] }],
  ),
  custodyTotal(
    'custody.transfersRefused',
    'Transfers refused',
    'transfers',
    'Transfers that the mission refused, with the reason recorded.',
    [{ register: 'custodyTransfer', state: ['refused'] }],
  ),
  measure({
    name: 'custody.visitsLate',
    title: 'Visits late',
    unit: 'transfers',
    definition: 'Transfers done whose next visit was due on a day that is past.',
    label: 'custody',
    of: { overdue: { register: 'custodyTransfer', state: ['done'], date: 'visitDue' } },
  }),
  custodyTotal(
    'custody.courtRoom',
    'Cases that planned sessions can hear',
    'cases',
    'What sessions of the mobile court that are planned can hear together.',
    [{ register: 'courtSession', state: ['planned'], sum: 'casesMost' }],
  ),
  custodyTotal(
    'custody.childrenWaiting',
    'Children not yet handed on',
    'children',
    'Children of whom child protection was told and whom nobody has signed for.',
    [{ register: 'childTransfer', state: ['informed'] }],
  ),
  custodyTotal(
    'custody.questionsOpen',
    'Questions not answered',
    'questions',
    'Families and lawyers who asked whether a person is held and have no answer.',
    [{ register: 'heldQuestion', state: ['asked'] }],
  ),
  careTotal(
    'care.participants',
    'Participants',
    'persons',
    'Persons registered with the care unit, those found to be registered twice left out.',
    [
      {
        register: 'participant',
        state: ['registered', 'screened', 'admitted', 'completed', 'followed'],
        by: { programme: 'programme' },
      },
    ],
    ['programme'],
  ),
  careTotal(
    'care.admitted',
    'In a programme',
    'persons',
    'Participants admitted to a programme who have neither completed nor left it.',
    [{ register: 'participant', state: ['admitted'], by: { programme: 'programme' } }],
    ['programme'],
  ),
  careTotal(
    'care.completed',
    'Completed',
    'persons',
    'Participants who completed their programme, those followed up to the end included.',
    [{ register: 'participant', state: ['completed', 'followed'], by: { programme: 'programme' } }],
    ['programme'],
  ),
  careTotal(
    'care.afterTwelve',
    'Known after 12 months',
    'persons',
    'Participants of whom the unit knows how they were 12 months after the programme.',
    [{ register: 'participant', state: ['followed'], by: { outcome: 'outcomeTwelve' } }],
    ['outcome'],
  ),
  measure({
    name: 'care.followUpLate',
    title: 'Follow-ups late',
    unit: 'persons',
    definition: 'Participants whose follow-up was due on a day that is past.',
    label: 'care',
    of: { overdue: { register: 'participant', state: ['completed'], date: 'followUpDue' } },
  }),
  careTotal(
    'care.weaponsHeld',
    'Weapons kept',
    'weapons',
    'Weapons collected and not yet destroyed; ammunition is left out.',
    [
      {
        register: 'weaponsCollection',
        state: ['collected'],
        where: { weaponKind: ['pistol', 'rifle', 'heavy', 'homeMade'] },
        sum: 'weaponCount',
      },
    ],
  ),
  careTotal(
    'care.weaponsDestroyed',
    'Weapons destroyed',
    'weapons',
    'Weapons destroyed before a witness of another body; ammunition is left out.',
    [
      {
        register: 'weaponsCollection',
        state: ['destroyed'],
        where: { weaponKind: ['pistol', 'rifle', 'heavy', 'homeMade'] },
        sum: 'weaponCount',
      },
    ],
  ),
]
