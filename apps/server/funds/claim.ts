/**
 * A reimbursement claim computed from the record: at the moment at which it was claimed, so that it runs the same again, and
 * under its own edition of rates or another. What the asker may not see is not in it; their own claim is whole to a state.
 */
import {
  type AgreedRate,
  type ClaimFacts,
  type LeaseKind,
  type PersonDays,
  reimburse,
  type SignedInspection,
  type Sum,
  type VehicleDays,
} from '@konbit/force'
import type { Moment, RecordView } from '@konbit/ledger'
import { addDays, dayOf, daysBetween, isRefusal, type Refusal, refuse } from '@konbit/model'
import { translate } from '@konbit/registers'
import { keep } from '../kept.ts'
import { momentOf } from '../moments.ts'
import type { Ask } from '../route.ts'
import { type Answer, ok } from '../wire.ts'
import { dayIn, type Ref, recordsOf, refTo, sumIn, textOf } from './reading.ts'

/** A claim of more days, or of more lines, is asked for in parts. */
const daysMax = 400
const linesMax = 5000
const say = translate('en')

export type ClaimReading = {
  claim: RecordView
  agreement: RecordView
  edition: RecordView | undefined
  /** The moment of which it is computed. */
  moment: Moment
  claimed: { seq: number; at: string; known: string } | undefined
  facts: ClaimFacts
  inspections: RecordView[]
  rates: RecordView[]
  names: ReadonlyMap<string, Ref>
}

/** When it was last claimed, and how the record stood then; a draft stands as it does at the moment asked for. */
async function claimedAt(ask: Ask, claim: RecordView, asked: Moment) {
  const { house, reader } = ask
  let cursor: string | undefined
  do {
    const page = await house.ledger.history(reader, {
      register: 'reimbursement',
      id: claim.id,
      moment: asked,
      limit: 200,
      ...(cursor ? { cursor } : {}),
    })
    if (isRefusal(page)) return page
    const entry = page.items.find(({ verb, voided }) => verb === 'claim' && !voided)
    if (entry) return entry
    cursor = page.next ?? undefined
  } while (cursor)
  return undefined
}

