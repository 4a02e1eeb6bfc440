/** Care given: one service to one participant, promised and given. What is said in it stays between the two. */
import { choice, prose, ref, register, when } from '@konbit/model'
import { z } from 'zod'

const by = ['careOfficer'] as const

export const careGiven = register({
  name: 'careGiven',
  title: 'Care given',
  plural: 'Care given',
  about: 'Services to participants: health, psychosocial care, training, work, shelter, legal aid.',
  desk: 'custody',
  controller: 'host',
  basis: 'consent',
  retention: { months: 36, after: ['given', 'missed', 'dropped'] },
  label: 'care',
  caption: ['participant', 'kind'],
  featured: ['participant', 'kind', 'plannedOn', 'givenOn', 'state'],
  sort: { by: 'plannedOn', descending: true },

  fields: {
    participant: ref('participant', { title: 'Participant' }),
    kind: choice(
      z.enum([
        'health',
        'psychosocial',
        'schooling',
        'training',
        'work',
        'shelter',
        'legalAid',
        'family',
      ]),
      { title: 'Kind' },
    ),
    plannedOn: when(z.string(), { title: 'Planned for' }),
    provider: ref('organisation', { title: 'Given by', optional: true }),
    givenOn: when(z.string().optional(), { title: 'Given' }),
    note: prose(z.string().max(2000).optional(), { title: 'Note' }),
  },

  states: ['planned', 'given', 'missed', 'dropped'],
  enters: { by, takes: ['participant', 'kind', 'plannedOn', 'provider', 'note'] },
  amends: { by, takes: ['plannedOn', 'provider', 'note'] },
  transitions: {
    give: {
      from: ['planned', 'missed'],
      to: 'given',
      by,
      takes: ['givenOn', 'note'],
      needs: ['givenOn'],
    },
    stayAway: { from: 'planned', to: 'missed', by, takes: ['note'], title: 'Did not come' },
    drop: { from: ['planned', 'missed'], to: 'dropped', by, takes: ['note'], reason: true },
  },
})
