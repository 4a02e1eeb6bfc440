/** The addresses of reports, and what each takes. What they answer is worked out in answers.ts. */
import { docxType } from '@konbit/formats/docx'
import { languages, releaseLevels, reportTemplates } from '@konbit/registers'
import { moments, type Params, param } from '../query.ts'
import type { Route } from '../route.ts'
import { receiptShape } from '../shapes.ts'
import { ok } from '../wire.ts'
import {
  answerAgain,
  answerBegun,
  answerDay,
  answerEvaluated,
  answerRelease,
  answerReport,
  issue,
  pdfType,
  tellingOf,
} from './answers.ts'
import {
  againShape,
  begunShape,
  evaluateBody,
  evaluatedShape,
  issueBody,
  paperShape,
  releaseShape,
  reportShape,
  templatesShape,
} from './shapes.ts'

const spoken: Params = {
  language: param.oneOf(
    'The language of the paper; absent: the report’s own, else English.',
    languages,
  ),
}
const written: Params = {
  ...spoken,
  format: param.oneOf('A PDF or a Word file instead of JSON.', ['json', 'pdf', 'docx']),
}

const answersPaper = (schema: Route['answers'][number]['schema'], name: string, about: string) => ({
  200: { about, schema, name, types: [pdfType, docxType] },
})

export const reportRoutes: Route[] = [
  {
    method: 'get',
    path: '/api/{mission}/reports/templates',
    name: 'reports.templates',
    tag: 'reports',
    about: 'The templates with which a report is begun.',
    query: spoken,
    answers: { 200: { about: 'Templates', schema: templatesShape, name: 'ReportTemplates' } },
    perform: async (ask) => {
      const { t } = tellingOf(ask)
      return ok({
        items: reportTemplates.map(({ name, audience, period, level }) => ({
          name,
          reportedTo: audience,
          period,
          level,
          title: t(`reportTemplate.${name}`),
        })),
      })
    },
  },
  {
    method: 'get',
    path: '/api/{mission}/reports/day',
    name: 'reports.day',
    tag: 'reports',
    about: 'The situation report of a day as a paper: JSON, a tagged PDF or a Word file.',
    query: { ...moments, ...written },
    answers: answersPaper(paperShape, 'Paper', 'The paper'),
    problems: ['too-many', 'timed-out'],
    perform: answerDay,
  },
  {
    method: 'get',
    path: '/api/{mission}/reports/begin',
    name: 'reports.begin',
    tag: 'reports',
    about:
      'A report begun from a template: every figure of the day, as known at one place in the record. Nothing is kept.',
    query: {
      ...moments,
      ...written,
      template: param.oneOf(
        'Which template; the quarterly report to the Council unless told.',
        reportTemplates.map(({ name }) => name),
      ),
      from: param.day('First day of the period; absent: the template’s own period.'),
      seq: param.whole('As known at this entry, instead of `known`.', 0, 1_000_000_000),
    },
    answers: answersPaper(begunShape, 'BegunReport', 'The report'),
    problems: ['not-found', 'timed-out'],
    perform: answerBegun,
  },
  {
    method: 'post',
    path: '/api/{mission}/reports/evaluate',
    name: 'reports.evaluate',
    tag: 'reports',
    about:
      'Asks the pinned figures of blocks, where they are pinned or elsewhere. It changes nothing.',
    body: evaluateBody,
    answers: { 200: { about: 'The blocks', schema: evaluatedShape, name: 'ReportBlocks' } },
    perform: answerEvaluated,
  },
  {
    method: 'get',
    path: '/api/{mission}/reports/{id}',
    name: 'periodicReport.paper',
    tag: 'reports',
    about:
      'A report as its reader gets it: as released, or the draft: JSON, a tagged PDF or a Word file.',
    query: {
      ...moments,
      ...written,
      text: param.oneOf('Which text; the released one where there is one.', ['draft', 'released']),
    },
    answers: answersPaper(reportShape, 'Report', 'The report'),
    problems: ['timed-out'],
    perform: answerReport,
  },
  {
    method: 'get',
    path: '/api/{mission}/reports/{id}/again',
    name: 'periodicReport.again',
    tag: 'reports',
    about:
      'Every figure of a report asked again, as known now or then, of its own days or of another: what differs.',
    query: {
      ...spoken,
      known: moments.known as Params[string],
      on: param.day('Of another day; absent: of its own days.'),
    },
    answers: { 200: { about: 'The differences', schema: againShape, name: 'ReportAgain' } },
    perform: answerAgain,
  },
  {
    method: 'get',
    path: '/api/{mission}/reports/{id}/release',
    name: 'periodicReport.release',
    tag: 'reports',
    about:
      'What would be released at a level: every figure asked with the eyes of that audience, and what stands against it.',
    query: {
      ...spoken,
      level: param.oneOf('The release level; public unless told.', releaseLevels),
    },
    answers: { 200: { about: 'The release', schema: releaseShape, name: 'ReportRelease' } },
    perform: answerRelease,
  },
  {
    method: 'post',
    path: '/api/{mission}/reports/{id}/issue',
    name: 'periodicReport.publish',
    tag: 'reports',
    about: 'Issues a cleared report at a level, with the figures as that audience sees them.',
    body: issueBody,
    answers: {
      200: { about: 'It was issued by this command before', schema: receiptShape, name: 'Receipt' },
      201: { about: 'Issued', schema: receiptShape, name: 'Receipt' },
    },
    problems: [
      'wrong-state',
      'unless',
      'stale',
      'command-differs',
      'in-future',
      'breaks-later',
      'known-order',
    ],
    perform: issue,
  },
]