export async function readClaim(
  ask: Ask,
  id: string,
  editionId?: string,
): Promise<ClaimReading | Refusal> {
  const { house, reader } = ask
  const asked = await momentOf(ask)
  const claim = await house.ledger.get(reader, { register: 'reimbursement', id, moment: asked })
  if (isRefusal(claim)) return claim
  const entry = await claimedAt(ask, claim, asked)
  if (entry && isRefusal(entry)) return entry
  const moment: Moment = entry
    ? {
        at: Math.min(Date.parse(entry.at), asked.at),
        known: Math.min(entry.seq, asked.known),
        atText: entry.at,
        knownText: entry.known,
        isNow: false,
      }
    : asked
  const agreement = await house.ledger.get(reader, {
    register: 'agreement',
    id: String(claim.fields.agreement),
    moment,
  })
  if (isRefusal(agreement)) return agreement
  const from = dayIn(claim, 'periodFirst') as string
  const to = dayIn(claim, 'periodLast') as string
  if (to < from || daysBetween(from, to) >= daysMax)
    return refuse(
      'too-many',
      `A claim is computed for at most ${daysMax} days, from its first to its last.`,
    )
  const own = textOf(claim, 'rateEdition') ?? textOf(agreement, 'rateEdition')
  const wanted = editionId ?? own
  // Its own edition is read as it stood; another may have been loaded since.
  const ofRates = wanted === own ? moment : asked
  const edition = wanted
    ? await house.ledger.get(reader, { register: 'rateEdition', id: wanted, moment: ofRates })
    : undefined
  if (edition && isRefusal(edition)) return edition
  const contributor = String(claim.fields.contributor)
  // A claim for one unit is for its people and its vehicles; two units of a state are never paid twice.
  const contingent = textOf(claim, 'contingent')
  const ofAgreement = async () => {
    const lines = await recordsOf(
      ask,
      moment,
      'agreementLine',
      { agreement: agreement.id },
      linesMax,
    )
    if (isRefusal(lines)) return lines
    const vehicles = await vehiclesOf(ask, moment, lines, { from, to, contingent })
    return isRefusal(vehicles) ? vehicles : { lines, vehicles }
  }
  const [agreed, rates, inspections, deductions, persons] = await Promise.all([
    ofAgreement(),
    edition ? recordsOf(ask, ofRates, 'rate', { rateEdition: edition.id }, linesMax) : [],
    recordsOf(ask, moment, 'inspection', { contributor, state: ['signedByBoth'] }, linesMax),
    recordsOf(ask, asked, 'deduction', { reimbursement: claim.id, state: ['standing'] }, linesMax),
    personsOf(ask, moment, contingent ? { contingent } : { contributor }, from, to),
  ])
  if (isRefusal(agreed)) return agreed
  if (isRefusal(rates)) return rates
  if (isRefusal(inspections)) return inspections
  if (isRefusal(deductions)) return deductions
  if (isRefusal(persons)) return persons
  const { lines, vehicles } = agreed
  const months = daysBetween(from, to) / 28 + 2
  if ((vehicles.length + lines.length) * months > linesMax * 2)
    return refuse('too-many', 'That would be too many lines at once: claim a shorter period.')
  const endsOn = dayIn(agreement, 'endsOn')
  const facts: ClaimFacts = {
    currency: String(agreement.fields.currency),
    period: { from, to },
    agreement: {
      startsOn: dayIn(agreement, 'startsOn') as string,
      ...(endsOn ? { endsOn } : {}),
    },
    lines: lines.map(lineOf),
    rates: rates.flatMap((record): AgreedRate[] => {
      const amount = sumIn(record, 'amount')
      return amount
        ? [
            {
              id: record.id,
              category: String(record.fields.rateCategory),
              lease: record.fields.lease as LeaseKind,
              amount,
            },
          ]
        : []
    }),
    inspections: inspections.map(inspectionOf),
    vehicles,
    persons,
    deductions: deductions.flatMap((record) => {
      const amount = sumIn(record, 'amount')
      return amount ? [{ id: record.id, amount, kind: String(record.fields.kind) }] : []
    }),
  }
  const ids = vehicles.map((one) => one.id)
  const captions = ids.length > 0 ? await house.ledger.captions(reader, ids, moment) : new Map()
  const named = [...lines, ...rates, ...inspections, ...deductions].map(
    (record) => [record.id, refTo(record)] as const,
  )
  const names = new Map<string, Ref>([
    ...named,
    ...ids.map(
      (vehicle) =>
        [
          vehicle,
          {
            register: 'vehicle',
            id: vehicle,
            caption: captions.get(vehicle)?.caption ?? vehicle,
          },
        ] as const,
    ),
  ])
  return {
    claim,
    agreement,
    edition,
    moment,
    claimed: entry ? { seq: entry.seq, at: entry.at, known: entry.known } : undefined,
    facts,
    inspections,
    rates,
    names,
  }
}

function lineOf(record: RecordView): ClaimFacts['lines'][number] {
  const { fields } = record
  const startsOn = dayIn(record, 'startsOn')
  const endsOn = dayIn(record, 'endsOn')
  return {
    id: record.id,
    category: String(fields.rateCategory),
    lease: fields.lease as LeaseKind,
    ...(typeof fields.items === 'number' ? { items: fields.items } : {}),
    ...(typeof fields.persons === 'number' ? { persons: fields.persons } : {}),
    ...(startsOn ? { startsOn } : {}),
    ...(endsOn ? { endsOn } : {}),
    factorPercents: ['environmentPercent', 'intensityPercent', 'hostilePercent'].flatMap((name) =>
      typeof fields[name] === 'number' ? [fields[name]] : [],
    ),
  }
}

const inspectionOf = (record: RecordView): SignedInspection => ({
  id: record.id,
  kind: record.fields.kind as SignedInspection['kind'],
  day: dayIn(record, 'inspectedOn') as string,
  vehicles: (record.fields.vehicles ?? []) as string[],
  isFailed: record.fields.outcome === 'fails',
  ...(textOf(record, 'agreementLine') ? { line: textOf(record, 'agreementLine') as string } : {}),
})

