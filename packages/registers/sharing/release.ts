/**
 * Release: what the mission gives to vetted counterparts: for what purpose, to whom, until when, of which registers. Previewed
 * before it goes, let go by somebody else than who previewed it, called back when need be. Each recipient's copy is a record.
 */
import { choice, choices, code, count, line, prose, refs, register, when } from '@konbit/model'
import { z } from 'zod'
import { shareableNames, withheldNames } from './shareable.ts'
import { aboutCounterparts, lastDay, levelStands, vettingStands } from './vetted.ts'

const composers = ['policeLiaison', 'hostLiaison', 'watch', 'legal', 'chief', 'importer'] as const
const judges = ['chief', 'legal', 'importer'] as const
const chosen = [
  ...['title', 'purpose', 'audience', 'validUntil', 'shares', 'withholds', 'onlyIncidents'],
  ...['periodFirst', 'periodLast', 'workingLanguage', 'note'],
]
const language = z.enum(['fr', 'ht', 'en', 'es']).optional()

export const release = register({
  name: 'release',
  title: 'Release',
  plural: 'Releases',
  about:
    'What the mission gives to vetted counterparts: purpose, audience, last day, and what became of it.',
  desk: 'sharing',
  controller: 'mission',
  basis: 'mandate',
  retention: { months: 84, after: ['recalled', 'expired', 'withdrawn'] },
  label: 'mission',
  caption: ['number', 'title'],
  featured: ['number', 'title', 'audience', 'releasedOn', 'validUntil', 'counted', 'state'],
  sort: { by: 'validUntil', descending: true },

  fields: {
    number: code(z.string().min(1).max(40), { title: 'Number', unique: true }),
    title: line(z.string().min(1).max(200), { title: 'Title' }),
    purpose: prose(z.string().min(1).max(1000), {
      title: 'Purpose',
      help: 'What it may be used for. The recipient reads this.',
    }),
    audience: refs('counterpart', { title: 'Audience' }),
    validUntil: when(z.string(), {
      title: 'Ends on',
      help: 'The link shows nothing after this day.',
    }),
    shares: choices(z.array(z.enum(shareableNames)).min(1).max(shareableNames.length).optional(), {
      title: 'What is shared',
    }),
    withholds: choices(z.array(z.enum(withheldNames)).max(withheldNames.length).optional(), {
      title: 'Left out',
    }),
    onlyIncidents: refs('incident', {
      title: 'Only these incidents',
      help: 'None: all incidents of the period.',
    }),
    periodFirst: when(z.string().optional(), { title: 'From' }),
    periodLast: when(z.string().optional(), { title: 'To' }),
    workingLanguage: choice(language, {
      title: 'Language of the copy',
      help: 'French unless told.',
    }),
    fileDigest: code(
      z
        .string()
        .regex(/^[0-9a-f]{64}$/, '64 hexadecimal digits')
        .optional(),
      {
        title: 'Digest of what was previewed',
        help: 'SHA-256 of the content without marks. What is released is this and nothing else.',
      },
    ),
    level: choice(z.enum(['public', 'partner']).optional(), {
      title: 'Handling of the copy',
      help: 'The highest marking of what is in it, as the preview found.',
    }),
    counted: count(z.int().nonnegative().max(100_000).optional(), { title: 'Rows' }),
    knownSeq: count(z.int().nonnegative().optional(), { title: 'As known at entry' }),
    previewedBy: code(z.string().max(80).optional(), { title: 'Previewed by' }),
    releasedBy: code(z.string().max(80).optional(), { title: 'Released by' }),
    releasedOn: when(z.string().optional(), { title: 'Released on' }),
    verifierKey: code(z.string().max(300).optional(), {
      title: 'Key that signs the copies',
    }),
    recalledOn: when(z.string().optional(), { title: 'Recalled on' }),
    recalledFor: choice(
      z.enum(['wrong', 'leaked', 'safety', 'purposeEnded', 'otherReason']).optional(),
      {
        title: 'Recalled because',
      },
    ),
    note: prose(z.string().max(2000).optional(), { title: 'Note' }),
  },

  states: ['draft', 'previewed', 'released', 'recalled', 'expired', 'withdrawn'],
  enters: { by: composers, takes: ['number', ...chosen], needs: ['audience'] },
  amends: { by: composers, takes: ['note'] },
  transitions: {
    revise: { from: ['draft', 'previewed'], to: 'draft', by: composers, takes: chosen },
    preview: {
      from: ['draft', 'previewed'],
      to: 'previewed',
      by: composers,
      takes: ['fileDigest', 'level', 'counted', 'knownSeq'],
      needs: ['fileDigest', 'level', 'counted'],
      signs: 'previewedBy',
    },
    release: {
      from: 'previewed',
      to: 'released',
      by: judges,
      takes: ['releasedOn', 'verifierKey'],
      needs: ['releasedOn'],
      signs: 'releasedBy',
      apartFrom: ['previewedBy'],
      asks: { counterparts: aboutCounterparts('audience') },
      unless: (now, _, beside) =>
        beside && lastDay(now.validUntil) < beside.day
          ? 'Its last day is past: revise it first.'
          : (vettingStands(now.audience, beside) ?? levelStands(now.level, beside)),
    },
    recall: {
      from: 'released',
      to: 'recalled',
      by: [...new Set([...composers, 'protection'] as const)],
      takes: ['recalledOn', 'recalledFor', 'note'],
      needs: ['recalledOn', 'recalledFor'],
      reason: true,
    },
    expire: {
      from: 'released',
      to: 'expired',
      by: composers,
      takes: ['note'],
      asks: { counterparts: aboutCounterparts('audience') },
      unless: (now, _, beside) =>
        beside && lastDay(now.validUntil) >= beside.day
          ? 'Its last day has not passed: recall it instead.'
          : undefined,
    },
    withdraw: { from: ['draft', 'previewed'], to: 'withdrawn', by: composers, takes: ['note'] },
  },
})
