/** The offices that may answer for a task of the mandate. Values: the day rules and the calendars of each are made from it. */
export const taskOwners = [
  'chief',
  'legal',
  'finance',
  'forceGeneration',
  'fleet',
  'planner',
  'hostLiaison',
  'policeLiaison',
  'conduct',
] as const
