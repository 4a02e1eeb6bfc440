/** What an investigation can come to, by the mission or by the state that sent those concerned. Not a register. */
export const outcomes = ['substantiated', 'partly', 'unsubstantiated', 'noJurisdiction'] as const
