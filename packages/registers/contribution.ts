/**
 * Contribution: money a donor gives the mission, as it goes from words to the account: pledged, committed, received,
 * and sometimes frozen, with what its donor allows it to be spent on. What came in is a receipt; what is owed is an
 * obligation; equipment is a delivery; people are a pledge.
 */
import {
  choice,
  choices,
  code,
  line,
  money,
  prose,
  quantity,
  ref,
  register,
  when,
} from '@konbit/model'
import { z } from 'zod'
import { grounds } from './grounds.ts'
import { uses } from './uses.ts'

const keepers = ['finance', 'donor', 'importer'] as const

export const contribution = register({
  name: 'contribution',
  title: 'Contribution',
  plural: 'Contributions',
  about: 'Money that donors pledge, commit, pay or freeze, by channel.',
  desk: 'funds',
  controller: 'mission',
  basis: 'legalObligation',
  retention: {
    permanent: 'Money given for a public task stays accountable; it names bodies and no person.',
  },
  label: 'public',
  caption: ['title'],
  featured: ['title', 'donor', 'channel', 'amount', 'statedOn', 'state'],

  fields: {
    title: line(z.string().min(1).max(300), { title: 'Title' }),
    donor: ref('organisation', { title: 'Given by' }),
    channel: choice(z.enum(['trustFund', 'direct', 'inKind', 'unknown']), { title: 'Channel' }),
    amount: money({ title: 'Amount' }),
    statedOn: when(z.string(), { title: 'Stated on' }),
    amountCommitted: money({ title: 'Amount committed', optional: true }),
    amountReceived: money({ title: 'Amount received', optional: true }),
    amountFrozen: money({ title: 'Amount frozen', optional: true }),
    receivedOn: when(z.string().optional(), { title: 'Received by' }),
    frozenOn: when(z.string().optional(), { title: 'Frozen since' }),
    earmark: line(z.string().max(200).optional(), { title: 'Earmarked for' }),
    eligibleUse: choices(z.array(z.enum([...uses, 'any'])).optional(), {
      title: 'May be spent on',
      help: 'Empty or any: on everything. Nothing is allotted, owed or paid from it for another use.',
    }),
    conditions: prose(z.string().max(4000).optional(), { title: 'Conditions' }),
    feesPercent: quantity(z.number().min(0).max(100).optional(), {
      title: 'Fees kept by the channel',
      unit: 'percent',
    }),
    valuedAs: money({
      title: 'Value given in kind',
      help: 'What its donor says it is worth. Never added to money.',
      optional: true,
    }),
    receiver: ref('organisation', { title: 'Paid to', optional: true }),
    committedOn: when(z.string().optional(), { title: 'Committed on' }),
    expectedOn: when(z.string().optional(), { title: 'Expected on' }),
    activityCode: code(z.string().max(100).optional(), {
      title: 'IATI activity',
      help: 'The identifier under which its donor publishes it.',
    }),
    ...grounds,
  },

  states: ['pledged', 'committed', 'received', 'frozen', 'withdrawn'],
  enters: { by: keepers },
  amends: { by: keepers },
  transitions: {
    commit: {
      from: 'pledged',
      to: 'committed',
      by: keepers,
      takes: ['amountCommitted', 'committedOn', 'expectedOn', 'claims', 'events', 'note'],
      needs: ['amountCommitted'],
    },
    receive: {
      from: ['pledged', 'committed', 'frozen'],
      to: 'received',
      by: ['finance', 'importer'],
      takes: ['amountReceived', 'receivedOn', 'claims', 'events', 'note'],
      needs: ['amountReceived', 'receivedOn'],
    },
    freeze: {
      from: ['pledged', 'committed', 'received'],
      to: 'frozen',
      by: keepers,
      takes: ['amountFrozen', 'frozenOn', 'claims', 'events', 'note'],
      needs: ['amountFrozen', 'frozenOn'],
      reason: true,
    },
    release: {
      from: 'frozen',
      to: 'committed',
      by: keepers,
      takes: ['claims', 'events', 'note'],
      reason: true,
    },
    withdraw: {
      from: ['pledged', 'committed'],
      to: 'withdrawn',
      by: keepers,
      takes: ['claims', 'events', 'note'],
      reason: true,
    },
  },
})
