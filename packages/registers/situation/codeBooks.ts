/**
 * What kinds and precisions are called in the two public code books that others read the ground by: ACLED (Codebook, 2024) and UCDP
 * (Georeferenced Event Dataset Codebook 24.1). Data; an empty code says that the book has none. Not a register.
 */
import type { CodeBook } from '@konbit/model'

const eventType = 'ACLED event type'
const subEventType = 'ACLED sub-event type'
const violence = 'UCDP type of violence'

export const kindBooks: readonly CodeBook[] = [
  {
    name: 'acled_event_type',
    title: eventType,
    codes: {
      attack: 'Violence against civilians',
      ambush: 'Battles',
      abduction: 'Violence against civilians',
      exchangeOfFire: 'Battles',
      operation: 'Strategic developments',
      accident: '',
      droneStrike: 'Explosions/Remote violence',
      seizure: 'Battles',
      recapture: 'Battles',
      groundLost: 'Strategic developments',
      gunfire: '',
      other: '',
    },
  },
  {
    name: 'acled_sub_event_type',
    title: subEventType,
    codes: {
      attack: 'Attack',
      ambush: 'Armed clash',
      abduction: 'Abduction/forced disappearance',
      exchangeOfFire: 'Armed clash',
      operation: 'Other',
      accident: '',
      droneStrike: 'Air/drone strike',
      seizure: 'Non-state actor overtakes territory',
      recapture: 'Government regains territory',
      groundLost: 'Non-violent transfer of territory',
      gunfire: '',
      other: '',
    },
  },
  {
    // 1 state-based, 2 non-state, 3 one-sided. UCDP counts an event only where somebody died.
    name: 'ucdp_type_of_violence',
    title: violence,
    codes: {
      attack: '3',
      ambush: '1',
      abduction: '',
      exchangeOfFire: '1',
      operation: '',
      accident: '',
      droneStrike: '1',
      seizure: '1',
      recapture: '1',
      groundLost: '',
      gunfire: '',
      other: '',
    },
  },
]

export const timePrecisions = ['hour', 'day', 'days', 'week', 'month', 'year'] as const

export const timeBooks: readonly CodeBook[] = [
  {
    name: 'acled_time_precision',
    title: 'ACLED time precision',
    codes: { hour: '1', day: '1', days: '2', week: '2', month: '3', year: '' },
  },
  {
    name: 'ucdp_date_prec',
    title: 'UCDP date precision',
    codes: { hour: '1', day: '1', days: '2', week: '3', month: '4', year: '5' },
  },
]
