/**
 * Monitor's finding: shared with the mission first, so that it can reply, and published without anybody's clearance once the
 * reply is there or its time is over; at once, with a reason, where waiting would harm. The reply stands beside it either way.
 */
import { type Beside, code, type Fields, line, prose, register, spanOf, when } from '@konbit/model'
import { z } from 'zod'
import { grounds } from '../grounds.ts'
import { pastClock } from './clocks.ts'

const by = ['monitor', 'importer'] as const

/** The mission has its fixed time to reply, and not a day more. */
const waits = (now: Fields, _: Fields, beside?: Beside): string | undefined => {
  const last = spanOf(String(now.replyBy))?.last
  return !beside || !last || now.replyText || beside.on > last
    ? undefined
    : `The mission may reply until ${last}: publish after that day, or at once with a reason.`
}

export const monitorFinding = register({
  name: 'monitorFinding',
  title: 'Finding of the monitor',
  plural: 'Findings of the monitor',
  about:
    'What the independent monitor found, published without clearance, with the mission’s reply beside it.',
  desk: 'accountability',
  controller: 'joint',
  basis: 'mandate',
  retention: { permanent: 'A published finding and the reply to it stay for whoever comes after.' },
  label: 'public',
  staysOpen: true,
  caption: ['number'],
  featured: ['number', 'title', 'sharedOn', 'replyBy', 'state'],
  sort: { by: 'sharedOn', descending: true },

  fields: {
    number: code(z.string().min(1).max(40), { title: 'Number', unique: true }),
    sharedOn: when(z.string(), { title: 'Shared with the mission on' }),
    replyBy: when(z.string(), { title: 'Reply due' }),
    advanceText: prose(z.string().max(20_000).optional(), {
      title: 'Text for the mission’s reply',
      label: 'mission',
      help: 'What is shared ahead, for the mission only. What is published is given when it is published.',
    }),
    title: line(z.string().max(200).optional(), { title: 'Title' }),
    publishedText: prose(z.string().max(20_000).optional(), { title: 'Finding' }),
    publishedOn: when(z.string().optional(), { title: 'Published on' }),
    replyText: prose(z.string().max(20_000).optional(), { title: 'Reply of the mission' }),
    repliedOn: when(z.string().optional(), { title: 'Replied on' }),
    ...grounds,
  },

  states: ['shared', 'published'],
  enters: {
    by,
    takes: ['number', 'sharedOn', 'replyBy', 'advanceText', 'claims', 'events', 'note'],
    unless: (_, input) => pastClock('findingReply', input),
  },
  amends: { by, takes: ['claims', 'events', 'note'] },
  transitions: {
    reply: {
      from: ['shared', 'published'],
      by: ['chief', 'legal', 'importer'],
      takes: ['replyText', 'repliedOn'],
      needs: ['replyText', 'repliedOn'],
    },
    publish: {
      from: 'shared',
      to: 'published',
      by,
      takes: ['title', 'publishedText', 'publishedOn', 'claims', 'events'],
      needs: ['title', 'publishedText', 'publishedOn'],
      asks: {
        // Asked only for the day: a rule that asks nothing is told none.
        others: { register: 'monitorFinding', match: { number: 'number' }, take: ['number'] },
      },
      unless: waits,
    },
    publishAtOnce: {
      from: 'shared',
      to: 'published',
      by,
      takes: ['title', 'publishedText', 'publishedOn', 'claims', 'events'],
      needs: ['title', 'publishedText', 'publishedOn'],
      reason: true,
      title: 'Publish at once',
    },
  },
})
