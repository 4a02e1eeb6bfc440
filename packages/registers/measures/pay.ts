/** Measures of pay: what is due, how far it has come, and what is late, in US dollars; other currencies stand in the list of pay. */
import { type Measure, measure, type Term } from '@konbit/model'

const byRun = { contributor: 'contributor', month: 'month', component: 'payPart' } as const
const parts = Object.keys(byRun)
const steps = ['due', 'funded', 'sent', 'paid', 'disputed', 'confirmed'] as const

const runs = (state: readonly string[], more: Partial<Term> = {}): Term => ({
  register: 'payroll',
  state,
  sum: 'amount',
  by: byRun,
  ...more,
})
/** Those that have reached a step, whatever came after. */
const reached = (step: (typeof steps)[number]): Term => runs(steps.slice(steps.indexOf(step)))

const figure = (name: string, title: string, definition: string, total: readonly Term[]): Measure =>
  measure({ name, title, unit: 'USD', definition, label: 'partner', by: parts, of: { total } })

/** Late: not yet paid to the officers, and so many days past its day. */
const late = (first: number, last?: number): Term =>
  runs(['due', 'funded', 'sent'], {
    from: { date: 'dueOn', days: first },
    ...(last === undefined ? {} : { upTo: { date: 'dueOn', days: last } }),
  })

export const pay: readonly Measure[] = [
  figure(
    'pay.due',
    'Pay due',
    'What pay runs come to, whether or not anything was paid; cancelled runs are not counted.',
    [reached('due')],
  ),
  figure('pay.funded', 'Pay funded', 'Pay for which money was set aside, sent or paid since.', [
    reached('funded'),
  ]),
  figure(
    'pay.sent',
    'Pay sent',
    'Pay sent to the contributing state, whether or not it paid it out.',
    [reached('sent')],
  ),
  figure(
    'pay.paid',
    'Pay paid out',
    'Pay that the contributing state says it paid to its officers.',
    [reached('paid')],
  ),
  figure(
    'pay.confirmed',
    'Pay confirmed',
    'Pay that the contributing state has confirmed for all its officers; disputed runs are not counted.',
    [reached('confirmed')],
  ),
  figure('pay.arrears', 'Pay in arrears', 'Pay past its day and not yet paid to the officers.', [
    late(1),
  ]),
  figure(
    'pay.arrearsOld',
    'Pay in arrears over 90 days',
    'Pay more than ninety days past its day and not yet paid to the officers.',
    [late(91)],
  ),
]
