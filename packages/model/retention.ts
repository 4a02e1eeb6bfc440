/**
 * Retention: on whose behalf a register holds what it holds, on which lawful basis, and for how long. Rules as data, named
 * by every register, so that what is due for erasure is worked out and nobody has to remember it.
 */

/** Who decides why the data are held, and answers for them. */
export const controllers = {
  mission: 'The mission',
  contributor: 'The contributing state',
  host: 'The host state',
  joint: 'The mission and the contributing state together',
} as const
export type Controller = keyof typeof controllers

/** The lawful basis on which they are held. */
export const bases = {
  mandate: 'A task under the mandate',
  legalObligation: 'A legal obligation',
  vitalInterests: 'Somebody’s vital interests',
  contract: 'A contract',
  consent: 'Consent',
  publicSource: 'Made public by its source',
} as const
export type Basis = keyof typeof bases

/** Months after the record came into one of the states `after`; or for ever, with the sentence that says why. */
export type Retention = { months: number; after: readonly string[] } | { permanent: string }

/** What does not hold in a rule, as the end of a sentence; nothing when all is well. */
export function wrongRetention(
  retention: Retention,
  states: readonly string[],
): string | undefined {
  if ('permanent' in retention)
    return retention.permanent.trim()
      ? undefined
      : 'keeps its records for ever and does not say why'
  const { months, after } = retention
  if (!Number.isInteger(months) || months < 1) return 'retention is no whole number of months'
  if (after.length === 0) return 'retention names no state after which it runs'
  const unknown = after.find((state) => !states.includes(state))
  return unknown === undefined ? undefined : `retention names no state ${unknown}`
}
