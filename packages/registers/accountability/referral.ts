/**
 * Referral: a case handed to the state that sent those concerned, which alone may judge them. Its clocks are its own: name an
 * investigator, report, outcome. That a state does not answer stays on the record.
 */
import { choice, code, line, prose, ref, register, when } from '@konbit/model'
import { z } from 'zod'
import { pastClock } from './clocks.ts'
import { outcomes } from './outcomes.ts'

const by = ['conduct'] as const

export const referral = register({
  name: 'referral',
  title: 'Referral to a contributor',
  plural: 'Referrals to contributors',
  about: 'Cases handed to the state that sent those concerned, and what it said and did by when.',
  desk: 'accountability',
  controller: 'mission',
  basis: 'legalObligation',
  retention: { months: 120, after: ['concluded', 'declined'] },
  label: 'conduct',
  caption: ['reference'],
  featured: ['reference', 'complaint', 'contributor', 'referredOn', 'state'],
  sort: { by: 'referredOn', descending: true },

  fields: {
    reference: code(z.string().min(4).max(24), { title: 'Reference' }),
    complaint: ref('complaint', { title: 'Complaint' }),
    contributor: ref('organisation', { title: 'Contributor', hxl: '#org' }),
    referredOn: when(z.string(), { title: 'Referred on' }),
    nameBy: when(z.string(), { title: 'Investigator to be named by' }),
    namedOn: when(z.string().optional(), { title: 'Investigator named on' }),
    office: line(z.string().max(160).optional(), {
      title: 'Office',
      help: 'An office or a function; no name of a person.',
    }),
    reportBy: when(z.string().optional(), { title: 'Report due' }),
    reportedOn: when(z.string().optional(), { title: 'Reported on' }),
    outcomeBy: when(z.string().optional(), { title: 'Outcome due' }),
    concludedOn: when(z.string().optional(), { title: 'Concluded on' }),
    outcome: choice(z.enum(outcomes).optional(), { title: 'Outcome' }),
    sanction: choice(z.enum(['none', 'disciplinary', 'criminal', 'sentHome']).optional(), {
      title: 'What the state did',
    }),
    finding: prose(z.string().max(8000).optional(), { title: 'Finding' }),
    remindedOn: when(z.string().optional(), { title: 'Reminded on' }),
  },

  bars: { with: 'complaint' },
  states: ['sent', 'investigatorNamed', 'reported', 'concluded', 'declined'],
  enters: {
    by,
    takes: ['reference', 'complaint', 'contributor', 'referredOn', 'nameBy'],
    unless: (_, input) => pastClock('referralName', input),
  },
  amends: { by, takes: ['office', 'finding'] },
  transitions: {
    remind: {
      from: ['sent', 'investigatorNamed', 'reported'],
      by: ['conduct', 'monitor'],
      takes: ['remindedOn'],
      needs: ['remindedOn'],
    },
    nameInvestigator: {
      from: 'sent',
      to: 'investigatorNamed',
      by,
      takes: ['namedOn', 'office', 'reportBy'],
      needs: ['namedOn', 'reportBy'],
      unless: (now, input) => pastClock('referralReport', { ...now, ...input }),
    },
    reportBack: {
      from: 'investigatorNamed',
      to: 'reported',
      by,
      takes: ['reportedOn', 'finding', 'outcomeBy'],
      needs: ['reportedOn', 'outcomeBy'],
      unless: (now, input) => pastClock('referralOutcome', { ...now, ...input }),
    },
    conclude: {
      from: 'reported',
      to: 'concluded',
      by,
      takes: ['concludedOn', 'outcome', 'sanction', 'finding'],
      needs: ['concludedOn', 'outcome'],
    },
    decline: {
      from: ['sent', 'investigatorNamed'],
      to: 'declined',
      by,
      takes: ['finding'],
      reason: true,
      title: 'The state declined',
    },
  },
})
