/**
 * The log for those who are signed in: how it stands, a receipt for an entry, and the whole of it as lines for an auditor.
 * What outsiders read is in `served.ts`.
 */
import { isRefusal, type Refusal } from '@konbit/model'
import {
  base64,
  EXPORT,
  type ExportEnd,
  type ExportHead,
  type ExportLine,
  RECEIPT,
} from '@konbit/proof'
import { z } from 'zod'
import { momentOf } from '../moments.ts'
import { param } from '../query.ts'
import type { Ask, Route } from '../route.ts'
import { type Answer, ok } from '../wire.ts'
import { signedHead } from './signedHead.ts'

const count = z.int().nonnegative()
const text = z.string()
const instant = text.describe('An instant in UTC')

const logShape = z.object({
  origin: text.nullable(),
  key: text.nullable().describe('The verifier key that signs now'),
  size: count.describe('Entries of the record, signed or not'),
  root: text.describe('Root over all of them, hexadecimal'),
  checkpoint: z.object({ size: count, root: text, note: text, at: instant }).nullable(),
  signing: z.object({
    does: z.boolean(),
    reason: text.optional(),
    why: text.optional().describe('Why nothing is signed'),
  }),
  witnesses: z.array(
    z.object({
      record: text,
      name: text,
      key: text,
      isActive: z.boolean(),
      size: count.nullable().describe('Of the checkpoint it signed last'),
      root: text.nullable(),
      at: instant.nullable().describe('When, as the witness says'),
    }),
  ),
  keys: z.array(z.object({ key: text, from: count, to: count.nullable() })),
  logs: z.array(z.object({ number: count, origin: text, since: count, opened: instant })),
})

const facetShape = z.object({
  label: text,
  seed: text.nullable(),
  content: text.nullable(),
  kept: text.nullable(),
  erasedBy: z.array(count).optional(),
})
const receiptShape = z.object({
  format: z.literal(RECEIPT),
  index: count,
  leaf: text,
  checkpoint: text,
  proof: z.array(text),
  bundle: z.object({
    envelope: z.object({ text, salt: text }),
    facets: z.array(facetShape),
    above: text,
  }),
})
const LATEST_MAX = 50
const latestShape = z.object({
  items: z.array(
    z.object({
      seq: count,
      known: instant.describe('When the record learned it'),
      register: text,
      record: text,
      verb: text,
      caption: text,
    }),
  ),
})
const exportShape = z.object({}).describe('One JSON value a line; see docs/operating/verify.md')

export const logRoutes: Route[] = [
  {
    method: 'get',
    path: '/api/{mission}/log',
    name: 'log',
    tag: 'log',
    about: 'How the log stands: its checkpoint, its keys, its witnesses, and whether it is signed.',
    answers: { 200: { about: 'The log', schema: logShape, name: 'Log' } },
    perform: answerLog,
  },
  {
    method: 'get',
    path: '/api/{mission}/log/latest',
    name: 'log.latest',
    tag: 'log',
    about:
      'The last entries that the asker may see, newest first, by number: each leads to its receipt. Looks back 20,000 entries at most.',
    query: { limit: param.whole('How many, at most.', 1, LATEST_MAX) },
    answers: { 200: { about: 'Entries', schema: latestShape, name: 'LogLatest' } },
    perform: answerLatest,
  },
  {
    method: 'get',
    path: '/api/{mission}/log/receipt/{seq}',
    name: 'log.receipt',
    tag: 'log',
    about:
      'Proof that an entry stands in the log, with what the asker may see of it. Verified without this server.',
    answers: { 200: { about: 'The receipt', schema: receiptShape, name: 'LogReceipt' } },
    problems: ['not-found', 'unsigned'],
    perform: answerReceipt,
  },
  {
    method: 'get',
    path: '/api/{mission}/log/export',
    name: 'log.export',
    tag: 'log',
    about:
      'The whole log up to its checkpoint as lines, each entry with what the asker may see of it.',
    answers: {
      200: {
        about: 'The lines',
        schema: exportShape,
        name: 'LogExport',
        types: ['application/jsonl; charset=utf-8'],
      },
    },
    problems: ['unsigned'],
    perform: answerExport,
  },
]

const iso = (at: number): string => new Date(at).toISOString()

async function answerLog({ house, mission }: Ask): Promise<Answer | Refusal> {
  const state = await house.ledger.log(mission.id).state()
  const { checkpoint, witnesses, logs } = state
  return ok({
    ...state,
    checkpoint: checkpoint && { ...checkpoint, at: iso(checkpoint.at) },
    witnesses: witnesses.map((one) => ({ ...one, at: one.at === null ? null : iso(one.at) })),
    logs: logs.map((one) => ({ ...one, opened: iso(one.opened) })),
  })
}

async function answerLatest(ask: Ask): Promise<Answer | Refusal> {
  const { house, reader, query } = ask
  const { items } = await house.ledger.lately(reader, {
    registers: [...house.registers.keys()],
    after: 0,
    limit: (query.limit as number | undefined) ?? 10,
  })
  const captions = await house.ledger.captions(
    reader,
    items.map(({ record }) => record),
    await momentOf(ask),
  )
  return ok({
    items: items.map(({ seq, known, register, record, verb }) => {
      const caption = captions.get(record)?.caption ?? ''
      return { seq, known, register, record, verb, caption }
    }),
  })
}

async function answerReceipt({ house, reader, params }: Ask): Promise<Answer | Refusal> {
  const seq = /^[1-9]\d{0,14}$/.test(params.seq ?? '') ? Number(params.seq) : 0
  const receipt = await house.ledger.log(reader.mission).receipt(reader, seq)
  return isRefusal(receipt) ? receipt : ok(receipt)
}

async function answerExport(ask: Ask): Promise<Answer | Refusal> {
  const signed = await signedHead(ask)
  if (isRefusal(signed)) return signed
  const { checkpoint, ...rest } = signed
  const head: ExportHead = { format: EXPORT, ...rest, checkpoint: checkpoint.note }
  return {
    status: 200,
    lines: lines(ask, head, checkpoint.size),
    type: 'application/jsonl; charset=utf-8',
    headers: { 'cache-control': 'no-store' },
  }
}

async function* lines(
  { house, reader }: Ask,
  head: ExportHead,
  size: number,
): AsyncGenerator<string> {
  yield `${JSON.stringify(head)}\n`
  for await (const page of house.ledger.log(reader.mission).entries(reader, size)) {
    const printed = page.map(
      ({ seq, leaf, bundle }): ExportLine => ({
        seq,
        leaf: base64(leaf),
        ...(bundle ? { bundle } : {}),
      }),
    )
    yield printed.map((line) => `${JSON.stringify(line)}\n`).join('')
  }
  const end: ExportEnd = { end: size }
  yield `${JSON.stringify(end)}\n`
}
