/**
 * Support package: what the mission gives to forces that are not its own. Nothing is given without a due-diligence assessment
 * of that body which still holds on the day, and it stops when the assessment does.
 */
import {
  type Act,
  type Beside,
  choice,
  type Fields,
  line,
  money,
  prose,
  ref,
  register,
  spanOf,
  when,
} from '@konbit/model'
import { z } from 'zod'
import { grounds } from '../grounds.ts'

const by = ['conduct', 'legal', 'importer'] as const
const rest = ['claims', 'events', 'note']

const assessed: Act['asks'] = {
  named: {
    register: 'dueDiligence',
    state: ['standing'],
    match: { $record: 'dueDiligence', organisation: 'organisation' },
    take: ['outcome', 'validUntil', 'assessedOn'],
  },
  refused: {
    register: 'dueDiligence',
    state: ['standing'],
    where: { outcome: 'refused' },
    match: { organisation: 'organisation' },
    take: ['assessedOn', 'validUntil', 'title'],
  },
}

const last = (value: unknown): string => spanOf(String(value ?? ''))?.last ?? ''

/** Given on an assessment of the same body that holds on that day, unless a later one refused it. */
const covered = (_: Fields, __: Fields, beside?: Beside): string | undefined => {
  if (!beside) return undefined
  const { named = [], refused = [] } = beside.rows
  const holding = named.find(
    (one) =>
      one.outcome !== 'refused' &&
      last(one.assessedOn) <= beside.on &&
      last(one.validUntil) >= beside.on,
  )
  if (!holding)
    return 'No support without a due-diligence assessment of this body that holds on the day: name one, or have it made first.'
  return refused.some((one) => last(one.assessedOn) >= last(holding.assessedOn))
    ? 'An assessment as late as this one refused the body: it gets no support while that one stands.'
    : undefined
}

export const supportPackage = register({
  name: 'supportPackage',
  title: 'Support package',
  plural: 'Support packages',
  about: 'What is given to forces that are not the mission’s: only under an assessment that holds.',
  desk: 'accountability',
  controller: 'mission',
  basis: 'legalObligation',
  retention: { months: 120, after: ['ended', 'turnedDown'] },
  label: 'partner',
  caption: ['title'],
  featured: ['title', 'organisation', 'kind', 'plannedOn', 'state'],
  sort: { by: 'plannedOn', descending: true },

  fields: {
    title: line(z.string().min(1).max(200), { title: 'Title' }),
    organisation: ref('organisation', { title: 'To the body', hxl: '#org' }),
    kind: choice(
      z.enum([
        'training',
        'equipment',
        'fuel',
        'transport',
        'planning',
        'information',
        'money',
        'jointOperation',
      ]),
      {
        title: 'Kind',
      },
    ),
    plannedOn: when(z.string(), { title: 'Planned for' }),
    dueDiligence: ref('dueDiligence', { title: 'Due-diligence assessment', optional: true }),
    amount: money({ title: 'Worth', optional: true }),
    terms: prose(z.string().max(4000).optional(), { title: 'Terms' }),
    givenOn: when(z.string().optional(), { title: 'Given on' }),
    ...grounds,
  },

  states: ['planned', 'given', 'suspended', 'ended', 'turnedDown'],
  enters: {
    by,
    takes: [
      'title',
      'organisation',
      'kind',
      'plannedOn',
      'dueDiligence',
      'amount',
      'terms',
      ...rest,
    ],
  },
  amends: { by, takes: ['plannedOn', 'amount', 'terms', ...rest] },
  transitions: {
    give: {
      from: 'planned',
      to: 'given',
      by,
      takes: ['dueDiligence', 'givenOn', ...rest],
      needs: ['givenOn'],
      asks: assessed,
      unless: covered,
    },
    suspend: { from: 'given', to: 'suspended', by: [...by, 'monitor'], takes: rest, reason: true },
    resume: {
      from: 'suspended',
      to: 'given',
      by,
      takes: ['dueDiligence', ...rest],
      asks: assessed,
      unless: covered,
      reason: true,
    },
    end: { from: ['given', 'suspended'], to: 'ended', by, takes: rest },
    turnDown: {
      from: 'planned',
      to: 'turnedDown',
      by,
      takes: rest,
      reason: true,
      title: 'Turn down',
    },
  },
})
