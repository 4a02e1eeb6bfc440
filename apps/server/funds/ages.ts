/** How long claims of contributors have stood at each step: reimbursement, compensation, and apart what is only feared lost. */
import { agesOf, type Standing } from '@konbit/force'
import type { Moment, RecordView } from '@konbit/ledger'
import { isRefusal, type Refusal } from '@konbit/model'
import { keepOn } from '../kept.ts'
import { dayAt, momentOf } from '../moments.ts'
import type { Ask } from '../route.ts'
import { type Answer, ok } from '../wire.ts'
import { dayIn, recordsOf, sumIn } from './reading.ts'

const claimsMax = 20_000
const listedMax = 100

/** By register: the steps in order, each with the date on which it began and the sum it is about. */
const steps = {
  reimbursement: {
    claimed: ['claimedOn', 'amountClaimed'],
    verified: ['verifiedOn', 'amountVerified'],
    certified: ['certifiedOn', 'amountCertified'],
    disputed: ['disputedOn', 'amountClaimed'],
  },
  compensation: {
    notified: ['notifiedOn', 'amount'],
    submitted: ['submittedOn', 'amount'],
    verified: ['verifiedOn', 'amount'],
    approved: ['approvedOn', 'amountApproved'],
  },
  feared: { feared: ['fearedOn', 'amountFeared'] },
} as const
type Table = keyof typeof steps

export async function answerAges(ask: Ask): Promise<Answer | Refusal> {
  const moment = await momentOf(ask)
  const made = await keepOn(ask, moment, 'ages of claims', () => agesAt(ask, moment))
  return isRefusal(made) ? made : ok({ at: moment.atText, known: moment.knownText, ...made })
}

async function agesAt(ask: Ask, moment: Moment) {
  const today = dayAt(ask, moment)
  const read = async (table: Table) => {
    const own = steps[table] as Readonly<Record<string, readonly [string, string]>>
    const register = table === 'feared' ? 'reimbursement' : table
    const list = await recordsOf(ask, moment, register, { state: Object.keys(own) }, claimsMax)
    if (isRefusal(list)) return list
    return agesOf(
      list.map((record) => standingOf(record, own[record.state] as readonly [string, string])),
      Object.keys(own),
      today,
    )
  }
  const [reimbursement, compensation, feared] = await Promise.all([
    read('reimbursement'),
    read('compensation'),
    read('feared'),
  ])
  if (!Array.isArray(reimbursement)) return reimbursement
  if (!Array.isArray(compensation)) return compensation
  if (!Array.isArray(feared)) return feared
  const owners = [...reimbursement, ...compensation, ...feared].map(({ owner }) => owner)
  const captions =
    owners.length > 0
      ? await ask.house.ledger.captions(ask.reader, [...new Set(owners)], moment)
      : new Map<string, { caption: string }>()
  const told = (rows: typeof reimbursement) =>
    rows.map(({ owner, records, ...row }) => ({
      ...row,
      contributor: {
        register: 'organisation',
        id: owner,
        caption: captions.get(owner)?.caption ?? '',
      },
      records: records.slice(0, listedMax),
    }))
  return {
    today,
    reimbursement: told(reimbursement),
    compensation: told(compensation),
    feared: told(feared),
  }
}

function standingOf(record: RecordView, [on, sum]: readonly [string, string]): Standing {
  const since = dayIn(record, on)
  const amount = sumIn(record, sum)
  return {
    id: record.id,
    owner: String(record.fields.contributor),
    step: record.state,
    ...(since ? { since } : {}),
    ...(amount ? { amount } : {}),
  }
}
