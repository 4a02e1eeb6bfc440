/** Uses: what money may be spent on. One list for what a donor allows, what is allotted and what is owed. Not a register. */

/** `any` stands in what a donor allows, never in what is spent. */
export const uses = [
  'pay',
  'reimbursement',
  'logistics',
  'medical',
  'training',
  'construction',
  'operations',
] as const

/** What a contributor is paid for under an agreement; a rate, a line of the agreement and a line of a claim share it. */
export const leases = ['wet', 'dry', 'selfSustainment', 'personnel'] as const

/** ISO 4217 by its form only: a mission may be paid in a currency that no list names yet. */
export const currencyForm = /^[A-Z]{3}$/
