/**
 * The evidence pack of a claim, for a contributor's treasury and its auditor: one archive of plain tables and a list of their
 * digests, with the place in the record from which they were computed. The same claim at the same moment gives the same bytes.
 */
import { createHash } from 'node:crypto'
import { type Conversion, converter, type Sum } from '@konbit/force'
import { toLine, writeArchive } from '@konbit/formats'
import { isRefusal, type Refusal } from '@konbit/model'
import { momentOf } from '../moments.ts'
import type { Ask } from '../route.ts'
import { type Answer, pack } from '../wire.ts'
import { type ClaimReading, linesOf, readClaim } from './claim.ts'
import { dayIn, ratesAt, sumIn, textOf } from './reading.ts'

type Cell = string | number | boolean | null | undefined
const table = (header: readonly string[], rows: readonly (readonly Cell[])[]): string =>
  [header, ...rows].map((cells) => toLine(cells.map((cell) => String(cell ?? '')))).join('')

/** Whole units and hundredths, as a number that a spreadsheet adds up. */
const plain = (sum: Sum | null | undefined): string => {
  if (!sum) return ''
  const digits = String(Math.abs(sum.minor)).padStart(3, '0')
  return `${sum.minor < 0 ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`
}

const steps = [
  ['claimed', 'claimedOn', 'amountClaimed'],
  ['verified', 'verifiedOn', 'amountVerified'],
  ['certified', 'certifiedOn', 'amountCertified'],
  ['paid', 'paidOn', 'amountPaid'],
] as const

export async function answerEvidence(ask: Ask): Promise<Answer | Refusal> {
  const { edition } = ask.query as { edition?: string }
  const read = await readClaim(ask, ask.params.id as string, edition)
  if (isRefusal(read)) return read
  const rates = converter(await ratesAt(ask, await momentOf(ask)))
  const { mission } = ask
  const files = tablesOf(read, rates)
  const lines = linesOf(read)
  const head = await ask.head()
  const manifest = {
    about:
      'Tables of one reimbursement claim, computed from the record. Each file is named with the SHA-256 of its bytes; place says where in the record they were read.',
    ...(mission.exercise
      ? { exercise: 'EXERCISE: synthetic data, made for training. Nothing here happened.' }
      : {}),
    mission: { id: mission.id, name: mission.name },
    claim: { id: read.claim.id, reference: read.claim.caption, state: read.claim.state },
    period: lines.period,
    edition: lines.edition,
    place: {
      at: lines.at,
      known: lines.known,
      entry: lines.seq,
      log: { size: head.size, root: head.root },
    },
    totals: {
      computed: lines.total,
      isWhole: lines.isWhole,
      claimed: lines.claimed,
      verified: lines.verified,
      certified: lines.certified,
      paid: lines.paid,
      spentAtHome: lines.spentAtHome,
    },
    files: [...files].map(([name, text]) => ({
      name,
      bytes: Buffer.byteLength(text),
      sha256: createHash('sha256').update(text).digest('hex'),
    })),
  }
  const bytes = writeArchive(
    new Map([['manifest.json', `${JSON.stringify(manifest, null, 2)}\n`], ...files]),
  )
  const reference = read.claim.caption.replaceAll(/[^A-Za-z0-9._-]+/g, '-').slice(0, 60)
  const marked = mission.exercise ? 'exercise-' : ''
  return {
    status: 200,
    file: pack(bytes, 'application/zip'),
    headers: {
      'cache-control': 'private, no-store',
      'content-disposition': `attachment; filename="${marked}${mission.id}-claim-${reference}.zip"`,
    },
  }
}

type Rates = (sum: Sum, toCurrency: string, day: string) => Conversion

