/**
 * Seat: one officer on one movement, from the booking to the boarding. The seats of a movement are its manifest. That
 * people really moved is told by the movement.
 */
import { ref, register } from '@konbit/model'
import { grounds } from './grounds.ts'
import { asksOfSeat, roomForSeat } from './room.ts'

const bookers = ['forceGeneration', 'contributorOfficer', 'watch', 'importer'] as const

export const seat = register({
  name: 'seat',
  title: 'Seat',
  plural: 'Seats',
  about: 'Who is booked on which flight or convoy, who boarded and who did not.',
  desk: 'people',
  controller: 'joint',
  basis: 'mandate',
  retention: { months: 24, after: ['boarded', 'noShow', 'removed'] },
  label: 'mission',
  within: 'contributor',
  caption: ['officer', 'movement'],
  featured: ['movement', 'officer', 'contributor', 'state'],

  fields: {
    movement: ref('movement', { title: 'Movement' }),
    officer: ref('person', { title: 'Officer' }),
    contributor: ref('organisation', { title: 'Contributor', hxl: '#org' }),
    ...grounds,
  },

  states: ['booked', 'boarded', 'noShow', 'removed'],
  enters: { by: bookers, asks: asksOfSeat, unless: roomForSeat },
  amends: { by: bookers, takes: ['claims', 'events', 'note'] },
  transitions: {
    board: { from: 'booked', to: 'boarded', by: bookers, takes: ['note'] },
    miss: {
      from: 'booked',
      to: 'noShow',
      by: bookers,
      takes: ['note'],
      title: 'Did not come',
    },
    remove: { from: 'booked', to: 'removed', by: bookers, takes: ['note'], reason: true },
  },
})
