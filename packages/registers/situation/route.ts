/**
 * Route: a road, a crossing, a line of supply or of signals, and whether one gets through, by evidence of a day. What stands at its
 * end, such as a port or the airport, is a facility; a rule that closes it is a restriction.
 */
import { choice, code, line, place, ref, refs, register, when } from '@konbit/model'
import { z } from 'zod'
import { grounds } from '../grounds.ts'
import { gradable } from './grades.ts'

const keepers = ['watch', 'hostLiaison', 'policeLiaison', 'fleet', 'importer'] as const
const told = [
  'evidenceOn',
  'saidBy',
  'passableFor',
  'heldBy',
  'sourceGrade',
  'contentGrade',
  'claims',
  'events',
  'note',
] as const

export const route = register({
  name: 'route',
  title: 'Route',
  plural: 'Routes',
  about: 'Roads, crossings, sea and air lanes and lines of signals: whether one gets through.',
  desk: 'situation',
  controller: 'mission',
  basis: 'publicSource',
  retention: { permanent: 'Ways and their state, which name nobody.' },
  label: 'partner',
  caption: ['name'],
  featured: ['code', 'name', 'kind', 'passableFor', 'evidenceOn', 'saidBy', 'state'],
  sort: { by: 'code' },

  fields: {
    code: code(z.string().min(1).max(40), { title: 'Code', unique: true }),
    name: line(z.string().min(1).max(160), { title: 'Name' }),
    kind: choice(
      z.enum(['road', 'bridge', 'crossing', 'port', 'airport', 'seaLane', 'telecom', 'other']),
      { title: 'Kind' },
    ),
    where: place({ title: 'From', optional: true }),
    whereElse: place({ title: 'To', optional: true }),
    facility: ref('facility', { title: 'Facility', optional: true }),
    evidenceOn: when(z.string().optional(), { title: 'Evidence of' }),
    saidBy: line(z.string().max(200).optional(), {
      title: 'Said by',
      help: 'An office or a publication. Never a resident.',
    }),
    passableFor: choice(
      z
        .enum([
          'anybody',
          'missionOnly',
          'armoured',
          'convoys',
          'lightVehicles',
          'onFoot',
          'nobody',
        ])
        .optional(),
      { title: 'Passable for' },
    ),
    heldBy: refs('group', { title: 'Said to be held by' }),
    ...gradable,
    ...grounds,
  },

  states: ['unreported', 'passable', 'limited', 'closed'],
  enters: {
    by: keepers,
    takes: ['code', 'name', 'kind', 'where', 'whereElse', 'facility', 'claims', 'events', 'note'],
  },
  amends: {
    by: keepers,
    takes: ['name', 'where', 'whereElse', 'facility', 'claims', 'events', 'note'],
  },
  transitions: {
    reportPassable: {
      from: ['unreported', 'passable', 'limited', 'closed'],
      to: 'passable',
      by: keepers,
      takes: told,
      needs: ['evidenceOn'],
      title: 'Report passable',
    },
    limit: {
      from: ['unreported', 'passable', 'limited', 'closed'],
      to: 'limited',
      by: keepers,
      takes: told,
      needs: ['evidenceOn', 'passableFor'],
      title: 'Report limited',
    },
    close: {
      from: ['unreported', 'passable', 'limited', 'closed'],
      to: 'closed',
      by: keepers,
      takes: told,
      needs: ['evidenceOn'],
      reason: true,
      title: 'Report closed',
    },
  },
})
