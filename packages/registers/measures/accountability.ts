/**
 * Measures of accountability and community. What counts complaints lies in their compartment and leaves it as a published figure
 * only; what a monitor was refused is for everybody.
 */
import { type Label, type Measure, measure, type Term } from '@konbit/model'

const counted = (
  label: Label,
  name: string,
  title: string,
  unit: string,
  definition: string,
  of: Term & { late?: string },
  by?: string,
): Measure => {
  const { late, ...term } = of
  return measure({
    name,
    title,
    unit,
    definition,
    label,
    ...(by ? { by: [by] } : {}),
    of: late
      ? { overdue: { ...term, date: late } }
      : { total: [{ ...term, ...(by ? { by: { [by]: by } } : {}) }] },
  })
}

export const accountability: readonly Measure[] = [
  counted(
    'conduct',
    'accountability.overdue',
    'Complaints overdue',
    'complaints',
    'Complaints not yet answered whose answer was due before that day. None is closed because its clock ran out.',
    { register: 'complaint', state: ['received', 'investigating', 'referred'], late: 'answerBy' },
  ),
  counted(
    'conduct',
    'accountability.received',
    'Complaints received',
    'complaints',
    'All complaints ever received, whatever became of them.',
    { register: 'complaint' },
    'about',
  ),
  counted(
    'conduct',
    'accountability.unnamed',
    'Referrals without an investigator',
    'referrals',
    'Referrals whose contributor has not named an investigator by the day it had to.',
    { register: 'referral', state: ['sent'], late: 'nameBy' },
  ),
  counted(
    'public',
    'accountability.refused',
    'Refusals of access',
    'refusals',
    'Times the monitor was refused access and has not been let in since.',
    { register: 'refusedAccess', state: ['standing', 'explained'] },
  ),
  counted(
    'public',
    'accountability.findings',
    'Findings published',
    'findings',
    'Findings that the monitor has published.',
    { register: 'monitorFinding', state: ['published'] },
  ),
  counted(
    'public',
    'accountability.repliesLate',
    'Replies late',
    'replies',
    'Findings of the monitor to which the mission has not replied by the day it had to.',
    { register: 'monitorFinding', without: ['repliedOn'], late: 'replyBy' },
  ),
  counted(
    'partner',
    'accountability.recommendations',
    'Recommendations open',
    'recommendations',
    'Recommendations not turned down and not yet seen to be carried out.',
    { register: 'recommendation', state: ['made', 'accepted', 'done'] },
    'madeBy',
  ),
  counted(
    'partner',
    'accountability.recommendationsLate',
    'Recommendations late',
    'recommendations',
    'Recommendations that were accepted and whose day is past.',
    { register: 'recommendation', state: ['accepted'], late: 'dueOn' },
  ),
  counted(
    'partner',
    'accountability.support',
    'Support given',
    'packages',
    'Support packages given and neither suspended nor ended.',
    { register: 'supportPackage', state: ['given'] },
    'kind',
  ),
  counted(
    'partner',
    'accountability.assessmentsLate',
    'Assessments that have lapsed',
    'assessments',
    'Due-diligence assessments that still stand and no longer hold.',
    { register: 'dueDiligence', state: ['standing'], late: 'validUntil' },
  ),
  counted(
    'partner',
    'community.feedback',
    'Feedback waiting',
    'messages',
    'Feedback received and not yet answered.',
    { register: 'feedback', state: ['received'] },
    'topic',
  ),
  counted(
    'partner',
    'community.feedbackLate',
    'Feedback late',
    'messages',
    'Feedback not answered by the day it had to be.',
    { register: 'feedback', state: ['received'], late: 'answerBy' },
  ),
  counted(
    'partner',
    'community.rumours',
    'Rumours unanswered',
    'rumours',
    'Rumours heard or checked, and not yet answered.',
    { register: 'rumour', state: ['heard', 'checked'] },
  ),
  counted(
    'partner',
    'community.claims',
    'Damage claims open',
    'claims',
    'Damage claims of residents that are neither paid, refused nor withdrawn.',
    { register: 'damageClaim', state: ['received', 'assessed', 'awarded'] },
    'damage',
  ),
  counted(
    'partner',
    'community.claimsLate',
    'Damage claims late',
    'claims',
    'Damage claims not decided by the day they had to be.',
    { register: 'damageClaim', state: ['received', 'assessed'], late: 'answerBy' },
  ),
  counted(
    'partner',
    'community.met',
    'People met',
    'persons',
    'People who came to meetings with communities, each time they came.',
    { register: 'engagement', state: ['held'], sum: 'persons' },
    'kind',
  ),
  counted(
    'public',
    'community.done',
    'You said, we did',
    'answers',
    'Answers that were published and carried out.',
    { register: 'saidAndDone', state: ['done'] },
    'topic',
  ),
]
