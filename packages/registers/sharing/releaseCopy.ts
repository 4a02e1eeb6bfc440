/**
 * Copy of a release: what one counterpart was given, under a serial and with marks of its own; when its link went out, how
 * often it was opened, when it was received, and that it was destroyed after a recall. A receipt is an entry of this record.
 */
import { type Beside, code, count, line, prose, ref, register, when } from '@konbit/model'
import { z } from 'zod'
import { aboutCounterparts, lastDay, vettingStands } from './vetted.ts'

const judges = ['chief', 'legal', 'importer'] as const
const liaison = ['policeLiaison', 'hostLiaison', 'watch', 'legal', 'chief', 'importer'] as const
/** The link's own author in the log bears the role of a partner's liaison, and no member does under that name. */
const receiving = ['partnerLiaison', 'watch', 'policeLiaison', 'hostLiaison', 'importer'] as const
export const OPENS_MAX = 20

const asks = {
  releases: {
    register: 'release',
    match: { $record: 'release' },
    take: ['validUntil', 'audience'],
  },
  counterparts: aboutCounterparts('counterpart'),
}
type Given = Readonly<Record<string, unknown>>
/** Only while the release stands, for one of its audience, whose vetting holds. */
function standsAgainst(now: Given, beside: Beside | undefined): string | undefined {
  if (!beside) return undefined
  const of = beside.rows.releases?.[0]
  if (of?.state !== 'released' || lastDay(of.validUntil) < beside.day)
    return 'Its release does not stand: it was not let go, was recalled, or its last day is past.'
  if (!((of.audience ?? []) as readonly string[]).includes(now.counterpart as string))
    return 'The release is not for this counterpart.'
  return vettingStands(now.counterpart, beside)
}
const standing = (now: Given, _: Given, beside: Beside | undefined): string | undefined =>
  standsAgainst(now, beside)

export const releaseCopy = register({
  name: 'releaseCopy',
  title: 'Copy of a release',
  plural: 'Copies of releases',
  about:
    'What each counterpart was given: sent, received, opened how often, destroyed after a recall.',
  desk: 'sharing',
  controller: 'mission',
  basis: 'mandate',
  retention: { months: 84, after: ['received', 'destroyed', 'sent', 'made'] },
  label: 'mission',
  caption: ['serial'],
  featured: ['serial', 'release', 'counterpart', 'sentOn', 'receivedOn', 'opens', 'state'],
  sort: { by: 'serial' },

  fields: {
    serial: code(z.string().min(4).max(40), { title: 'Serial', unique: true }),
    release: ref('release', { title: 'Release' }),
    counterpart: ref('counterpart', { title: 'Counterpart' }),
    sentOn: when(z.string().optional(), { title: 'Sent on' }),
    linkIssue: count(z.int().positive().max(60_000).optional(), {
      title: 'Link',
      help: 'Which link holds: the last that was made. Those before open nothing.',
    }),
    receivedOn: when(z.string().optional(), { title: 'Received on' }),
    receivedBy: line(z.string().max(160).optional(), {
      title: 'Received by',
      help: 'The office, where it was handed over without the link.',
    }),
    digest: code(
      z
        .string()
        .regex(/^[0-9a-f]{64}$/, '64 hexadecimal digits')
        .optional(),
      { title: 'SHA-256 of what was received' },
    ),
    opens: count(z.int().nonnegative().max(OPENS_MAX).optional(), { title: 'Times opened' }),
    confirmedBy: code(z.string().max(80).optional(), { title: 'Receipt given through' }),
    destroyedOn: when(z.string().optional(), { title: 'Destroyed on' }),
    note: prose(z.string().max(2000).optional(), { title: 'Note' }),
  },

  states: ['made', 'sent', 'received', 'destroyed'],
  enters: { by: judges, takes: ['serial', 'release', 'counterpart', 'note'] },
  amends: { by: liaison, takes: ['note'] },
  transitions: {
    send: {
      from: ['made', 'sent'],
      to: 'sent',
      by: liaison,
      takes: ['sentOn', 'linkIssue', 'note'],
      needs: ['sentOn'],
      asks,
      unless: standing,
    },
    sendAgain: {
      from: 'received',
      by: liaison,
      takes: ['linkIssue', 'opens', 'note'],
      needs: ['linkIssue'],
      title: 'Send a new link',
      asks,
      unless: standing,
    },
    receive: {
      from: ['made', 'sent'],
      to: 'received',
      by: receiving,
      takes: ['receivedOn', 'receivedBy', 'digest', 'opens'],
      needs: ['receivedOn'],
      signs: 'confirmedBy',
      asks,
      unless: standing,
    },
    open: {
      from: 'received',
      by: receiving,
      takes: ['opens'],
      needs: ['opens'],
      asks,
      unless: standing,
    },
    destroy: {
      from: ['made', 'sent', 'received'],
      to: 'destroyed',
      by: [...liaison, 'partnerLiaison'],
      takes: ['destroyedOn', 'note'],
      needs: ['destroyedOn'],
      title: 'Confirm destroyed',
    },
  },
})
