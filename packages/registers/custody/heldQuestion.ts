/**
 * Question whether a person is held: a family or a lawyer asks, through the monitor or the custody officer. The name that is
 * asked for is never written here: the officer compares its blinded key, and records the answer. There is no list to look in.
 */
import { apart, choice, code, prose, register, when } from '@konbit/model'
import { z } from 'zod'

const by = ['custodyOfficer', 'monitor', 'legal'] as const

export const heldQuestion = register({
  name: 'heldQuestion',
  title: 'Question about a person',
  plural: 'Questions about persons',
  about: 'Families and lawyers who ask whether somebody is held, and what they were told.',
  desk: 'custody',
  controller: 'mission',
  basis: 'legalObligation',
  retention: { months: 24, after: ['answered', 'withdrawn'] },
  label: 'custody',
  caption: ['reference'],
  featured: ['reference', 'askedBy', 'askedOn', 'heldAnswer', 'state'],
  sort: { by: 'askedOn', descending: true },

  fields: {
    reference: code(z.string().min(3).max(24), { title: 'Reference', unique: true }),
    askedBy: choice(z.enum(['family', 'lawyer', 'organisation', 'authority']), {
      title: 'Asked by',
    }),
    askedOn: when(z.string(), { title: 'Asked on' }),
    askedThrough: choice(z.enum(['custodyOfficer', 'monitor', 'legal']), { title: 'Through' }),
    blindedName: code(
      z
        .string()
        .regex(/^[0-9a-f]{64}$/, 'a blinded key, as the page makes it')
        .optional(),
      { title: 'Blinded key of the name asked for' },
    ),
    answerTo: apart(z.string().max(160).optional(), {
      title: 'Where to answer',
      help: 'Stands on this page alone and can be erased by itself.',
    }),
    comparedOn: when(z.string().optional(), { title: 'Compared on' }),
    heldAnswer: choice(z.enum(['held', 'handedOver', 'notHeld', 'notTold']).optional(), {
      title: 'Answer',
      help: 'Not told: the person held asked that nobody be told.',
    }),
    answeredOn: when(z.string().optional(), { title: 'Answered on' }),
    note: prose(z.string().max(2000).optional(), { title: 'Note' }),
  },

  states: ['asked', 'answered', 'withdrawn'],
  enters: {
    by,
    takes: ['reference', 'askedBy', 'askedOn', 'askedThrough', 'blindedName', 'answerTo', 'note'],
  },
  amends: { by, takes: ['blindedName', 'answerTo', 'note'] },
  transitions: {
    answer: {
      from: 'asked',
      to: 'answered',
      by,
      takes: ['comparedOn', 'heldAnswer', 'answeredOn', 'note'],
      needs: ['comparedOn', 'heldAnswer', 'answeredOn'],
    },
    withdraw: { from: 'asked', to: 'withdrawn', by, takes: ['note'], reason: true },
  },
})
