/**
 * Organisation: a state, a mission, a United Nations body or a company that lends, gives, decides or is owed.
 * It is the unit to which a reader's clearance may be limited. People are never organisations.
 */
import { choice, choices, code, line, prose, ref, register } from '@konbit/model'
import { z } from 'zod'

export const organisation = register({
  name: 'organisation',
  title: 'Organisation',
  plural: 'Organisations',
  about: 'States, missions, bodies and companies that lend people, give money, decide or are owed.',
  desk: 'people',
  controller: 'mission',
  basis: 'publicSource',
  retention: { permanent: 'Bodies and not people; other records refer to them.' },
  label: 'public',
  unit: { above: 'partOf' },
  caption: ['name'],
  featured: ['code', 'name', 'kind', 'parts', 'state'],
  sort: { by: 'name' },

  fields: {
    code: code(z.string().min(1).max(40), {
      title: 'Code',
      unique: true,
      help: 'ISO 3166 alpha-3 for a state, such as KEN; else a short word.',
      hxl: '#org+code',
    }),
    name: line(z.string().min(1).max(160), { title: 'Name', hxl: '#org+name' }),
    kind: choice(
      z.enum(['state', 'mission', 'unBody', 'authority', 'company', 'civilSociety', 'other']),
      { title: 'Kind' },
    ),
    parts: choices(
      z
        .array(
          z.enum(['host', 'lead', 'contributor', 'donor', 'provider', 'authoriser', 'monitor']),
        )
        .max(7)
        .optional(),
      { title: 'Part it plays' },
    ),
    partOf: ref('organisation', { title: 'Part of', optional: true }),
    note: prose(z.string().max(2000).optional(), { title: 'Note' }),
  },

  states: ['active', 'ended'],
  enters: { by: ['forceGeneration', 'chief', 'editor', 'importer'] },
  amends: { by: ['forceGeneration', 'chief', 'editor', 'importer'] },
  transitions: {
    end: { from: 'active', to: 'ended', by: ['chief', 'importer'], takes: ['note'], reason: true },
  },
})
