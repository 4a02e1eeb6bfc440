/**
 * The roles that a mission's command can tell to do something, and that keep its daily rhythm. Neither a monitor nor an
 * auditor takes orders, and no outsider does. Not a register.
 */
export const told = [
  'chief',
  'watch',
  'forceGeneration',
  'fleet',
  'workshop',
  'board',
  'base',
  'stores',
  'inspector',
  'finance',
  'contributorOfficer',
  'contributorFinance',
  'planner',
  'conduct',
  'hostLiaison',
  'policeLiaison',
  'legal',
  'editor',
  'officer',
  'rota',
  'custodyOfficer',
  'registrar',
  'protection',
] as const
