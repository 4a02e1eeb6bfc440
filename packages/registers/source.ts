/**
 * Source: a published text or data set that statements are read from. It is a publication, never a person: no human
 * source is registered here or anywhere.
 */
import { choice, code, line, link, prose, register, when } from '@konbit/model'
import { z } from 'zod'

export const source = register({
  name: 'source',
  title: 'Source',
  plural: 'Sources',
  about:
    'Published texts and data sets from which statements are taken, with what is known of their worth.',
  desk: 'sources',
  controller: 'mission',
  basis: 'publicSource',
  retention: { permanent: 'Published texts, cited by other records.' },
  label: 'public',
  caption: ['code', 'title'],
  featured: ['code', 'title', 'publisher', 'kind', 'publishedOn'],
  sort: { by: 'code' },

  fields: {
    code: code(z.string().min(1).max(40), { title: 'Code', unique: true }),
    title: line(z.string().min(1).max(300), { title: 'Title' }),
    publisher: line(z.string().max(200).optional(), { title: 'Publisher' }),
    author: line(z.string().max(200).optional(), { title: 'Author' }),
    publishedOn: when(z.string().optional(), {
      title: 'Published',
      help: 'As far as the text shows it: a year, a month or a day.',
    }),
    url: link(z.string().max(1000).optional(), { title: 'Address' }),
    kind: choice(
      z.enum(['news', 'opinion', 'civilSociety', 'unDocument', 'government', 'dataSet', 'other']),
      { title: 'Kind' },
    ),
    reliability: prose(z.string().max(2000).optional(), {
      title: 'Worth',
      help: 'What it copies, what is wrong with it, how far it can be trusted.',
    }),
  },

  states: ['listed', 'withdrawn'],
  enters: { by: ['editor', 'watch', 'importer'] },
  amends: { by: ['editor', 'importer'] },
  transitions: {
    withdraw: {
      from: 'listed',
      to: 'withdrawn',
      by: ['editor', 'importer'],
      takes: ['reliability'],
      reason: true,
    },
    relist: {
      from: 'withdrawn',
      to: 'listed',
      by: ['editor', 'importer'],
      takes: ['reliability'],
      reason: true,
      title: 'List again',
    },
  },
})
