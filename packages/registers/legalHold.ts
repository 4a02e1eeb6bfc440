/**
 * Legal hold: one record of which nothing may be erased while a case, an inquiry or a claim needs it. It stands until it is
 * lifted, also past its date; the date says when to look at it again. It opens nothing to anybody.
 */
import { code, prose, register, when } from '@konbit/model'
import { z } from 'zod'

const by = ['protection', 'legal'] as const

export const legalHold = register({
  name: 'legalHold',
  title: 'Legal hold',
  plural: 'Legal holds',
  about: 'Records of which nothing may be erased while a case needs them.',
  desk: 'access',
  controller: 'mission',
  basis: 'legalObligation',
  retention: { months: 60, after: ['lifted'] },
  label: 'restricted',
  caption: ['reference'],
  featured: ['reference', 'inRegister', 'heldRecord', 'state', 'reviewOn'],

  fields: {
    reference: code(z.string().min(1).max(40), { title: 'Reference', unique: true }),
    heldRecord: code(z.uuid('the id of a record'), {
      title: 'Held record',
      help: 'The id of the record, from its address.',
    }),
    inRegister: code(z.string().regex(/^[a-z][a-zA-Z0-9]{0,40}$/, 'the name of a register'), {
      title: 'In register',
    }),
    reviewOn: when(z.string().optional(), {
      title: 'Look at again on',
      help: 'The hold stands past this day, until it is lifted.',
    }),
    why: prose(z.string().max(2000).optional(), { title: 'Why' }),
  },

  holds: { record: 'heldRecord', states: ['standing'] },
  states: ['standing', 'lifted'],
  enters: { by, reason: true },
  amends: { by, takes: ['reviewOn', 'why'] },
  transitions: { lift: { from: 'standing', to: 'lifted', by, takes: [], reason: true } },
})