function tablesOf(read: ClaimReading, convert: Rates): Map<string, string> {
  const { claim, agreement, inspections, names, facts } = read
  const answer = linesOf(read)
  const used = new Set(answer.lines.flatMap(({ rests }) => rests.map(({ id }) => id)))
  const caption = (id: string | undefined): string => (id && names.get(id)?.caption) ?? ''
  const own = sumIn(claim, 'spentAtHome')?.currency ?? answer.currency
  const balance = steps.map(([step, on, field]) => {
    const sum = sumIn(claim, field)
    const day = dayIn(claim, on)
    const made = sum && day ? convert(sum, own, day) : undefined
    return { step, day, sum, made }
  })
  const home = sumIn(claim, 'spentAtHome')
  const certified = balance.find(({ step }) => step === 'certified')?.made?.sum
  const ratesUsed = balance.flatMap(({ made }) => (made && 'rate' in made ? (made.rate ?? []) : []))
  return new Map([
    [
      'claim.csv',
      table(
        ['field', 'value'],
        [
          ['reference', claim.caption],
          ['state', claim.state],
          ['agreement', agreement.caption],
          ['period from', answer.period.from],
          ['period to', answer.period.to],
          ['edition of rates', answer.edition?.caption],
          ['rates are illustrative', answer.edition?.isIllustrative ? 'yes' : 'no'],
          ['currency', answer.currency],
          ['computed', plain(answer.total)],
          ['every line has an amount', answer.isWhole ? 'yes' : 'no'],
        ],
      ),
    ],
    [
      'steps.csv',
      table(
        ['step', 'on', 'amount', 'currency'],
        balance.map(({ step, sum }) => [
          step,
          textOf(claim, `${step}On`),
          plain(sum),
          sum?.currency,
        ]),
      ),
    ],
    [
      'lines.csv',
      table(
        [
          'key',
          'subject',
          'category',
          'paid as',
          'month',
          'days paid',
          'days unserviceable',
          'rate',
          'factor',
          'amount',
          'currency',
          'because',
        ],
        answer.lines.map((line) => [
          line.key,
          line.subject?.caption,
          line.category,
          line.lease,
          line.month,
          line.days,
          line.unserviceableDays,
          plain(line.rate),
          line.factor,
          plain(line.amount),
          line.amount ? answer.currency : '',
          line.because.text,
        ]),
      ),
    ],
    [
      'inspections.csv',
      table(
        [
          'id',
          'kind',
          'inspected on',
          'outcome',
          'signed on',
          'signed for the mission by',
          'signed for the contributor by',
          'vehicles',
          'rests on it',
        ],
        inspections.map((one) => [
          one.id,
          textOf(one, 'kind'),
          textOf(one, 'inspectedOn'),
          textOf(one, 'outcome'),
          textOf(one, 'signedOn'),
          textOf(one, 'missionSigner'),
          textOf(one, 'contributorSigner'),
          ((one.fields.vehicles ?? []) as string[]).map((id) => caption(id) || id).join('; '),
          used.has(one.id) ? 'yes' : 'no',
        ]),
      ),
    ],
    [
      'rates.csv',
      table(
        ['category', 'paid as', 'a month', 'currency'],
        facts.rates.map((rate) => [
          rate.category,
          rate.lease,
          plain(rate.amount),
          rate.amount.currency,
        ]),
      ),
    ],
    [
      'exchange-rates.csv',
      table(
        ['currency', 'to currency', 'rate', 'stated on', 'publisher'],
        [...new Map(ratesUsed.map((rate) => [rate.record, rate])).values()].map((rate) => [
          rate.currency,
          rate.toCurrency,
          rate.rate,
          rate.statedOn,
          rate.source,
        ]),
      ),
    ],
    [
      'balance.csv',
      table(
        ['what', 'on', 'amount', 'currency', `in ${own}`, 'rate', 'rate stated on', 'publisher'],
        [
          [
            'spent at home',
            '',
            plain(home),
            home?.currency,
            home?.currency === own ? plain(home) : '',
          ],
          ...balance.map(({ step, day, sum, made }) => [
            step,
            day,
            plain(sum),
            sum?.currency,
            made?.sum ? plain(made.sum) : sum ? 'not converted' : '',
            made && 'rate' in made ? made.rate?.rate : '',
            made && 'rate' in made ? made.rate?.statedOn : '',
            made && 'rate' in made ? made.rate?.source : '',
          ]),
          [
            'spent at home less certified',
            '',
            '',
            '',
            home && certified
              ? plain({ minor: home.minor - certified.minor, currency: own })
              : 'not known',
          ],
        ],
      ),
    ],
  ])
}
