/**
 * Due diligence: whether support may go to a unit that is not the mission's, under the human-rights due-diligence policy. It
 * speaks of a unit or a body, never of a person, and it lapses: nothing is given, and nobody handed over, on an old one.
 */
import { choice, line, place, prose, ref, register, when } from '@konbit/model'
import { z } from 'zod'
import { grounds } from '../grounds.ts'

const by = ['conduct', 'legal', 'importer'] as const
const said = ['outcome', 'mitigation', 'assessedOn', 'validUntil', 'finding']
const rest = ['claims', 'events', 'note']

/** An assessment ends after it begins, and a risk that is only lessened says by what. */
const stands = (
  now: Readonly<Record<string, unknown>>,
  input: Readonly<Record<string, unknown>>,
) => {
  const all: Readonly<Record<string, unknown>> = { ...now, ...input }
  if (String(all.validUntil ?? '9') <= String(all.assessedOn ?? ''))
    return 'An assessment holds until a day after the one on which it was made.'
  return all.outcome === 'mitigated' && !all.mitigation
    ? 'Say by what the risk is lessened: without that, it stands.'
    : undefined
}

export const dueDiligence = register({
  name: 'dueDiligence',
  title: 'Due-diligence assessment',
  plural: 'Due-diligence assessments',
  about:
    'Whether a unit or a body that is not the mission’s may be supported, or be handed a person: the risk, what lessens it, and until when that holds.',
  desk: 'accountability',
  controller: 'mission',
  basis: 'legalObligation',
  retention: { months: 120, after: ['superseded', 'withdrawn'] },
  label: 'partner',
  caption: ['title'],
  featured: ['title', 'organisation', 'outcome', 'validUntil', 'state'],
  sort: { by: 'validUntil' },

  fields: {
    title: line(z.string().min(1).max(200), { title: 'Unit or place' }),
    organisation: ref('organisation', { title: 'Of the body', hxl: '#org' }),
    assessedOn: when(z.string(), { title: 'Assessed on' }),
    validUntil: when(z.string(), { title: 'Valid until' }),
    outcome: choice(z.enum(['clear', 'mitigated', 'refused']), { title: 'Outcome' }),
    where: place({ title: 'Where', optional: true }),
    mitigation: prose(z.string().max(4000).optional(), {
      title: 'What lessens the risk',
      help: 'Training, exclusion of a unit, visits, a right to stop: each with who sees to it.',
    }),
    finding: prose(z.string().max(8000).optional(), {
      title: 'Risks found',
      label: 'restricted',
      help: 'Of units and places. No name of a person, and nothing by which a victim could be known.',
    }),
    ...grounds,
  },

  states: ['standing', 'superseded', 'withdrawn'],
  enters: { by, unless: stands },
  amends: { by, takes: ['title', 'where', ...said, ...rest], unless: stands },
  transitions: {
    renew: {
      from: 'standing',
      to: 'standing',
      by,
      takes: [...said, ...rest],
      needs: ['assessedOn', 'validUntil', 'outcome'],
      title: 'Assess again',
      unless: stands,
    },
    supersede: { from: 'standing', to: 'superseded', by, takes: rest },
    withdraw: { from: 'standing', to: 'withdrawn', by, takes: rest, reason: true },
  },
})
