/**
 * What the planner assumes of Exercise Twin Rivers where its record says too little: in the first months, and of what nobody
 * writes down. The figures are those of the story's own makers, so whoever trains with them can see where they lead.
 */
import type { OwnFrame } from '@konbit/planner'

export const plan: OwnFrame = {
  name: 'Exercise Twin Rivers',
  about:
    'Eight contributors, three camps that grow late, flights when the airport is open, second-hand vehicles that stop often, and a donor that freezes its money.',
  days: 540,
  goalIn: 365,
  assume: {
    arrivalLag: {
      value: 60,
      low: 20,
      high: 150,
      why: 'A contingent of the story begins to land about a month after the day it was promised for, and later where beds are wanting.',
    },
    pledgeMet: {
      value: 0.9,
      low: 0.6,
      high: 1,
      why: 'In the story all contributors come in the end, Ilmara with fewer than it said.',
    },
    cohort: {
      value: 20,
      low: 5,
      high: 50,
      why: 'As many as one flight of the story usually takes.',
    },
    bedsLate: {
      value: 45,
      low: 0,
      high: 120,
      why: 'The first extension of Camp Verel comes 48 days late; those who plan it do not know that.',
    },
    reliefLead: {
      value: 80,
      low: 60,
      high: 100,
      why: 'The relief of a tour is looked for eighty days before its end.',
    },
    overdue: {
      value: 60,
      low: 30,
      high: 120,
      why: 'Whoever is not relieved goes home some weeks after the term.',
    },
    vettingFails: { value: 0.024, why: 'Two vettings, each of which refuses one in eighty.' },
    trainingFails: { value: 0.01, why: 'Who fails a course takes it again within the week.' },
    paid: {
      value: 0.95,
      low: 0.8,
      high: 1,
      why: 'Donors of the story pay in the end; the largest freezes its money for four months.',
    },
  },
  levers: [
    { key: 'beds', price: 0.009 },
    { key: 'flightSeats' },
    { key: 'flightEvery' },
    { key: 'trainingPlaces' },
    { key: 'mechanics' },
    { key: 'parts' },
    { key: 'cash', price: 1 },
    { key: 'payday' },
  ],
}
