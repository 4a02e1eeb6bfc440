/**
 * Rate edition: one published table of the rates at which contributors are paid. A mission loads editions from files; a claim
 * names the one it stands on, and can be computed again under another.
 */
import { code, flag, line, link, register, when } from '@konbit/model'
import { z } from 'zod'
import { grounds } from './grounds.ts'

const keepers = ['finance', 'importer'] as const

export const rateEdition = register({
  name: 'rateEdition',
  title: 'Edition of rates',
  plural: 'Editions of rates',
  about: 'A table of rates for equipment, self-sustainment and people, by edition.',
  desk: 'funds',
  controller: 'mission',
  basis: 'publicSource',
  retention: { permanent: 'The rates on which claims were computed; they name no person.' },
  // Public: a contributor computes its own claim, and rates show neither strength nor money of anybody.
  label: 'public',
  caption: ['code', 'title'],
  featured: ['code', 'title', 'startsOn', 'isIllustrative', 'state'],
  sort: { by: 'startsOn', descending: true },

  fields: {
    code: code(z.string().min(1).max(40), { title: 'Code', unique: true }),
    title: line(z.string().min(1).max(300), { title: 'Title' }),
    startsOn: when(z.string(), { title: 'From' }),
    isIllustrative: flag(z.boolean().optional(), {
      title: 'Illustrative',
      help: 'Made up for an exercise: no body has set these rates.',
    }),
    publisher: line(z.string().max(200).optional(), { title: 'Publisher' }),
    url: link(z.string().max(1000).optional(), { title: 'Address' }),
    ...grounds,
  },

  states: ['inForce', 'replaced'],
  enters: { by: keepers },
  amends: { by: keepers },
  transitions: {
    replace: { from: 'inForce', to: 'replaced', by: keepers, takes: ['note'], reason: true },
  },
})
