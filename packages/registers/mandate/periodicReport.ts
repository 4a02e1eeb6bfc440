/**
 * Periodic report: what the mission tells the Council, the host government, donors or the public of a period. Its draft is the
 * mission's; what was released stands apart, under the label of its release level, as its audience could see each figure.
 */
import { choice, code, count, data, line, prose, register, when } from '@konbit/model'
import { z } from 'zod'
import { audiences, releaseLevels, reportBody } from './reportBody.ts'

const writers = ['legal', 'chief', 'planner', 'editor', 'watch', 'importer'] as const
const draft = ['title', 'language', 'startsOn', 'endsOn', 'dueOn', 'draftText', 'knownSeq'] as const
const BODY_MAX = 120_000

export const periodicReport = register({
  name: 'periodicReport',
  title: 'Periodic report',
  plural: 'Periodic reports',
  about: 'Reports to the Council, the host government, donors and the public, figure by figure.',
  desk: 'mandate',
  controller: 'mission',
  basis: 'mandate',
  retention: { permanent: 'What was reported can be asked again; it names no person.' },
  label: 'public',
  caption: ['number'],
  featured: ['number', 'reportedTo', 'endsOn', 'dueOn', 'releaseLevel', 'state'],
  sort: { by: 'endsOn', descending: true },

  fields: {
    number: code(z.string().min(1).max(40), { title: 'Number', unique: true }),
    reportedTo: choice(z.enum(audiences), { title: 'Reported to' }),
    startsOn: when(z.string().optional(), { title: 'First day of the period' }),
    endsOn: when(z.string(), { title: 'Last day of the period' }),
    dueOn: when(z.string().optional(), { title: 'Due on' }),
    language: choice(z.enum(['en', 'fr', 'ht', 'es']).optional(), { title: 'Language' }),
    title: line(z.string().max(200).optional(), { title: 'Title', label: 'mission' }),
    draftText: data(reportBody, {
      most: BODY_MAX,
      optional: true,
      label: 'mission',
      title: 'Draft',
      help: 'Headings, paragraphs and pinned figures, as JSON. The page Reports writes it.',
    }),
    knownSeq: count(z.int().nonnegative().optional(), {
      title: 'Made at entry',
      help: 'How many entries the record had: what was known.',
    }),
    draftedBy: code(z.string().max(80).optional(), { title: 'Drafted by' }),
    clearedBy: code(z.string().max(80).optional(), { title: 'Cleared by' }),
    releaseLevel: choice(z.enum(releaseLevels).optional(), {
      title: 'Release level',
      help: 'Who may read it once it is issued.',
    }),
    issuedOn: when(z.string().optional(), { title: 'Issued on' }),
    digest: code(z.string().max(128).optional(), {
      title: 'Digest of what was issued',
      help: 'SHA-256 of the released text. It stands on every copy.',
    }),
    publicText: data(reportBody, {
      most: BODY_MAX,
      optional: true,
      title: 'As released to the public',
    }),
    partnerText: data(reportBody, {
      most: BODY_MAX,
      optional: true,
      label: 'partner',
      title: 'As released to partners',
    }),
    missionText: data(reportBody, {
      most: BODY_MAX,
      optional: true,
      label: 'mission',
      title: 'As released within the mission',
    }),
    note: prose(z.string().max(2000).optional(), { title: 'Note', label: 'mission' }),
  },

  states: ['drafting', 'cleared', 'issued', 'withdrawn'],
  enters: { by: writers, takes: ['number', 'reportedTo', ...draft], signs: 'draftedBy' },
  amends: { by: writers, takes: ['note', 'dueOn'] },
  // What was released is never mended in place: it is withdrawn, and another is issued.
  corrects: { by: ['importer'] },
  transitions: {
    revise: {
      from: 'drafting',
      by: writers,
      takes: draft,
      signs: 'draftedBy',
      title: 'Save the draft',
    },
    clear: {
      from: 'drafting',
      to: 'cleared',
      by: ['chief', 'legal', 'importer'],
      takes: ['note'],
      signs: 'clearedBy',
      title: 'Clear for issue',
      apartFrom: ['draftedBy'],
    },
    reopen: {
      from: 'cleared',
      to: 'drafting',
      by: ['chief', 'legal', 'importer'],
      takes: ['note'],
    },
    // The server does it when every pinned figure was asked again with the eyes of the audience (apps/server/reports/release.ts).
    issue: {
      from: 'cleared',
      to: 'issued',
      by: ['importer'],
      takes: ['releaseLevel', 'issuedOn', 'digest', 'publicText', 'partnerText', 'missionText'],
      needs: ['releaseLevel', 'issuedOn', 'digest'],
      unless: (_now, input) =>
        input[`${String(input.releaseLevel)}Text`] === undefined
          ? 'A report is issued with the text of its release level.'
          : undefined,
    },
    withdraw: {
      from: ['drafting', 'cleared', 'issued'],
      to: 'withdrawn',
      by: ['chief', 'legal', 'importer'],
      takes: ['note'],
      reason: true,
    },
  },
})
