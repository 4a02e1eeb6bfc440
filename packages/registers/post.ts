/**
 * Post: one place in the mission that somebody is to fill: who holds it, since when it is empty, which language it needs.
 * Who was sent is a person, and for how long a tour.
 */
import { choice, code, line, ref, register, when } from '@konbit/model'
import { z } from 'zod'
import { grounds } from './grounds.ts'

const keepers = ['forceGeneration', 'planner', 'chief', 'importer'] as const
const told = ['claims', 'events', 'note'] as const

export const post = register({
  name: 'post',
  title: 'Post',
  plural: 'Posts',
  about: 'Places in the mission to be filled: by whom, or empty since when.',
  desk: 'people',
  controller: 'mission',
  basis: 'mandate',
  retention: { months: 120, after: ['abolished'] },
  label: 'mission',
  caption: ['title'],
  featured: ['code', 'title', 'contributor', 'base', 'holder', 'vacantSince', 'state'],

  fields: {
    title: line(z.string().min(1).max(160), { title: 'Title' }),
    code: code(z.string().min(1).max(40).optional(), { title: 'Code' }),
    unitName: line(z.string().max(120).optional(), { title: 'Unit' }),
    base: ref('site', { title: 'Base', optional: true }),
    contributor: ref('organisation', {
      title: 'Contributor',
      optional: true,
      hxl: '#org',
      help: 'Whose turn it is to fill it (T/PCC); absent: anybody.',
    }),
    contingent: ref('contingent', { title: 'Contingent', optional: true }),
    grade: line(z.string().max(40).optional(), { title: 'Grade' }),
    needsLanguage: choice(z.enum(['en', 'fr', 'ht', 'es', 'other']).optional(), {
      title: 'Language it needs',
    }),
    holder: ref('person', { title: 'Held by', optional: true }),
    vacantSince: when(z.string().optional(), { title: 'Empty since' }),
    ...grounds,
  },

  states: ['open', 'filled', 'abolished'],
  enters: { by: keepers },
  amends: { by: keepers },
  transitions: {
    fill: {
      from: ['open', 'filled'],
      to: 'filled',
      by: keepers,
      takes: ['holder', ...told],
      needs: ['holder'],
    },
    vacate: {
      from: 'filled',
      to: 'open',
      by: keepers,
      takes: ['vacantSince', ...told],
      needs: ['vacantSince'],
    },
    abolish: { from: ['open', 'filled'], to: 'abolished', by: keepers, takes: told, reason: true },
  },
})
