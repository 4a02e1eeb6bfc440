/**
 * For tests only: invented statements for each kind of disagreement, and figures that look alike and are none.
 */
import type { Statement } from './index.ts'

type Parts = Partial<Statement>
type Table = [title: string, parts: Parts[], groups: string[]]

const year = { periodStart: '2024-01-01', periodEnd: '2024-12-31', asOf: '2024-12-31' }
const half = { periodStart: '2024-01-01', periodEnd: '2024-06-30', asOf: '2024-06-30' }
const quarter = (n: number): Parts => {
  const [first, last] = [3 * n - 2, 3 * n].map((month) => String(month).padStart(2, '0'))
  return { periodStart: `2024-${first}`, periodEnd: `2024-${last}`, asOf: `2024-${last}` }
}
const killed = { measure: 'people.killed', subject: 'HTI' }
const arrived = { measure: 'force.arrived' }
const received = { measure: 'fund.received', subject: 'mission', unit: 'USD' }
const retaken = { measure: 'facility.retaken_date', subject: 'place:x', unit: 'date' }
const place = { measure: 'force.killed.place', subject: 'KEN:officer-1', unit: 'P-code' }

export const clashes: Table[] = [
  [
    'within one text',
    [
      { value: 751, source: 'S1' },
      { value: 800, precision: 'about', source: 'S1' },
    ],
    ['force.deployed/KEN/2025-05 [withinOneText] 751:withinOneText 800:withinOneText'],
  ],
  [
    'same moment',
    [{ value: 860 }, { value: 800, precision: 'below', asOf: '2025-05-15' }],
    ['force.deployed/KEN/2025-05 [sameMoment] 860:sameMoment 800:sameMoment'],
  ],
  [
    'part against whole, by subject',
    [{ value: 500 }, { value: 400, subject: 'mission' }],
    ['force.deployed/mission/2025-05 [partAgainstWhole] 400:partAgainstWhole 500:partAgainstWhole'],
  ],
  [
    'part against whole, by period',
    [
      { ...killed, ...half, value: 500 },
      { ...killed, ...year, value: 400 },
    ],
    ['people.killed/HTI/2024 [partAgainstWhole] 500:partAgainstWhole 400:partAgainstWhole'],
  ],
  [
    'part against whole, by measure',
    [
      { measure: 'force.resigned', value: 0 },
      { measure: 'force.resigned_senior', value: 5, precision: 'at least' },
    ],
    ['force.resigned/KEN/2025-05 [partAgainstWhole] 0:partAgainstWhole 5:partAgainstWhole'],
  ],
  [
    'cumulative against arriving: a rise, and nobody landed',
    [
      { ...arrived, value: 100, asOf: '2025-01-10' },
      { ...arrived, value: 50, asOf: '2025-04-10' },
      { value: 400, asOf: '2025-05-01' },
      { value: 600, asOf: '2025-05-20' },
    ],
    [
      'force.deployed/KEN/2025-05 [cumulativeAgainstArriving] 400:cumulativeAgainstArriving 600:cumulativeAgainstArriving 50:cumulativeAgainstArriving',
    ],
  ],
  [
    'cumulative against arriving: a total to date below what was counted',
    [
      { measure: 'force.killed', value: 2, periodStart: '2025-02', periodEnd: '2025-03' },
      { measure: 'force.killed_cumulative', value: 1 },
    ],
    [
      'force.killed_cumulative/KEN/2025-05 [cumulativeAgainstArriving] 1:cumulativeAgainstArriving 2:cumulativeAgainstArriving',
    ],
  ],
  [
    'pledged against received',
    [
      { ...received, measure: 'fund.pledged', value: 110_300_000, asOf: '2024-12-31' },
      { ...received, value: 85_000_000, asOf: '2024-12-31' },
      { ...received, value: 110_000_000, asOf: '2025-02-05' },
    ],
    [
      'fund.received/mission/2025-02 [pledgedAgainstReceived] 85000000:pledgedAgainstReceived 110000000:pledgedAgainstReceived 110300000:pledgedAgainstReceived',
    ],
  ],
  [
    'different definition',
    [
      { ...killed, ...year, value: 814, source: 'UCDP-X' },
      { ...killed, ...year, value: 5601 },
    ],
    [
      'people.killed/HTI/2024 [differentDefinition] 814:differentDefinition 5601:differentDefinition',
    ],
  ],
  [
    'two counts, hedged and yet to the last digit',
    [
      { ...killed, ...year, value: 1660 },
      { ...killed, ...year, value: 1554, precision: 'at least' },
    ],
    ['people.killed/HTI/2024 [twoCounts] 1660:twoCounts 1554:twoCounts'],
  ],
  [
    'date of one event',
    [
      { ...retaken, value: '2025-05' },
      { ...retaken, value: '2025-08-25' },
    ],
    ['facility.retaken_date/place:x [dateOfEvent] 2025-05:dateOfEvent 2025-08-25:dateOfEvent'],
  ],
  [
    'place of one event',
    [
      { ...place, value: 'HT05' },
      { ...place, value: 'HT0111' },
    ],
    ['force.killed.place/KEN:officer-1 [placeOfEvent] HT05:placeOfEvent HT0111:placeOfEvent'],
  ],
  [
    'a sum that does not add up, over periods',
    [
      ...[100, 200, 300, 400].map((value, n) => ({ ...killed, ...quarter(n + 1), value })),
      { ...killed, ...year, value: 1500 },
    ],
    [
      'people.killed/HTI/2024 [sumDoesNotAddUp] 100:sumDoesNotAddUp 200:sumDoesNotAddUp 300:sumDoesNotAddUp 400:sumDoesNotAddUp 1500:sumDoesNotAddUp',
    ],
  ],
  [
    'a sum that does not add up, over contributors',
    [
      { value: 600 },
      { value: 150, subject: 'GTM' },
      { value: 700, subject: 'mission', precision: 'at most' },
    ],
    [
      'force.deployed/mission/2025-05 [sumDoesNotAddUp] 700:sumDoesNotAddUp 150:sumDoesNotAddUp 600:sumDoesNotAddUp',
    ].map((line) => line.replace('150:sumDoesNotAddUp 600', '600:sumDoesNotAddUp 150')),
  ],
  [
    'a sum that does not add up, of a joint count',
    [
      { ...arrived, subject: 'JAM+BLZ', value: 24 },
      { ...arrived, subject: 'JAM', value: 24 },
      { ...arrived, subject: 'BLZ', value: 2 },
    ],
    [
      'force.arrived/JAM+BLZ/2025-05 [sumDoesNotAddUp] 24:sumDoesNotAddUp 24:sumDoesNotAddUp 2:sumDoesNotAddUp',
    ],
  ],
  [
    'a sum that does not add up, of a share',
    [
      { measure: 'force.fulfilment_share', subject: 'mission', unit: 'percent', value: 80 },
      { subject: 'mission', value: 1000 },
      { subject: 'mission', measure: 'force.planned', value: 2500 },
    ],
    [
      'force.fulfilment_share/mission/2025-05 [sumDoesNotAddUp] 80:sumDoesNotAddUp 1000:sumDoesNotAddUp 2500:sumDoesNotAddUp',
    ],
  ],
  [
    'a date and a weekday',
    [
      { measure: 'mandate.extension_weekday', unit: 'text', value: 'Friday', asOf: '2024-09' },
      { measure: 'mandate.extension_date', unit: 'date', value: '2024-09-30', asOf: '2024-09-30' },
    ],
    [
      'mandate.extension_weekday/KEN/2024-09 [dateOfEvent] Friday:dateOfEvent 2024-09-30:dateOfEvent',
    ],
  ],
  [
    'vague, but with a bound that does not fit',
    [
      {
        measure: 'people.displaced',
        value: null,
        low: 2_000_000,
        precision: 'vague',
        raw: 'millions',
      },
      { measure: 'people.displaced', value: 1_300_000 },
    ],
    ['people.displaced/KEN/2025-05 [vague sameMoment] millions:vague 1300000:sameMoment'],
  ],
  [
    'garbled, beside two that disagree',
    [
      { ...killed, ...year, value: 5601 },
      { ...killed, ...year, value: 5826 },
      {
        ...killed,
        ...year,
        value: null,
        low: 5600,
        high: 56_000,
        precision: 'garbled',
        raw: '5,6000',
      },
    ],
    ['people.killed/HTI/2024 [garbled sameMoment] 5601:sameMoment 5826:sameMoment 5,6000:garbled'],
  ],
  [
    'rounding and copy, beside two that disagree',
    [
      { ...killed, ...year, value: 5601 },
      { ...killed, ...year, value: 5826 },
      { ...killed, ...year, value: 5000, precision: 'over' },
      { ...killed, ...year, value: 5601 },
    ],
    ['people.killed/HTI/2024 [sameMoment] 5601:sameMoment 5826:sameMoment 5601:copy 5000:rounding'],
  ],
  [
    'subject mixed up: the whole’s figure given for a part',
    [{ value: 1000, precision: 'about' }, { value: 735 }, { value: 990, subject: 'mission' }],
    ['force.deployed/KEN/2025-05 [subjectMixedUp] 1000:subjectMixedUp 735:sameMoment 990:agrees'],
  ],
  [
    'a later count beside two that disagree',
    [
      { ...killed, subject: 'incident:x', value: 54, asOf: '2024-10-03' },
      { ...killed, subject: 'incident:x', value: 70, asOf: '2024-10-03' },
      { ...killed, subject: 'incident:x', value: 115, asOf: '2024-10-09' },
    ],
    ['people.killed/incident:x [sameMoment] 54:sameMoment 70:sameMoment 115:laterCount'],
  ],
  [
    'a word that ends everything, and another after it',
    [
      { measure: 'force.status', unit: 'text', value: 'dead', asOf: '2025-09-23' },
      { measure: 'force.status', unit: 'text', value: 'unknown', asOf: '2025-09-24' },
    ],
    ['force.status/KEN/2025-09 [sameMoment] dead:sameMoment unknown:sameMoment'],
  ],
]

