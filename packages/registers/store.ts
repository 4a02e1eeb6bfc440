/**
 * Controlled store: one weapon, radio, set of armour or lot of ammunition that must be accounted for by its number. Who holds
 * it is a handover; whether it is there is a count by two people. What is used up and not numbered is stock.
 */
import { choice, code, count, line, ref, register } from '@konbit/model'
import { z } from 'zod'
import { conditions, contingentAsked, isOfContingent, ownerships, storeKinds } from './equipment.ts'
import { grounds } from './grounds.ts'

const keepers = ['stores', 'importer'] as const

export const store = register({
  name: 'store',
  title: 'Controlled store',
  plural: 'Controlled stores',
  about: 'Weapons, ammunition, radios and armour that are accounted for one by one.',
  desk: 'logistics',
  controller: 'joint',
  basis: 'contract',
  retention: { months: 120, after: ['writtenOff'] },
  label: 'mission',
  within: 'contingent',
  caption: ['serial', 'model'],
  featured: ['serial', 'storeKind', 'model', 'contingent', 'base', 'state'],

  fields: {
    serial: code(z.string().min(1).max(40), { title: 'Serial number', unique: true }),
    storeKind: choice(z.enum(storeKinds), { title: 'Kind' }),
    model: line(z.string().max(80).optional(), { title: 'Model' }),
    items: count(z.int().min(1).max(10_000_000).optional(), {
      title: 'How many',
      unit: 'items',
      help: 'Of a lot, such as rounds of one batch; else one.',
    }),
    ownership: choice(z.enum(ownerships).optional(), { title: 'Owned by' }),
    contingent: ref('contingent', { title: 'Contingent', optional: true, hxl: '#org+contingent' }),
    contributor: ref('organisation', { title: 'Contributor', optional: true, hxl: '#org' }),
    base: ref('site', { title: 'Base', optional: true }),
    holder: ref('person', { title: 'Held by', optional: true }),
    condition: choice(z.enum(conditions).optional(), { title: 'Condition' }),
    ...grounds,
  },

  states: ['inStore', 'issued', 'underRepair', 'missing', 'writtenOff'],
  enters: { by: keepers, asks: contingentAsked, unless: isOfContingent },
  amends: {
    by: keepers,
    takes: ['model', 'items', 'ownership', 'contributor', 'claims', 'events', 'note'],
  },
  transitions: {
    issue: {
      from: 'inStore',
      to: 'issued',
      by: keepers,
      takes: ['contingent', 'base', 'holder', 'condition', 'note'],
      needs: ['condition'],
    },
    giveBack: {
      from: ['issued', 'underRepair'],
      to: 'inStore',
      by: keepers,
      takes: ['base', 'holder', 'condition', 'note'],
      needs: ['condition'],
      title: 'Give back',
    },
    move: {
      from: 'inStore',
      to: 'inStore',
      by: keepers,
      takes: ['contingent', 'base', 'condition', 'note'],
      needs: ['condition'],
    },
    repair: {
      from: ['inStore', 'issued'],
      to: 'underRepair',
      by: [...keepers, 'workshop'],
      takes: ['condition', 'note'],
      needs: ['condition'],
    },
    reportMissing: {
      from: ['inStore', 'issued', 'underRepair'],
      to: 'missing',
      by: [...keepers, 'watch'],
      takes: ['note'],
      reason: true,
      title: 'Report missing',
    },
    find: {
      from: 'missing',
      to: 'inStore',
      by: keepers,
      takes: ['base', 'condition', 'note'],
      needs: ['condition'],
      reason: true,
    },
    writeOff: {
      from: ['inStore', 'underRepair', 'missing'],
      to: 'writtenOff',
      by: ['board', 'importer'],
      takes: ['note'],
      reason: true,
      title: 'Write off',
    },
  },
})
