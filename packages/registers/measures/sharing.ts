/** Measures of the Information sharing desk. */
import { type Measure, measure } from '@konbit/model'

export const sharing: readonly Measure[] = [
  measure({
    name: 'sharing.open',
    title: 'Requests open',
    unit: 'requests',
    definition: 'Requests and offers of information not yet answered, refused or withdrawn.',
    label: 'mission',
    by: ['direction'],
    of: {
      total: [{ register: 'informationRequest', state: ['open'], by: { direction: 'direction' } }],
    },
  }),
  measure({
    name: 'sharing.late',
    title: 'Requests overdue',
    unit: 'requests',
    definition: 'Open requests for information whose answer was due before the day.',
    label: 'mission',
    of: { overdue: { register: 'informationRequest', state: ['open'], date: 'answerBy' } },
  }),
  measure({
    name: 'sharing.released',
    title: 'Releases that stand',
    unit: 'releases',
    definition: 'Releases let go and neither recalled nor expired.',
    label: 'mission',
    of: { total: [{ register: 'release', state: ['released'] }] },
  }),
  measure({
    name: 'sharing.unreceived',
    title: 'Copies without a receipt',
    unit: 'copies',
    definition: 'Copies of releases that were made or sent and not received.',
    label: 'mission',
    of: { total: [{ register: 'releaseCopy', state: ['made', 'sent'] }] },
  }),
]