export const harmless: [title: string, parts: Parts[]][] = [
  ['at least and exact, the same', [{ value: 5601, precision: 'at least' }, { value: 5601 }]],
  ['over a round figure, and the count', [{ value: 5000, precision: 'over' }, { value: 5626 }]],
  ['a figure and its rounding', [{ value: 989 }, { value: 1000 }]],
  [
    'below 40 per cent and 40 per cent',
    [
      { unit: 'percent', value: 40 },
      { unit: 'percent', value: 40, precision: 'below' },
    ],
  ],
  ['about and within a twentieth', [{ value: 800, precision: 'about' }, { value: 770 }]],
  [
    'a range and a figure in it',
    [{ value: null, low: 400, high: 1000, precision: 'range' }, { value: 750 }],
  ],
  [
    'garbled, and one reading of it',
    [
      { ...killed, ...year, value: null, low: 5600, high: 56_000, precision: 'garbled' },
      { ...killed, ...year, value: 5601 },
    ],
  ],
  ['vague without a bound', [{ value: null, precision: 'vague', raw: 'numerous' }, { value: 7 }]],
  [
    'growth between two days',
    [
      { value: 400, asOf: '2025-05-01' },
      { value: 700, asOf: '2025-05-10' },
    ],
  ],
  [
    'growth within a month only named',
    [
      { value: 400, asOf: '2025-01-03' },
      { value: 787, asOf: '2025-01' },
    ],
  ],
  [
    'a rise that a landing explains',
    [
      { ...arrived, value: 200, asOf: '2024-06-25' },
      { ...arrived, value: 200, asOf: '2024-07-16' },
      { value: 200, asOf: '2024-07-10' },
      { value: 400, asOf: '2024-07-20' },
    ],
  ],
  [
    'slow wear',
    [
      { value: 800, asOf: '2025-05-01' },
      { value: 785, asOf: '2025-05-25' },
    ],
  ],
  [
    'moments too far apart to compare',
    [
      { value: 800, asOf: '2025-01-01' },
      { value: 500, asOf: '2025-05-25' },
    ],
  ],
  [
    'other units',
    [
      { unit: 'users', value: 1400 },
      { unit: 'beds', value: 1300 },
    ],
  ],
  ['other subjects', [{ value: 800 }, { value: 150, subject: 'GTM' }]],
  ['a part below its whole', [{ value: 800 }, { value: 1000, subject: 'mission' }]],
  [
    'quarters that make the year',
    [
      ...[100, 200, 300, 400].map((value, n) => ({ ...killed, ...quarter(n + 1), value })),
      { ...killed, ...year, value: 1000 },
    ],
  ],
  [
    'quarters of which one is missing',
    [
      ...[100, 200, 300].map((value, n) => ({ ...killed, ...quarter(n + 1), value })),
      { ...killed, ...year, value: 1000 },
    ],
  ],
  [
    'a part by who counts less',
    [
      { ...killed, ...year, value: 814, source: 'UCDP-X' },
      { ...killed, ...half, value: 2605 },
    ],
  ],
  [
    'two flights of one month',
    [
      { ...arrived, value: 75, asOf: '2025-01-03' },
      { ...arrived, value: 77, asOf: '2025-01-04' },
    ],
  ],
  [
    'a month and the day within it',
    [
      { ...retaken, value: '2025-08' },
      { ...retaken, value: '2025-08-25' },
    ],
  ],
  [
    'a department and the commune within it',
    [
      { ...place, value: 'HT05' },
      { ...place, value: 'HT0531' },
    ],
  ],
  [
    'a promise kept',
    [
      { ...received, measure: 'fund.pledged', value: 300_000_000 },
      { ...received, value: 300_000_000 },
    ],
  ],
  [
    'a deadline that moved',
    [
      { measure: 'mandate.expiry', unit: 'date', value: '2024-10-02', asOf: '2024-09-10' },
      { measure: 'mandate.expiry', unit: 'date', value: '2025-10-02', asOf: '2024-09-30' },
    ],
  ],
  [
    'missing, then dead',
    [
      { measure: 'force.status', unit: 'text', value: 'missing', asOf: '2025-09-18' },
      { measure: 'force.status', unit: 'text', value: 'dead', asOf: '2025-09-23' },
    ],
  ],
  [
    'prose',
    [
      { measure: 'mission.type', unit: 'text', value: 'a UN mission' },
      { measure: 'mission.type', unit: 'text', value: 'independent of the UN' },
    ],
  ],
  [
    'days that do not exist',
    [
      { value: 1, asOf: '2025-02-30' },
      { value: 2, asOf: '2025-02-30' },
    ],
  ],
]
