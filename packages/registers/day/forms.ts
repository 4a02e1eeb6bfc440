/**
 * Where each form of the daily rhythm leads, and by which entries of the day it counts as done. A form whose register the
 * mission has switched off is not asked for.
 */
export type DayForm = { link: string; register: string; verbs: readonly string[] }

export const dayForms: Readonly<Record<string, DayForm>> = {
  strength: { link: '/field/strength', register: 'strengthReturn', verbs: ['enter'] },
  vehicleState: {
    link: '/field/vehicle',
    register: 'vehicle',
    verbs: ['accept', 'ground', 'release', 'service', 'amend'],
  },
  inspectionForm: {
    link: '/field/inspection',
    register: 'inspection',
    verbs: ['enter', 'signForMission', 'signForContributor'],
  },
  gate: {
    link: '/field/gate',
    register: 'patrol',
    verbs: ['sendOut', 'sendUnfit', 'refuse', 'comeBack'],
  },
  incidentReport: {
    link: '/field/incident',
    register: 'incident',
    verbs: ['enter', 'assess', 'amend'],
  },
  dayReport: { link: '/day/report', register: 'order', verbs: [] },
  stockCount: {
    link: '/r/storeCount',
    register: 'storeCount',
    verbs: ['enter', 'confirm', 'reportDifference'],
  },
  payRun: {
    link: '/people/pay',
    register: 'payroll',
    verbs: ['enter', 'fund', 'send', 'pay', 'confirm'],
  },
  moneyReceived: { link: '/funds', register: 'payment', verbs: ['enter'] },
  statements: { link: '/sources', register: 'claim', verbs: ['enter', 'adopt', 'setAside'] },
  orders: { link: '/orders', register: 'order', verbs: ['enter', 'issue', 'finish'] },
}
