/**
 * Document: a file that any record takes: a note verbale, an inspection's picture, an invoice, a court order. The file itself
 * lies outside the record, sealed; here stand what it is, its digest and the words in it, and whoever sees this opens that.
 */
import { choice, code, count, flag, line, prose, ref, register, when } from '@konbit/model'
import { z } from 'zod'
import { grounds } from './grounds.ts'

const by = [
  ...['chief', 'watch', 'forceGeneration', 'fleet', 'workshop', 'board', 'base', 'stores'],
  ...['inspector', 'finance', 'contributorOfficer', 'contributorFinance', 'donor', 'planner'],
  ...['hostLiaison', 'policeLiaison', 'legal', 'editor', 'protection', 'importer'],
] as const

/** What the server found in the file. */
const found = ['fileDigest', 'mediaType', 'sizeBytes', 'leftOut', 'wording', 'isEvidence']
const told = [
  ...['title', 'kind', 'reference', 'issuedOn', 'inRegister', 'aboutRecord', 'contributor'],
  ...['claims', 'events', 'note'],
]

export const document = register({
  name: 'document',
  title: 'Document',
  plural: 'Documents',
  about: 'Files that belong to records: notes, agreements, pictures, invoices, orders of a court.',
  desk: 'mandate',
  controller: 'mission',
  basis: 'mandate',
  retention: { months: 120, after: ['withdrawn'] },
  label: 'mission',
  within: 'contributor',
  caption: ['title'],
  featured: ['title', 'kind', 'issuedOn', 'mediaType', 'aboutRecord', 'state'],
  sort: { by: 'title' },

  fields: {
    title: line(z.string().min(1).max(300), { title: 'Title' }),
    kind: choice(
      z.enum([
        'noteVerbale',
        'agreement',
        'picture',
        'invoice',
        'courtOrder',
        'report',
        'letter',
        'certificate',
        'other',
      ]),
      { title: 'Kind' },
    ),
    fileDigest: code(z.string().regex(/^[0-9a-f]{64}$/, '64 hexadecimal digits'), {
      title: 'SHA-256 of the file',
      help: 'Two files with the same digest are the same to the byte.',
    }),
    mediaType: code(z.string().max(100).optional(), { title: 'Type of file' }),
    sizeBytes: count(z.int().min(0).optional(), { title: 'Size', unit: 'bytes' }),
    inRegister: code(z.string().max(40).optional(), { title: 'In register' }),
    aboutRecord: code(z.uuid('the id of a record').optional(), { title: 'Belongs to' }),
    contributor: ref('organisation', {
      title: 'Contributor',
      help: 'Whose it is: members who see one state’s records see its documents.',
      optional: true,
      hxl: '#org',
    }),
    reference: code(z.string().max(40).optional(), { title: 'Reference' }),
    issuedOn: when(z.string().optional(), { title: 'Issued on' }),
    isEvidence: flag(z.boolean().optional(), {
      title: 'Kept as it came',
      help: 'As evidence: with everything that tells of its maker, the place and the phone.',
    }),
    leftOut: line(z.string().max(400).optional(), { title: 'Left out of the file' }),
    wording: prose(z.string().max(20_000).optional(), { title: 'Words in it' }),
    ...grounds,
  },

  states: ['kept', 'withdrawn'],
  enters: { by, takes: [...told, ...found] },
  amends: { by, takes: [...told, ...found] },
  transitions: {
    withdraw: { from: 'kept', to: 'withdrawn', by, takes: ['note'], reason: true },
    reinstate: { from: 'withdrawn', to: 'kept', by, takes: ['note'], reason: true },
  },
})
