/** Measures of own staff, counted one by one: how far they have come at home, who is on duty, which tours end, which posts are empty. */
import { type Measure, measure, type Term } from '@konbit/model'

const byStaff = {
  contributor: 'contributor',
  contingent: 'contingent',
  base: 'base',
  trade: 'trade',
  sex: 'sex',
  language: 'workingLanguage',
} as const
const parts = Object.keys(byStaff)

const own = (state: readonly string[], more: Omit<Term, 'register' | 'state'> = {}): Term => ({
  register: 'person',
  state,
  by: byStaff,
  ...more,
})
/** Up to the last day of the clearance; who has none counts on no day. */
const cleared = {
  from: { date: 'clearedUntil', days: -100_000 },
  upTo: { date: 'clearedUntil' },
} as const
const limited = ['light', 'offDuty']
/** In the area of operations, on duty or not. */
const there = ['deployed', 'onLeave', 'sick', 'missing', 'captive'] as const

export const strength: readonly Measure[] = [
  measure({
    name: 'people.waitingCounted',
    title: 'Waiting, own staff',
    unit: 'persons',
    definition: 'Own staff in the state of waiting, by what they wait for.',
    label: 'mission',
    by: [...parts, 'waitsFor'],
    of: { total: [own(['waiting'], { by: { ...byStaff, waitsFor: 'waitsFor' } })] },
  }),
  measure({
    name: 'people.recruited',
    title: 'Recruited',
    unit: 'persons',
    definition: 'Own staff named by their contributor and not yet trained.',
    label: 'mission',
    by: parts,
    of: { total: [own(['recruited', 'vetted'])] },
  }),
  measure({
    name: 'people.trained',
    title: 'Trained, not yet there',
    unit: 'persons',
    definition:
      'Own staff trained for the mission who are still at home, whether ready or waiting for something.',
    label: 'mission',
    by: parts,
    of: { total: [own(['trained', 'ready', 'waiting'])] },
  }),
  measure({
    name: 'people.counted',
    title: 'Counted in the area',
    unit: 'persons',
    definition:
      'Own staff whose record says that they are in the area of operations, on duty or not; to be set against what the movements add up to.',
    label: 'mission',
    by: parts,
    of: { total: [own(there)] },
  }),
  measure({
    name: 'people.present',
    title: 'Present',
    unit: 'persons',
    definition: 'Own staff in the area of operations, less those on leave, sick, missing or held.',
    label: 'mission',
    by: parts,
    of: { total: [own(['deployed'])] },
  }),
  measure({
    name: 'people.effective',
    title: 'Effective',
    unit: 'persons',
    definition:
      'Present, with no limit of duty, and cleared: training and vetting hold on the day, and where it is on record so does the training in the use of force. Whoever has yet to acknowledge the directive in force is not effective. Who holds a weapon is counted beside it.',
    label: 'mission',
    by: parts,
    of: {
      total: [
        own(['deployed'], cleared),
        own(['deployed'], { ...cleared, where: { dutyLimit: limited }, sign: -1 }),
        own(['deployed'], { ...cleared, where: { directiveRead: 'due' }, sign: -1 }),
        // Whoever is both was taken off twice.
        own(['deployed'], { ...cleared, where: { dutyLimit: limited, directiveRead: 'due' } }),
      ],
    },
  }),
  measure({
    name: 'people.armed',
    title: 'Weapons held',
    unit: 'weapons',
    definition:
      'Controlled weapons issued from the store, each to one holder; those in store, under repair or missing are not counted.',
    label: 'mission',
    by: ['contributor', 'contingent', 'base'],
    of: {
      total: [
        {
          register: 'store',
          state: ['issued'],
          where: { storeKind: 'weapon' },
          by: { contributor: 'contributor', contingent: 'contingent', base: 'base' },
        },
      ],
    },
  }),
  measure({
    name: 'people.ending',
    title: 'Tours ending in 90 days',
    unit: 'tours',
    definition: 'Running tours whose last day lies within the next ninety days.',
    label: 'mission',
    by: ['contributor', 'contingent'],
    of: { total: [ending()] },
  }),
  measure({
    name: 'people.unrelieved',
    title: 'Ending with no relief named',
    unit: 'tours',
    definition:
      'Running tours whose last day lies within the next ninety days for which nobody is named in relief; those that end so on purpose are not counted.',
    label: 'mission',
    by: ['contributor', 'contingent'],
    of: {
      total: [
        ending({ without: ['relief'] }),
        ending({ without: ['relief'], where: { withoutRelief: true }, sign: -1 }),
      ],
    },
  }),
  measure({
    name: 'people.posts',
    title: 'Posts',
    unit: 'posts',
    definition: 'Posts of the mission, filled or empty; those abolished are not counted.',
    label: 'mission',
    by: ['contributor', 'base', 'language'],
    of: { total: [posts(['open', 'filled'])] },
  }),
  measure({
    name: 'people.vacancies',
    title: 'Empty posts',
    unit: 'posts',
    definition: 'Posts of the mission that nobody fills.',
    label: 'mission',
    by: ['contributor', 'base', 'language'],
    of: { total: [posts(['open'])] },
  }),
]

function ending(more: Partial<Term> = {}): Term {
  return {
    register: 'tour',
    state: ['running', 'extended'],
    by: { contributor: 'contributor', contingent: 'contingent' },
    from: { date: 'endsOn', days: -90 },
    upTo: { date: 'endsOn' },
    ...more,
  }
}

function posts(state: readonly string[]): Term {
  return {
    register: 'post',
    state,
    by: { contributor: 'contributor', base: 'base', language: 'needsLanguage' },
  }
}
