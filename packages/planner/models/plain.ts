/**
 * The plain frame: what is assumed of any mission until its own record or its own frame says better. The figures are round,
 * nobody measured them, and each says why it stands; the reasons are words, so that they are read in every language.
 */
import type { Assumption, Frame, Parameter } from './frame.ts'

const figures: Readonly<Record<Parameter, readonly [value: number, low?: number, high?: number]>> =
  {
    arrivalLag: [120, 60, 300],
    pledgeMet: [0.7, 0.4, 0.95],
    overlap: [0.05, 0, 0.1],
    cohort: [50],
    recruitment: [30, 15, 60],
    recruitmentSpread: [0.5],
    training: [28, 14, 45],
    trainingPlaces: [0.2],
    vettingFails: [0.02, 0, 0.08],
    trainingFails: [0.03, 0, 0.08],
    tourDays: [365, 180, 400],
    reliefLead: [90],
    overdue: [60],
    attrition: [2500, 1500, 5000],
    illness: [150, 80, 300],
    sickDays: [6, 4, 10],
    flightEvery: [7, 3, 14],
    flightSeats: [100, 50, 180],
    flightTakes: [1],
    cancelled: [0.1, 0.03, 0.2],
    noShow: [0.01, 0, 0.04],
    beds: [0],
    bedsLate: [45, 15, 120],
    vehicles: [0],
    failure: [60, 25, 150],
    scrapped: [0.005],
    partChance: [0.4, 0.2, 0.6],
    partDays: [21, 10, 45],
    partSpread: [0.7],
    repairDays: [2, 1, 4],
    mechanics: [6],
    parts: [0],
    cash: [0],
    promisedMoney: [0],
    paymentLag: [60, 30, 180],
    paid: [0.85, 0.6, 1],
    costFixed: [0],
    costPerPerson: [0.005],
    costPerPatrol: [0],
    patrolPersons: [12],
    goal: [0],
  }

const assumed = ([key, [value, low, high]]: [string, (typeof figures)[Parameter]]): [
  string,
  Assumption,
] => [
  key,
  {
    value,
    ...(low === undefined ? {} : { low }),
    ...(high === undefined ? {} : { high }),
    ...(key === 'trainingPlaces' ? { perGoal: true as const } : {}),
    why: `plan.why.${key}`,
  },
]

export const plain: Frame = {
  name: 'plain',
  about: 'plan.frame.plain',
  days: 540,
  goalIn: 365,
  assume: Object.fromEntries(Object.entries(figures).map(assumed)) as Frame['assume'],
  patrolTypes: ['apc', 'mrap', 'patrol'],
  // Missions have gone on in arrears for months: what is owed is shown, and nobody is kept at home for it unless a scenario says so.
  policies: { freezeWhenBroke: false },
  levers: [
    { key: 'beds' },
    { key: 'flightSeats' },
    { key: 'flightEvery' },
    { key: 'trainingPlaces' },
    { key: 'mechanics' },
    { key: 'parts' },
    { key: 'cash', price: 1 },
    { key: 'payday' },
  ],
}
