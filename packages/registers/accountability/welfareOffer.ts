/**
 * Welfare offer: what was offered to one of the own staff who complained, was complained of, or saw it. It leads to no case and
 * no case leads to it, so that taking help is never held for or against anybody.
 */
import { choice, code, prose, register, when } from '@konbit/model'
import { z } from 'zod'

const by = ['conduct'] as const

export const welfareOffer = register({
  name: 'welfareOffer',
  title: 'Welfare offer',
  plural: 'Welfare offers',
  about:
    'Help offered to own staff apart from any discipline: what, when, and whether it was taken.',
  desk: 'accountability',
  controller: 'mission',
  basis: 'vitalInterests',
  retention: { months: 24, after: ['taken', 'refused', 'ended'] },
  label: 'conduct',
  caption: ['reference'],
  featured: ['reference', 'kind', 'offeredOn', 'state'],

  fields: {
    reference: code(z.string().min(4).max(24), {
      title: 'Reference',
      help: 'One of its own: not that of a complaint, and no service number.',
    }),
    kind: choice(z.enum(['counselling', 'medical', 'peer', 'rest', 'move', 'legalAid']), {
      title: 'Kind',
    }),
    offeredOn: when(z.string(), { title: 'Offered on' }),
    note: prose(z.string().max(2000).optional(), { title: 'Note' }),
  },

  states: ['offered', 'taken', 'refused', 'ended'],
  enters: { by },
  amends: { by, takes: ['note'] },
  transitions: {
    take: { from: 'offered', to: 'taken', by, takes: ['note'] },
    refuse: { from: 'offered', to: 'refused', by, takes: ['note'] },
    end: { from: 'taken', to: 'ended', by, takes: ['note'] },
  },
})
