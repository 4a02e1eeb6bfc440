/**
 * Grounds: the fields by which an own record says what it rests on. Every register of own records spreads them, so
 * that from any figure the way back to sources is the same everywhere. Not a register.
 */
import { prose, refs } from '@konbit/model'
import { z } from 'zod'

export const grounds = {
  claims: refs('claim', { title: 'Rests on', help: 'The source statements this record rests on.' }),
  events: refs('event', {
    title: 'Dated events',
    help: 'The events of the timeline this record tells of.',
  }),
  note: prose(z.string().max(2000).optional(), { title: 'Note' }),
} as const

/** How surely a figure was said. A garbled one is kept and never counted. */
export const precisions = [
  'exact',
  'about',
  'atLeast',
  'over',
  'atMost',
  'below',
  'range',
  'vague',
  'garbled',
] as const