/** In which state each vehicle of the agreement was at the end of each day. */
async function vehiclesOf(
  { house, reader, mission }: Ask,
  moment: Moment,
  lines: readonly RecordView[],
  { from, to, contingent }: { from: string; to: string; contingent: string | undefined },
): Promise<VehicleDays[] | Refusal> {
  const ids = lines.map(({ id }) => id)
  if (ids.length === 0) return []
  const spells = await house.ledger.spells(reader, {
    register: 'vehicle',
    moment,
    from,
    to,
    state: ['ready', 'inRepair'],
    where: { agreementLine: ids, ...(contingent ? { contingent } : {}) },
    take: ['agreementLine'],
  })
  if (isRefusal(spells)) return spells
  const found = new Map<string, { line: string; spells: VehicleDays['spells'][number][] }>()
  for (const { record, state, from: begins, to: ends, fields } of spells) {
    const line = String(fields.agreementLine)
    const key = `${record} ${line}`
    const mine = found.get(key) ?? { line, spells: [] }
    // What held at the end of a day counts for that day: from the day it began to the day before it ended.
    const last = ends === null ? to : addDays(dayOf(ends, mission.zone), -1)
    mine.spells.push({
      from: dayOf(begins, mission.zone),
      to: last,
      isServiceable: state === 'ready',
    })
    found.set(key, mine)
  }
  return [...found].map(([key, one]) => ({ id: key.split(' ')[0] as string, ...one }))
}

/** How many people of the contributor, or of one contingent, were there, day by day. */
async function personsOf(
  { house, reader }: Ask,
  moment: Moment,
  of: { contributor: string } | { contingent: string },
  from: string,
  to: string,
): Promise<PersonDays[] | Refusal> {
  const own = 'contingent' in of ? of.contingent : of.contributor
  const series = await house.ledger.series(reader, {
    name: 'people.deployed',
    moment,
    from,
    to,
    step: 'day',
    by: 'contingent' in of ? 'contingent' : 'contributor',
  })
  if (isRefusal(series)) return series
  const runs: { from: string; to: string; persons: number }[] = []
  for (const { day, rows } of series.points) {
    const persons = Math.max(0, rows?.find(({ key }) => key === own)?.value ?? 0)
    const last = runs.at(-1)
    if (last && last.persons === persons) last.to = day
    else runs.push({ from: day, to: day, persons })
  }
  return runs
}

export async function answerLines(ask: Ask): Promise<Answer | Refusal> {
  const { edition } = ask.query as { edition?: string }
  const id = ask.params.id as string
  const made = await keep(ask, await momentOf(ask), `claim ${id} ${edition}`, async () => {
    const read = await readClaim(ask, id, edition)
    return isRefusal(read) ? read : linesOf(read)
  })
  return isRefusal(made) ? made : ok(made)
}

export function linesOf(read: ClaimReading) {
  const { claim, names, facts } = read
  const { lines, total, isWhole } = reimburse(facts)
  const amount = (field: string): Sum | null => sumIn(claim, field) ?? null
  return {
    claim: refTo(claim),
    state: claim.state,
    at: read.moment.atText,
    known: read.moment.knownText,
    seq: read.claimed?.seq ?? null,
    period: facts.period,
    edition: read.edition
      ? {
          id: read.edition.id,
          caption: read.edition.caption,
          isIllustrative: read.edition.fields.isIllustrative === true,
        }
      : null,
    currency: facts.currency,
    lines: lines.map((line) => ({
      ...line,
      subject: names.get(line.subject.id) ?? null,
      because: {
        key: `reimburse.${line.because.key}`,
        values: line.because.values,
        text: say(`reimburse.${line.because.key}`, line.because.values),
      },
      rests: line.rests.flatMap(({ id }) => names.get(id) ?? []),
    })),
    total,
    isWhole,
    claimed: amount('amountClaimed'),
    verified: amount('amountVerified'),
    certified: amount('amountCertified'),
    paid: amount('amountPaid'),
    spentAtHome: amount('spentAtHome'),
  }
}
