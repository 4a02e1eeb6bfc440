/**
 * Cosignatures: witnesses, who stand outside, sign the checkpoints they have seen and could prove to follow from the last.
 * Which keys are witnesses' a register says, whose name and fields are given as an argument.
 */
import { type Refusal, refuse } from '@konbit/model'
import {
  hex,
  openCheckpoint,
  openNote,
  parseCheckpoint,
  parseNote,
  parseVerifier,
  printNote,
  type Verifier,
} from '@konbit/proof'
import { type Pools, printInstant, type Session, STILL_KNOWN } from '../pool.ts'
import { keysOf, type LogRow } from './sign.ts'

/** Where the witnesses are registered: their name and verifier key lie on the register's own label. */
export type WitnessRegister = { register: string; label: string; key: string; state: string }

/** A witness, and the checkpoint it signed last. */
export type Witness = {
  record: string
  name: string
  key: string
  isActive: boolean
  size: number | null
  /** Hexadecimal. */
  root: string | null
  at: number | null
}

type Registered = { record: string; verifier: Verifier; isActive: boolean }

async function registered(
  session: Session,
  mission: string,
  { register, label, key, state }: WitnessRegister,
): Promise<Registered[]> {
  const rows = await session.query<{ record: string; key: string | null; active: boolean }>(
    `select record, body ->> $4 as key, state = $5 as active from version
     where mission = $1 and register = $2 and label = $3 and at_to = 'infinity' and known_to = ${STILL_KNOWN}`,
    [mission, register, label, key, state],
  )
  return rows.flatMap(({ record, key: text, active }) => {
    const verifier = parseVerifier(text ?? '')
    return verifier?.algorithm === 'cosignature' ? [{ record, verifier, isActive: active }] : []
  })
}

export async function witnessesOf(
  pools: Pools,
  mission: string,
  log: number,
  where: WitnessRegister,
): Promise<Witness[]> {
  return pools.beside(async (session) => {
    const [known, signed] = await Promise.all([
      registered(session, mission, where),
      session.query<{ key: string; size: number; root: Buffer; signed: number }>(
        `select distinct on (s.key) s.key, s.size, c.root, s.signed from cosignature s
         join checkpoint c on c.mission = s.mission and c.log = s.log and c.size = s.size
         where s.mission = $1 and s.log = $2 order by s.key, s.size desc`,
        [mission, log],
      ),
    ])
    return known.map(({ record, verifier, isActive }) => {
      const last = signed.find(({ key }) => key === verifier.key)
      return {
        record,
        name: verifier.name,
        key: verifier.key,
        isActive,
        size: last?.size ?? null,
        root: last ? hex(last.root) : null,
        at: last?.signed ?? null,
      }
    })
  })
}

/**
 * Takes in a checkpoint of ours with lines of witnesses below it. Every line of a known witness must be good, and one must
 * be there; what was taken in before is taken again without effect.
 */
export async function cosign(
  pools: Pools,
  mission: string,
  log: LogRow,
  where: WitnessRegister,
  note: string,
): Promise<{ size: number; witnesses: string[] } | Refusal> {
  const wrong = (needs: string): Refusal =>
    refuse('bad-cosignature', undefined, [{ field: 'note', needs }])
  const claimed = parseCheckpoint(parseNote(note)?.text ?? '')
  if (!claimed) return wrong('a checkpoint of this log, with the line of a witness below it')
  return pools.write(async (session) => {
    const [known, keys, [ours]] = await Promise.all([
      registered(session, mission, where),
      keysOf(session, mission, log.number),
      session.query<{ note: string }>(
        'select note from checkpoint where mission = $1 and log = $2 and size = $3',
        [mission, log.number, claimed.size],
      ),
    ])
    const logKeys = keys.flatMap(({ key }) => parseVerifier(key) ?? [])
    const stored = ours && openCheckpoint(ours.note, logKeys)
    if (!stored || 'wrong' in stored || stored.text !== parseNote(note)?.text)
      return wrong('a checkpoint that this log has signed')
    const active = known.filter(({ isActive }) => isActive).map(({ verifier }) => verifier)
    const opened = openNote(note, active)
    if ('wrong' in opened) return wrong('a good line of a witness that is registered and active')
    await session.query(
      `insert into cosignature (mission, log, size, key, line, signed)
       select $1, $2, $3, * from unnest($4::text[], $5::text[], $6::timestamptz[]) on conflict do nothing`,
      [
        mission,
        log.number,
        claimed.size,
        opened.signed.map(({ verifier }) => verifier.key),
        opened.signed.map(({ line }) => line),
        opened.signed.map(({ seconds }) => printInstant(seconds * 1000)),
      ],
    )
    await session.commit()
    return { size: claimed.size, witnesses: opened.signed.map(({ verifier }) => verifier.name) }
  })
}

/** The note of a checkpoint with the lines of its witnesses below those of the log. */
export async function cosigned(
  session: Session,
  mission: string,
  { log, size, note }: { log: number; size: number; note: string },
): Promise<string> {
  const lines = await session.query<{ line: string }>(
    'select line from cosignature where mission = $1 and log = $2 and size = $3 order by signed, key',
    [mission, log, size],
  )
  const parsed = parseNote(note)
  if (!parsed || lines.length === 0) return note
  return printNote(parsed.text, [
    ...parsed.signatures.map(({ line }) => line),
    ...lines.map(({ line }) => line),
  ])
}
