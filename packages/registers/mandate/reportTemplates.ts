/**
 * Templates of periodic reports, as data: which headings, figures, tables and charts a report to each audience begins with. Titles
 * are keys of words; nothing here is a value. A template is a start: its writer adds, leaves out and writes between.
 */
import type { Audience, ReleaseLevel } from './reportBody.ts'

/** Days from the first of a period to its end: the template’s own, when no first day is given. */
export type Period = 'day' | 'month' | 'quarter'

export type TemplateBlock =
  /** `key`: of a word; a paragraph’s may name {from} and {to}. */
  | { kind: 'heading'; key: string; level?: 2 }
  | { kind: 'paragraph'; key: string }
  /** `compared`: beside it the same measure on the day before the period began. */
  | { kind: 'figure'; measure: string; compared?: true }
  | { kind: 'table'; measure: string; by: string }
  | { kind: 'chart'; measure: string; days: number; step: 'day' | 'week' | 'month' }
  /** Records whose date falls in the period. */
  | { kind: 'list'; register: string; date: string; columns: readonly string[] }

export type ReportTemplate = {
  name: string
  audience: Audience
  period: Period
  /** The level it is meant for; whoever issues it may choose a closer one. */
  level: ReleaseLevel
  blocks: readonly TemplateBlock[]
}

const head = (key: string): TemplateBlock => ({ kind: 'heading', key: `reportPart.${key}` })
const text = (key: string): TemplateBlock => ({ kind: 'paragraph', key: `reportText.${key}` })
const figure = (measure: string): TemplateBlock => ({ kind: 'figure', measure, compared: true })
const table = (measure: string, by: string): TemplateBlock => ({ kind: 'table', measure, by })
const chart = (measure: string, days: number, step: 'day' | 'week' | 'month'): TemplateBlock => ({
  kind: 'chart',
  measure,
  days,
  step,
})
const list = (register: string, date: string, ...columns: string[]): TemplateBlock => ({
  kind: 'list',
  register,
  date,
  columns,
})

export const reportTemplates: readonly ReportTemplate[] = [
  {
    name: 'councilQuarter',
    audience: 'council',
    period: 'quarter',
    level: 'partner',
    blocks: [
      text('council'),
      head('strength'),
      figure('people.planned'),
      figure('people.pledged'),
      figure('people.deployed'),
      chart('people.deployed', 365, 'week'),
      table('people.deployed', 'contributor'),
      head('situation'),
      figure('situation.killed'),
      figure('situation.kidnapped'),
      figure('situation.displaced'),
      head('funds'),
      figure('funds.pledged'),
      figure('funds.received'),
      head('mandate'),
      figure('mandate.due'),
      list('decision', 'decidedOn', 'decidedOn', 'title', 'kind'),
      list('event', 'occurredOn', 'occurredOn', 'title'),
      head('rights'),
      text('rights'),
    ],
  },
  {
    name: 'hostMonth',
    audience: 'host',
    period: 'month',
    level: 'partner',
    blocks: [
      text('host'),
      head('strength'),
      figure('people.deployed'),
      figure('people.waiting'),
      table('people.deployed', 'contributor'),
      head('situation'),
      figure('situation.incidents'),
      figure('situation.killed'),
      figure('situation.displaced'),
      list('incident', 'occurredOn', 'occurredOn', 'title', 'kind'),
      head('mandate'),
      figure('mandate.due'),
      figure('mandate.overdue'),
      list('decision', 'decidedOn', 'decidedOn', 'title', 'kind'),
      head('asked'),
      text('asked'),
    ],
  },
  {
    name: 'donorQuarter',
    audience: 'donor',
    period: 'quarter',
    level: 'partner',
    blocks: [
      text('donor'),
      head('funds'),
      figure('funds.pledged'),
      figure('funds.received'),
      figure('funds.allotted'),
      figure('funds.obligated'),
      figure('funds.paid'),
      figure('funds.owed'),
      figure('funds.runway'),
      chart('funds.received', 365, 'month'),
      head('bought'),
      figure('people.deployed'),
      chart('people.deployed', 365, 'week'),
      table('people.deployed', 'contributor'),
      head('next'),
      text('next'),
    ],
  },
  {
    name: 'publicMonth',
    audience: 'public',
    period: 'month',
    level: 'public',
    blocks: [
      text('public'),
      head('strength'),
      figure('people.planned'),
      figure('people.authorised'),
      figure('people.pledged'),
      table('people.pledged', 'contributor'),
      head('situation'),
      figure('situation.killed'),
      figure('situation.displaced'),
      head('funds'),
      figure('funds.pledged'),
      figure('funds.received'),
      chart('funds.received', 365, 'month'),
      head('mandate'),
      figure('mandate.due'),
      list('event', 'occurredOn', 'occurredOn', 'title'),
      head('complain'),
      text('complain'),
    ],
  },
  {
    name: 'internalMonth',
    audience: 'internal',
    period: 'month',
    level: 'mission',
    blocks: [
      head('strength'),
      figure('people.deployed'),
      figure('people.present'),
      figure('people.effective'),
      figure('people.waiting'),
      table('people.deployed', 'contributor'),
      head('logistics'),
      figure('logistics.vehicles'),
      figure('logistics.serviceable'),
      figure('logistics.fit'),
      figure('logistics.awaitingParts'),
      head('funds'),
      figure('funds.received'),
      figure('funds.paid'),
      figure('funds.owed'),
      figure('funds.runway'),
      head('situation'),
      figure('situation.incidents'),
      head('mandate'),
      figure('mandate.due'),
      figure('mandate.overdue'),
    ],
  },
]

/** Words that tell the writer what to write: a report that still says them is not written. */
export const reportGuidance: readonly string[] = ['rights', 'asked', 'next'].map(
  (key) => `reportText.${key}`,
)
