/** Measures of the Situation desk: harm, displacement, ground. None of them counts the killed as success. */
import { type Measure, measure } from '@konbit/model'
import { adopted } from './adopted.ts'

const ofArea = { area: 'pcode' } as const

export const situation: readonly Measure[] = [
  measure({
    name: 'situation.killed',
    title: 'People killed, quarter',
    unit: 'persons',
    definition:
      'People killed in the host country in the last quarter for which a count was adopted; harm, never success. Quarters are not added up.',
    label: 'public',
    claims: { measures: ['people.killed'], subject: 'host' },
    of: adopted('people.killed', { unit: 'persons', period: 'quarter', whole: 'host' }),
  }),
  measure({
    name: 'situation.killedYear',
    title: 'People killed, year',
    unit: 'persons',
    definition:
      'People killed in the host country in the last calendar year for which a count was adopted.',
    label: 'public',
    claims: { measures: ['people.killed'], subject: 'host' },
    of: adopted('people.killed', { unit: 'persons', period: 'year', whole: 'host' }),
  }),
  measure({
    name: 'situation.injured',
    title: 'People injured, quarter',
    unit: 'persons',
    definition:
      'People injured in the host country in the last quarter for which a count was adopted.',
    label: 'public',
    claims: { measures: ['people.injured'], subject: 'host' },
    of: adopted('people.injured', { unit: 'persons', period: 'quarter', whole: 'host' }),
  }),
  measure({
    name: 'situation.kidnapped',
    title: 'People kidnapped, quarter',
    unit: 'persons',
    definition:
      'People kidnapped in the host country in the last quarter for which a count was adopted; only cases that were reported.',
    label: 'public',
    claims: { measures: ['people.kidnapped'], subject: 'host' },
    of: adopted('people.kidnapped', { unit: 'persons', period: 'quarter', whole: 'host' }),
  }),
  measure({
    name: 'situation.displaced',
    title: 'People displaced',
    unit: 'persons',
    definition:
      'People displaced within the host country at the last count adopted; a stock, so rounds are not added up.',
    label: 'public',
    by: ['area'],
    claims: { measures: ['people.displaced'], subject: 'host' },
    of: {
      latest: {
        register: 'displacement',
        value: 'persons',
        asOf: 'countedOn',
        whole: { extent: 'country' },
        by: ofArea,
      },
    },
  }),
  measure({
    name: 'situation.influence',
    title: 'Capital said to be held',
    unit: 'percent',
    definition:
      'Share of the capital that sources say armed groups hold, as last stated and adopted; no method is given by anybody. By area, the last share stated for each.',
    label: 'public',
    by: ['area'],
    claims: { measures: ['territory.control_share'], subject: 'capital' },
    of: {
      latest: {
        register: 'influence',
        state: ['stated'],
        value: 'sharePercent',
        asOf: 'evidenceOn',
        whole: { extent: 'capital' },
        by: ofArea,
      },
    },
  }),
  measure({
    name: 'situation.incidents',
    title: 'Incidents',
    unit: 'incidents',
    definition: 'Incidents in the record that have not been struck, since it began.',
    label: 'partner',
    by: ['touches', 'kind'],
    of: {
      total: [
        {
          register: 'incident',
          state: ['reported', 'assessed', 'disputed'],
          by: { touches: 'touches', kind: 'kind' },
        },
      ],
    },
  }),
  measure({
    name: 'situation.reports',
    title: 'Reports to be weighed',
    unit: 'reports',
    definition: 'Reports that came in and nobody has weighed or set aside.',
    label: 'mission',
    by: ['channel'],
    of: { total: [{ register: 'report', state: ['received'], by: { channel: 'channel' } }] },
  }),
  measure({
    name: 'situation.routesClosed',
    title: 'Routes closed',
    unit: 'routes',
    definition: 'Routes last reported closed; how old that evidence is is told with each.',
    label: 'partner',
    by: ['kind'],
    of: { total: [{ register: 'route', state: ['closed'], by: { kind: 'kind' } }] },
  }),
  measure({
    name: 'situation.rivalries',
    title: 'Groups said to be hostile',
    unit: 'pairs',
    definition: 'Pairs of groups of which it was last stated that they are hostile to each other.',
    label: 'public',
    of: { total: [{ register: 'alignment', state: ['hostile'] }] },
  }),
  measure({
    name: 'situation.alliances',
    title: 'Groups said to stand together',
    unit: 'pairs',
    definition:
      'Pairs of groups of which it was last stated that they are allied, or that one is within the other.',
    label: 'public',
    of: { total: [{ register: 'alignment', state: ['allied', 'joined'] }] },
  }),
]
