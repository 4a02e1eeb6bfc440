/** How large a model and a run may be. What lies within is played without running out of memory, in a time that one can wait for. */
export const LIMITS = {
  days: 3650,
  runs: 100_000,
  /** Numbers kept of a run: replications × days × figures; a hundred million are 400 MB. */
  kept: 100_000_000,
  /** Expected events of one replication (KR-1: 38,000), and of all of a run. */
  events: 5_000_000,
  eventsInAll: 20_000_000_000,
  /** Promised, waiting, under way and present; whoever leaves is replaced by one, so there are never more under way. */
  persons: 20_000,
  vehicles: 10_000,
  /** Dated things to come: promises, money, expansions. */
  comings: 10_000,
  /** Landings there is room for: seats of all flights over all days, for each population. */
  landings: 2_000_000,
  resources: 60,
  populations: 40,
  flights: 40,
  fleets: 40,
  stages: 20,
  parts: 500,
  shocks: 40,
  /** What is drawn for itself, and how many values move with one of them. */
  uncertain: 60,
  intervals: 2_000,
  amount: 1_000_000,
  money: 1_000_000_000,
  /** What has no memory happens at most so often a day to one person or vehicle. */
  hazard: 24,
  /** Days; the least that half of the delays of a spread may last, unless they last no time. */
  median: 1e-6,
  spread: 3,
  /** How often one person may be expected to go through a stage, counting what was in vain. */
  passes: 100,
  levers: 8,
  changes: 200,
} as const
