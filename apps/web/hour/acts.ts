/**
 * The first hour of each role: five to seven real acts, in the order in which they teach. One table. An act is a deed in the
 * record, a page that is opened, or something the pages themselves do; what is done is seen, nobody ticks it.
 */
import type { Role } from '@konbit/model'

export type Sign = 'times' | 'figure' | 'view' | 'undo'
export type Act = { name: string; link: string } & (
  | { deed: { register: string; verb: string } }
  | { page: string }
  | { sign: Sign }
)

const page = (name: string, link: string): Act => ({ name, link, page: link })
const does = (register: string, verb = 'enter'): Act => ({
  name: `${register}.${verb}`,
  link: verb === 'enter' ? `/r/${register}/new` : `/r/${register}`,
  deed: { register, verb },
})

const day = page('day', '/day')
const times: Act = { name: 'times', link: '/overview', sign: 'times' }
const figure: Act = { name: 'figure', link: '/overview', sign: 'figure' }
const view = (register: string): Act => ({ name: 'view', link: `/r/${register}`, sign: 'view' })
const undo = (register: string): Act => ({ name: 'undo', link: `/r/${register}`, sign: 'undo' })

export const hours: Readonly<Partial<Record<Role, readonly Act[]>>> = {
  chief: [day, figure, times, does('order'), does('order', 'issue'), page('plan', '/plan')],
  watch: [day, figure, times, does('incident'), does('incident', 'assess'), view('incident')],
  forceGeneration: [
    day,
    page('people', '/people'),
    does('pledge'),
    does('movement'),
    view('person'),
    undo('movement'),
  ],
  fleet: [
    day,
    page('logistics', '/logistics'),
    does('vehicle', 'ground'),
    does('vehicle', 'release'),
    view('vehicle'),
    undo('vehicle'),
  ],
  workshop: [
    day,
    page('logistics', '/logistics'),
    does('workOrder'),
    does('workOrder', 'start'),
    does('workOrder', 'finish'),
    view('workOrder'),
  ],
  board: [day, page('logistics', '/logistics'), figure, view('vehicle'), does('document')],
  base: [
    day,
    does('strengthReturn'),
    does('stockMovement'),
    page('stock', '/logistics/stock'),
    view('stockItem'),
  ],
  stores: [
    day,
    page('stock', '/logistics/stock'),
    does('stockMovement'),
    does('storeCount'),
    undo('stockMovement'),
    view('store'),
  ],
  inspector: [
    day,
    page('logistics', '/logistics'),
    does('inspection'),
    does('document'),
    view('inspection'),
  ],
  finance: [
    day,
    page('funds', '/funds'),
    figure,
    does('payment'),
    does('obligation'),
    page('runway', '/funds/runway'),
    times,
  ],
  contributorOfficer: [
    day,
    page('people', '/people'),
    does('strengthReturn'),
    does('absence'),
    view('person'),
    undo('absence'),
  ],
  contributorFinance: [
    day,
    page('funds', '/funds'),
    page('claims', '/funds/claims'),
    does('reimbursement'),
    view('reimbursement'),
  ],
  donor: [page('funds', '/funds'), figure, times, does('contribution'), view('contribution')],
  planner: [day, page('plan', '/plan'), does('scenario'), does('patrol'), figure, times],
  conduct: [
    day,
    page('registers', '/registers'),
    does('complaint'),
    does('complaint', 'investigate'),
    times,
  ],
  monitor: [
    day,
    figure,
    page('rivals', '/rivals'),
    does('civilianHarm'),
    page('log', '/log'),
    times,
  ],
  hostLiaison: [day, page('situation', '/situation'), does('facility'), does('restriction'), times],
  policeLiaison: [
    day,
    page('situation', '/situation'),
    does('incident'),
    does('group'),
    view('incident'),
  ],
  legal: [
    day,
    page('mandate', '/mandate'),
    does('event'),
    does('decision'),
    does('document'),
    times,
  ],
  editor: [
    day,
    page('sources', '/sources'),
    does('source'),
    does('claim'),
    page('rivals', '/rivals'),
    figure,
  ],
  officer: [day, does('strengthReturn'), page('people', '/people'), figure, times],
  registrar: [
    day,
    page('access', '/access'),
    does('member'),
    does('appointment'),
    does('clearance'),
    page('readings', '/readings'),
  ],
  protection: [
    day,
    page('retention', '/retention'),
    does('dataRequest'),
    does('legalHold'),
    page('readings', '/readings'),
  ],
  rota: [day, does('dutyShift'), view('dutyShift'), undo('dutyShift'), figure, times],
  custodyOfficer: [
    day,
    does('custody'),
    does('detaineeProperty'),
    does('custodyTransfer'),
    view('custody'),
  ],
  careOfficer: [
    day,
    does('participant'),
    does('careGiven'),
    does('weaponsCollection'),
    view('participant'),
  ],
  partnerLiaison: [day, does('escortRequest'), view('escortRequest'), figure, times],
  auditor: [day, page('log', '/log'), page('readings', '/readings'), figure, times],
}

/** The acts of whoever has these roles: of the first that has an hour, without what the mission has switched off. */
export function actsOf(roles: readonly string[], isOff: (act: Act) => boolean): readonly Act[] {
  const role = roles.find((one): one is Role => one in hours)
  return role ? (hours[role] ?? []).filter((one) => !isOff(one)) : []
}

/** What the page can see of somebody: where they are, what they did last, what the pages did for them. */
export type Seen = {
  path: string
  search: Readonly<Record<string, unknown>>
  deeds: readonly { register: string; verb: string; took?: unknown }[]
  signs: ReadonlySet<Sign>
}

export function isDone(act: Act, { path, search, deeds, signs }: Seen): boolean {
  if ('page' in act) return path === act.page || path.startsWith(`${act.page}/`)
  if ('deed' in act)
    return deeds.some(
      ({ register, verb }) => register === act.deed.register && verb === act.deed.verb,
    )
  if (act.sign === 'times') return search.at !== undefined || search.known !== undefined
  if (act.sign === 'figure') return search.figure !== undefined
  if (act.sign === 'undo') return deeds.some(({ took }) => took !== undefined)
  return signs.has(act.sign)
}
