/** Words that vehicles and controlled stores share: whose they are and how they look when they change hands. Not a register. */

/** Contingent-owned equipment is reimbursed to its state; what the mission owns or leases is not. */
export const ownerships = ['contingentOwned', 'missionOwned', 'leased', 'donated'] as const

export const conditions = ['good', 'worn', 'damaged', 'lost'] as const

export const storeKinds = [
  'weapon',
  'ammunition',
  'radio',
  'armour',
  'nightVision',
  'other',
] as const
