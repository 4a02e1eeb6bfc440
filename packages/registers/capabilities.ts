/** Capabilities: what a unit is for, the same in what is required, pledged and lent, so that the gap can be counted. Not a register. */
export const capabilities = [
  'infantry',
  'formedPolice',
  'individualPolice',
  'engineering',
  'medical',
  'aviation',
  'logistics',
  'signals',
  'canine',
  'intelligence',
  'headquarters',
  'other',
] as const

/** What a unit may be told to do, and what a contributor may forbid its own. */
export const tasks = [
  'patrol',
  'nightPatrol',
  'staticGuard',
  'convoyEscort',
  'crowdControl',
  'detention',
  'offensive',
  'training',
] as const
