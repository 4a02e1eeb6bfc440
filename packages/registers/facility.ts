/**
 * Facility: a place the public depends on, such as an airport, a port, a hospital or a relay station, and whether it
 * is open, closed, seized or retaken. A base of the mission is a site.
 */
import { choice, code, line, place, refs, register, when } from '@konbit/model'
import { z } from 'zod'
import { grounds } from './grounds.ts'

const keepers = ['watch', 'hostLiaison', 'policeLiaison', 'importer'] as const
const change = ['since', 'heldBy', 'claims', 'events', 'note'] as const

export const facility = register({
  name: 'facility',
  title: 'Facility',
  plural: 'Facilities',
  about:
    'Airports, ports, hospitals, stations and relays: open, closed, seized or retaken, and since when.',
  desk: 'situation',
  controller: 'host',
  basis: 'publicSource',
  retention: {
    permanent: 'Public facts, without which the past of the mission could not be told.',
  },
  label: 'public',
  caption: ['name'],
  featured: ['name', 'kind', 'where', 'since', 'state'],
  sort: { by: 'name' },

  fields: {
    code: code(z.string().min(1).max(40), { title: 'Code', unique: true }),
    name: line(z.string().min(1).max(160), { title: 'Name' }),
    kind: choice(
      z.enum([
        'airport',
        'port',
        'hospital',
        'telecom',
        'policeStation',
        'road',
        'school',
        'court',
        'waterWorks',
        'other',
      ]),
      { title: 'Kind' },
    ),
    where: place({ title: 'Where', optional: true }),
    since: when(z.string().optional(), { title: 'Since' }),
    heldBy: refs('group', { title: 'Said to be held by' }),
    ...grounds,
  },

  states: ['reported', 'open', 'closed', 'seized', 'retaken'],
  enters: { by: keepers },
  amends: { by: keepers },
  transitions: {
    close: {
      from: ['reported', 'open', 'retaken'],
      to: 'closed',
      by: keepers,
      takes: change,
      reason: true,
    },
    reopen: {
      from: ['reported', 'closed', 'retaken'],
      to: 'open',
      by: keepers,
      takes: change,
      title: 'Open again',
    },
    seize: {
      from: ['reported', 'open', 'closed', 'retaken'],
      to: 'seized',
      by: keepers,
      takes: change,
      reason: true,
      title: 'Report seized',
    },
    retake: {
      from: ['reported', 'seized'],
      to: 'retaken',
      by: keepers,
      takes: change,
      reason: true,
      title: 'Report retaken',
    },
  },
})
