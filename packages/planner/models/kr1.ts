/** KR-1: the reference model by which the engine is held to its results and its speed. Its figures are nobody's. */
import type { Model } from '../model.ts'

export const kr1: Model = {
  name: 'KR-1',
  about: 'A force of 2,500 promised in cohorts of fifty, with a base that grows twice.',
  days: 730,
  resources: {
    beds: {
      amount: 1000,
      more: [
        { by: 500, on: 240, late: { mean: 45 } },
        { by: 1000, on: 420, late: { mean: 90 } },
      ],
    },
    training: { amount: 240 },
    mechanics: { amount: 5 },
  },
  people: {
    officers: {
      promised: [
        {
          size: 50,
          first: 0,
          every: 8,
          count: 50,
          late: { mean: 30 },
          oftenLate: { chance: 0.1, late: { mean: 120 } },
        },
      ],
      stages: [
        {
          name: 'recruitment',
          lasts: { median: 30, spread: 0.5 },
          fails: { chance: 0.08, back: 'recruitment' },
        },
        {
          name: 'training',
          lasts: { days: 28 },
          needs: 'training',
          fails: { chance: 0.05, back: 'recruitment' },
        },
      ],
      bed: 'beds',
      tour: { days: 365, reliefLead: 100, overdue: 60 },
      attrition: { mean: 2500 },
      illness: { mean: 100, lasts: { mean: 6 } },
    },
  },
  flights: {
    weekly: { first: 7, every: 7, seats: 100, cancelled: 0.1, takes: 1, carries: ['officers'] },
  },
  fleets: {
    secondHand: {
      amount: 60,
      fails: { mean: 25 },
      scrapped: { chance: 0.01 },
      part: { chance: 0.4, takes: { median: 14, spread: 0.7 } },
      repair: { needs: 'mechanics', mean: 1.5 },
    },
    new: {
      amount: 40,
      more: [{ by: 50, on: 270, late: { mean: 30 } }],
      fails: { mean: 100 },
      part: { chance: 0.4, takes: { median: 14, spread: 0.7 } },
      repair: { needs: 'mechanics', mean: 1.5 },
    },
  },
  cash: {
    amount: 30,
    income: [{ amount: 10, first: 0, every: 30, count: 24, late: { mean: 45 }, chance: 0.85 }],
    cost: [{ first: 30.25, every: 30, fixed: 3, perDeployed: 0.005 }],
  },
  patrol: { persons: 12 },
  goal: 2500,
}
