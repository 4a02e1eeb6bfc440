/**
 * Weapons collected: what was handed in of free will, counted, kept, and destroyed before a witness from another body than the
 * one that keeps it. It names nobody who handed anything in. What is seized is another register.
 */
import { choice, code, count, place, prose, ref, register, when } from '@konbit/model'
import { z } from 'zod'

const by = ['careOfficer'] as const

export const weaponsCollection = register({
  name: 'weaponsCollection',
  title: 'Weapons collected',
  plural: 'Weapons collected',
  about: 'Weapons and ammunition handed in: counted, kept, destroyed before a witness.',
  desk: 'custody',
  controller: 'host',
  basis: 'mandate',
  retention: { months: 300, after: ['destroyed'] },
  label: 'care',
  caption: ['reference'],
  featured: ['reference', 'collectedOn', 'weaponKind', 'weaponCount', 'state'],
  sort: { by: 'collectedOn', descending: true },

  fields: {
    reference: code(z.string().min(1).max(40), { title: 'Reference', unique: true }),
    collectedOn: when(z.string(), { title: 'Collected' }),
    weaponKind: choice(
      z.enum(['pistol', 'rifle', 'heavy', 'homeMade', 'ammunition', 'explosive']),
      {
        title: 'Kind',
      },
    ),
    weaponCount: count(z.int().positive().max(1_000_000), { title: 'How many' }),
    keeper: ref('organisation', { title: 'Kept by' }),
    where: place({ title: 'Where', optional: true }),
    serials: prose(z.string().max(4000).optional(), { title: 'Serial numbers' }),
    destroyedOn: when(z.string().optional(), { title: 'Destroyed on' }),
    destroyedHow: choice(z.enum(['cut', 'crushed', 'burnt', 'melted', 'detonated']).optional(), {
      title: 'How',
    }),
    destructionSeenBy: ref('organisation', { title: 'Destruction seen by', optional: true }),
    receiptNumber: code(z.string().min(1).max(60).optional(), {
      title: 'Number of the signed certificate',
    }),
    note: prose(z.string().max(2000).optional(), { title: 'Note' }),
  },

  states: ['collected', 'destroyed'],
  enters: {
    by,
    takes: [
      'reference',
      'collectedOn',
      'weaponKind',
      'weaponCount',
      'keeper',
      'where',
      'serials',
      'note',
    ],
  },
  amends: { by, takes: ['serials', 'note'] },
  transitions: {
    destroy: {
      title: 'Confirm destroyed',
      from: 'collected',
      to: 'destroyed',
      by,
      takes: ['destroyedOn', 'destroyedHow', 'destructionSeenBy', 'receiptNumber', 'note'],
      needs: ['destroyedOn', 'destroyedHow', 'destructionSeenBy', 'receiptNumber'],
      unless: (now, input) =>
        now.keeper === input.destructionSeenBy
          ? 'Whoever keeps the weapons is no witness of their destruction: another body sees it.'
          : undefined,
    },
  },
})
