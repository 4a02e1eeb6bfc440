/**
 * Counterpart: an office of another organisation to which the mission may give what it knows, with one person to hand it to.
 * It is vetted by somebody else than who proposed it, for a time; when that has run out nothing is given to it.
 */
import { choice, code, line, prose, ref, register, when } from '@konbit/model'
import { z } from 'zod'
import { lastDay } from './vetted.ts'

const liaison = ['watch', 'policeLiaison', 'hostLiaison', 'importer'] as const
const judges = ['chief', 'legal', 'importer'] as const
const open = ['title', 'organisation', 'contact', 'reachedBy', 'level', 'note']

export const counterpart = register({
  name: 'counterpart',
  title: 'Counterpart',
  plural: 'Counterparts',
  about:
    'Offices of other organisations to which information may be given, and until when their vetting holds.',
  desk: 'sharing',
  controller: 'mission',
  basis: 'mandate',
  retention: { months: 60, after: ['refused', 'ended'] },
  label: 'mission',
  caption: ['title'],
  featured: ['title', 'organisation', 'level', 'validUntil', 'state'],
  sort: { by: 'validUntil' },

  fields: {
    title: line(z.string().min(1).max(160), {
      title: 'Office',
      help: 'The office and not a person.',
    }),
    organisation: ref('organisation', { title: 'Organisation', hxl: '#org' }),
    contact: line(z.string().max(200).optional(), {
      title: 'Named contact',
      label: 'restricted',
      help: 'The one person of that office to whom things are handed.',
    }),
    reachedBy: line(z.string().max(200).optional(), {
      title: 'How the code reaches them',
      label: 'restricted',
      help: 'Another way than the one by which the link goes: by hand, by voice, by radio.',
    }),
    level: choice(z.enum(['public', 'partner']).optional(), {
      title: 'Vetted for',
      help: 'The highest handling marking that may be given.',
    }),
    validUntil: when(z.string().optional(), { title: 'Vetting holds until' }),
    finding: prose(z.string().max(4000).optional(), {
      title: 'What vetting found',
      label: 'restricted',
    }),
    proposedBy: code(z.string().max(80).optional(), { title: 'Proposed by' }),
    vettedBy: code(z.string().max(80).optional(), { title: 'Vetted by' }),
    note: prose(z.string().max(2000).optional(), { title: 'Note' }),
  },

  states: ['proposed', 'vetted', 'refused', 'ended'],
  enters: { by: liaison, takes: open, signs: 'proposedBy' },
  amends: { by: liaison, takes: ['title', 'contact', 'reachedBy', 'note'] },
  transitions: {
    vet: {
      from: ['proposed', 'vetted', 'refused'],
      to: 'vetted',
      by: judges,
      takes: ['validUntil', 'level', 'finding', 'note'],
      needs: ['validUntil', 'level'],
      signs: 'vettedBy',
      apartFrom: ['proposedBy'],
      asks: { itself: { register: 'counterpart', match: { $record: '$record' }, take: [] } },
      unless: (_, input, beside) =>
        beside && lastDay(input.validUntil) < beside.day
          ? 'Vetting that has run out already vets nobody: give a later last day.'
          : undefined,
    },
    refuse: {
      from: ['proposed', 'vetted'],
      to: 'refused',
      by: judges,
      takes: ['finding', 'note'],
      reason: true,
    },
    end: {
      from: ['proposed', 'vetted', 'refused'],
      to: 'ended',
      by: [...liaison, ...judges],
      takes: ['note'],
      reason: true,
    },
  },
})
