/**
 * The transfer statement of a succession, made by whoever answers for the unit and sees all of it: every open record with its
 * clock and the proof of its last entry, under one checkpoint, signed by the log's key. Refused while anything is on no list.
 */
import { isRefusal, type Refusal, type Role, refuse } from '@konbit/model'
import {
  bareBundle,
  openCheckpoint,
  parseVerifier,
  printTransfer,
  relatedTo,
  TRANSFER,
  TRANSFER_MAX,
  type TransferEnd,
  type TransferHead,
  type TransferItem,
  transferDigest,
} from '@konbit/proof'
import type { Unit } from '@konbit/registers'
import { signedHead } from '../log/signedHead.ts'
import { momentOf } from '../moments.ts'
import type { Ask } from '../route.ts'
import type { Answer } from '../wire.ts'
import { accountAt, type Open } from './succession.ts'

const PAGE = 200

/** Who states what a unit hands over. Operations never state a compartment. */
const stating: Readonly<Record<Unit, readonly Role[]>> = {
  chain: ['legal', 'chief', 'importer'],
  conduct: ['conduct'],
  custody: ['custodyOfficer'],
  care: ['careOfficer'],
}

export async function answerStatement(ask: Ask): Promise<Answer | Refusal> {
  const { unit = 'chain' } = ask.query as { unit?: Unit }
  const { ledger } = ask.house
  if (!stating[unit].some((role) => ask.person.roles.includes(role))) return refuse('not-allowed')
  const found = await accountAt(ask, await momentOf(ask), unit)
  if (isRefusal(found)) return found
  if (found.partial)
    return refuse('not-allowed', 'Only who sees all that is handed over can state it.')
  const unlisted = found.open.filter(({ standing }) => standing === 'unlisted').length
  // A compartment is listed by number alone: its own statement names the records.
  if (unit === 'chain' && unlisted > 0)
    return refuse('unless', `Nothing is left without an owner: ${unlisted} records are on no list.`)
  if (found.open.length > TRANSFER_MAX) return refuse('too-many')
  const log = ledger.log(ask.mission.id)
  const ends = await signedHead(ask)
  if (isRefusal(ends)) return ends
  const { checkpoint, ...rest } = ends
  const head: TransferHead = { format: TRANSFER, ...rest, checkpoint: checkpoint.note }
  const lines: string[] = []
  for (let from = 0; from < found.open.length; from += PAGE) {
    const made = await things(ask, found.open.slice(from, from + PAGE), checkpoint)
    if (isRefusal(made)) return made
    lines.push(...made.map((one) => JSON.stringify(one)))
  }
  if (lines.length !== found.open.length)
    return refuse('not-allowed', 'Only who sees all that is handed over can state it.')
  const verifier = parseVerifier(head.key)
  const related = verifier && relatedTo(verifier, head.rotations)
  const signed =
    related && !('wrong' in related) ? openCheckpoint(checkpoint.note, related) : undefined
  if (!signed || 'wrong' in signed) return refuse('unsigned')
  const note = await log.attest(
    printTransfer({
      origin: signed.origin,
      size: signed.size,
      root: signed.root,
      unit,
      items: lines.length,
      digest: transferDigest(lines),
      succession: found.record.id,
    }),
  )
  if (typeof note !== 'string') return refuse('unsigned')
  const end: TransferEnd = { end: lines.length, note }
  const text = [JSON.stringify(head), ...lines, JSON.stringify(end), ''].join('\n')
  return {
    status: 200,
    lines: whole(text),
    type: 'application/jsonl; charset=utf-8',
    headers: { 'cache-control': 'no-store' },
  }
}

async function* whole(text: string): AsyncGenerator<string> {
  yield text
}

/** Each with its fields as the asker sees them, the codes of bodies they name, and the bare proof of its last entry. */
async function things(
  ask: Ask,
  open: readonly Open[],
  checkpoint: { size: number; note: string },
): Promise<TransferItem[] | Refusal> {
  const { ledger, registers } = ask.house
  const moment = await momentOf(ask)
  const made: TransferItem[] = []
  const bodies = new Map<string, string>()
  for (const [register, group] of Map.groupBy(open, (one) => one.register)) {
    const ids = group.map(({ record }) => record)
    const records = await ledger.records(ask.reader, { register, ids, moment })
    const spec = registers.get(register)
    const named = [...records.values()].flatMap(({ fields }) =>
      Object.entries(fields).flatMap(([name, value]) =>
        spec?.fields[name]?.to === 'organisation' ? [value].flat().map(String) : [],
      ),
    )
    const missing = [...new Set(named)].filter((id) => !bodies.has(id))
    const found = await ledger.records(ask.reader, {
      register: 'organisation',
      ids: missing,
      moment,
    })
    for (const [id, { fields }] of found) bodies.set(id, String(fields.code ?? ''))
    for (const { kind, record, state, dueOn } of group) {
      const view = records.get(record)
      if (!view) continue // raised beyond the asker: the count tells
      const receipt = await ledger.log(ask.mission.id).receipt(ask.reader, view.seq, checkpoint)
      if (isRefusal(receipt)) return receipt
      const bundle = bareBundle(receipt.bundle)
      if ('wrong' in bundle)
        throw new Error(`the record's own receipt does not open: ${bundle.wrong}`)
      made.push({
        kind,
        register,
        record,
        caption: view.caption,
        state,
        dueOn,
        fields: view.fields,
        names: namesIn(view.fields, bodies),
        index: receipt.index,
        leaf: receipt.leaf,
        proof: receipt.proof,
        bundle,
      })
    }
  }
  return made
}

const namesIn = (
  fields: Readonly<Record<string, unknown>>,
  bodies: ReadonlyMap<string, string>,
): Record<string, string> =>
  Object.fromEntries(
    Object.values(fields)
      .flat()
      .flatMap((one): [string, string][] => {
        const code = bodies.get(String(one))
        return code ? [[String(one), code]] : []
      }),
  )
