/** Words that vehicles and controlled stores share: whose they are and how they look when they change hands. Not a register. */
import type { Act, Unless } from '@konbit/model'

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

export const contingentAsked: Act['asks'] = {
  lender: { register: 'contingent', match: { $record: 'contingent' }, take: ['contributor'] },
}

/** Who is said to lend a thing is who lends the contingent that has it. */
export const isOfContingent: Unless = (now, input, beside) => {
  const contributor = input.contributor ?? now.contributor
  const [lender] = beside?.rows.lender ?? []
  if (contributor === undefined || !lender || input.contributor === null) return undefined
  return lender.contributor === contributor
    ? undefined
    : 'Its contingent is lent by another contributor. Name the one that lends the contingent.'
}
