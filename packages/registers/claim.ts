/**
 * Claim (on screen: source statement): what one source says one measure was, with its date, precision and place in the
 * text. Rival statements all stand. The one the mission uses where it has no record of its own is *adopted*, with a reason.
 */
import { choice, code, line, prose, quantity, ref, register, when } from '@konbit/model'
import { z } from 'zod'
import { precisions } from './grounds.ts'

const keepers = ['editor', 'watch', 'chief', 'importer'] as const

export const claim = register({
  name: 'claim',
  title: 'Source statement',
  plural: 'Source statements',
  about:
    'What a source says a measure was: the figure or the words, its date, how precise, and where in the text.',
  desk: 'sources',
  controller: 'mission',
  basis: 'publicSource',
  retention: { permanent: 'What a source said is evidence, also when it was wrong.' },
  label: 'public',
  caption: ['code', 'measure', 'subject'],
  featured: [
    'code',
    'measure',
    'subject',
    'value',
    'valueText',
    'unit',
    'asOf',
    'precision',
    'source',
    'state',
  ],
  sort: { by: 'code' },

  fields: {
    code: code(z.string().min(1).max(40), { title: 'Code', unique: true }),
    measure: code(z.string().min(1).max(80), {
      title: 'Measure',
      help: 'A dotted name, such as force.deployed.',
    }),
    subject: code(z.string().min(1).max(80), {
      title: 'Subject',
      help: 'What it speaks of: KEN, mission, HT05, incident:…',
    }),
    speaksFor: choice(
      z
        .enum([
          'mission',
          'host',
          'capital',
          'area',
          'place',
          'organisation',
          'group',
          'officer',
          'incident',
          'instrument',
          'several',
          'other',
        ])
        .optional(),
      { title: 'Speaks for' },
    ),
    party: ref('organisation', { title: 'Organisation', optional: true }),
    pcode: code(z.string().max(16).optional(), { title: 'P-code', hxl: '#adm+code' }),
    value: quantity(z.number().optional(), { title: 'Value' }),
    valueText: line(z.string().max(300).optional(), {
      title: 'Words',
      help: 'Where the source gives words, a date or a code and no number.',
    }),
    valueDate: when(z.string().optional(), { title: 'Date stated' }),
    low: quantity(z.number().optional(), { title: 'Low' }),
    high: quantity(z.number().optional(), { title: 'High' }),
    unit: code(z.string().max(40).optional(), { title: 'Unit' }),
    asOf: when(z.string().optional(), { title: 'As of' }),
    asOfBasis: choice(z.enum(['stated', 'publication', 'inferred']).optional(), {
      title: 'Date is',
    }),
    periodFirst: when(z.string().optional(), { title: 'Period from' }),
    periodLast: when(z.string().optional(), { title: 'Period to' }),
    period: choice(z.enum(['quarter', 'year', 'month', 'other']).optional(), { title: 'Period' }),
    precision: choice(z.enum(precisions), { title: 'Precision' }),
    source: ref('source', { title: 'Source' }),
    locator: line(z.string().max(200).optional(), { title: 'Where in the text' }),
    valueRaw: line(z.string().max(200).optional(), { title: 'As printed' }),
    attributedTo: line(z.string().max(200).optional(), {
      title: 'Said by',
      help: 'Who said it, when not the publisher: an office or a public office-holder.',
    }),
    note: prose(z.string().max(2000).optional(), { title: 'Note' }),
  },

  states: ['stated', 'adopted', 'setAside'],
  enters: { by: keepers },
  amends: { by: ['editor', 'importer'] },
  transitions: {
    adopt: { from: ['stated', 'setAside'], to: 'adopted', by: keepers, takes: [], reason: true },
    setAside: {
      from: ['stated', 'adopted'],
      to: 'setAside',
      by: keepers,
      takes: [],
      reason: true,
      title: 'Set aside',
    },
    restore: {
      from: ['adopted', 'setAside'],
      to: 'stated',
      by: keepers,
      takes: [],
      reason: true,
      title: 'Leave not settled',
    },
  },
})
