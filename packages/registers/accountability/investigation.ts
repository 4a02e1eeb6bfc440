/**
 * Investigation: how one complaint is looked into: a plan first, then the work, then what was found. Whoever may not see the
 * complaint finds no trace of its investigation either.
 */
import { choice, code, prose, ref, register, when } from '@konbit/model'
import { z } from 'zod'
import { pastClock } from './clocks.ts'
import { outcomes } from './outcomes.ts'

const by = ['conduct'] as const

export const investigation = register({
  name: 'investigation',
  title: 'Investigation',
  plural: 'Investigations',
  about: 'How a complaint is looked into: the plan, who leads, by when, and what was found.',
  desk: 'accountability',
  controller: 'mission',
  basis: 'legalObligation',
  retention: { months: 120, after: ['closed'] },
  label: 'conduct',
  caption: ['reference'],
  featured: ['reference', 'complaint', 'startedOn', 'reportBy', 'state'],
  sort: { by: 'reportBy' },

  fields: {
    reference: code(z.string().min(4).max(24), { title: 'Reference' }),
    complaint: ref('complaint', { title: 'Complaint' }),
    plan: prose(z.string().max(8000).optional(), {
      title: 'Plan',
      help: 'What is to be shown, who is asked, what is kept, and how those who speak are protected.',
    }),
    ledBy: code(z.string().max(80).optional(), { title: 'Led by' }),
    startedOn: when(z.string().optional(), { title: 'Started on' }),
    reportBy: when(z.string().optional(), { title: 'Report due' }),
    reportedOn: when(z.string().optional(), { title: 'Reported on' }),
    outcome: choice(z.enum(outcomes).optional(), { title: 'Outcome' }),
    finding: prose(z.string().max(8000).optional(), { title: 'Finding' }),
    remindedOn: when(z.string().optional(), { title: 'Reminded on' }),
  },

  bars: { with: 'complaint' },
  states: ['planned', 'underWay', 'reported', 'closed'],
  enters: { by, takes: ['reference', 'complaint', 'plan'] },
  amends: { by, takes: ['plan', 'finding'] },
  transitions: {
    begin: {
      from: 'planned',
      to: 'underWay',
      by,
      takes: ['plan', 'startedOn', 'reportBy'],
      needs: ['startedOn', 'reportBy'],
      signs: 'ledBy',
      unless: (now, input) =>
        now.plan || input.plan
          ? pastClock('investigationReport', { ...now, ...input })
          : 'An investigation begins with a plan: write it first.',
    },
    remind: {
      from: ['planned', 'underWay', 'reported'],
      by: ['conduct', 'monitor'],
      takes: ['remindedOn'],
      needs: ['remindedOn'],
    },
    report: {
      from: 'underWay',
      to: 'reported',
      by,
      takes: ['reportedOn', 'outcome', 'finding'],
      needs: ['reportedOn', 'outcome', 'finding'],
    },
    // Not by whoever led it.
    close: {
      from: 'reported',
      to: 'closed',
      by: ['conduct', 'monitor'],
      takes: [],
      apartFrom: ['ledBy'],
      reason: true,
    },
    reopen: {
      from: ['reported', 'closed'],
      to: 'underWay',
      by: ['conduct', 'monitor'],
      takes: ['reportBy'],
      needs: ['reportBy'],
      reason: true,
    },
  },
})
