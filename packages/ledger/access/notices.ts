/**
 * Notices: whoever is told outside this server of each change to their access. A follower puts one down for every entry that
 * concerns a member, in the transaction that moves its cursor; what is put down is sent until it arrives or is given up.
 */
import { createPrivateKey, createPublicKey, hkdfSync, type KeyObject, sign } from 'node:crypto'
import { type Registers, SELF } from '@konbit/model'
import { hex, parseEdge, rootOf } from '@konbit/proof'
import { iso } from '../append/command.ts'
import type { Followed, Handler } from '../follow.ts'
import type { MissionFacts } from '../perform.ts'
import { type Pools, type ReadAs, type Session, STILL_KNOWN } from '../pool.ts'
import { atMost } from '../read/view.ts'

/** What is to be sent: a body that says nothing restricted, and its signature. */
export type Notice = {
  seq: number
  member: string
  address: string
  body: string
  signature: string
  tries: number
}
export type NoticeView = {
  seq: number
  member: string
  by: 'web' | 'mail'
  made: string
  tries: number
  state: 'waiting' | 'delivered' | 'given-up'
  deliveredAt?: string
  nextAt?: string
  failure?: string
}

const TRIES_MAX = 14
const AT_ONCE = 20
/** While one process tries, no other does. */
const LEASE_SECONDS = 120
/** After 14 tries, a little more than a day has gone by. */
const waitSeconds = (tries: number): number => Math.min(6 * 3600, 15 * 2 ** tries)

/** The pair that signs a mission's notices, made from the mission's secret, which never leaves the database. */
export function noticeKeys(secret: Buffer): { secret: KeyObject; key: string } {
  const seed = Buffer.from(hkdfSync('sha256', secret, Buffer.alloc(0), 'konbit/notice', 32))
  const prefix = Buffer.from('302e020100300506032b657004220420', 'hex') // PKCS #8 of an Ed25519 seed
  const pair = createPrivateKey({
    key: Buffer.concat([prefix, seed]),
    format: 'der',
    type: 'pkcs8',
  })
  const raw = createPublicKey(pair).export({ format: 'der', type: 'spki' }).subarray(-32)
  return { secret: pair, key: raw.toString('base64') }
}

const changed = {
  type: 'konbit/access-changed',
  says: 'Your access to this mission changed. Sign in and read the entry; a missing entry or log is a reason to ask.',
}
const opened = {
  type: 'konbit/emergency-opened',
  says: 'Somebody opened emergency access in this mission. Sign in and review it.',
}

const isEmergency = (registers: Registers, name: string): boolean =>
  registers.get(name)?.grants?.kind === 'emergency'

/** Who is told of an emergency beside the one who opened it: the members in a role that may correct such a record. */
async function reviewersOf(
  session: Session,
  registers: Registers,
  mission: string,
  entries: readonly Followed[],
): Promise<string[]> {
  const roles = entries
    .filter(({ register, verb }) => verb === 'enter' && isEmergency(registers, register))
    .flatMap(({ register }) => registers.get(register)?.corrects.by ?? [])
  if (roles.length === 0) return []
  const rows = await session.query<{ member: string }>(
    `select distinct a.member from appointed a
     where a.mission = $1 and a.role = any ($2::text[]) and (a.until is null or a.until > now()) and is_member(a.mission, a.member)`,
    [mission, roles],
  )
  return rows.map(({ member }) => member)
}

/** Puts down one notice for each address of each member that an entry concerns: also for the address it takes away. */
export const collectNotices =
  (registers: Registers, mission: string): Handler =>
  async (entries, session) => {
    const granting = entries.filter(({ register }) => registers.get(register)?.grants)
    if (granting.length === 0) return
    const told = [...registers.values()].find(({ grants }) => grants?.kind === 'member')
    const field = told?.grants?.kind === 'member' ? told.grants.toldAt : undefined
    if (!told || field === undefined) return
    const concerned = await session.query<{ record: string; member: string }>(
      'select record, member from concerns where mission = $1 and record = any ($2::uuid[])',
      [mission, granting.map(({ record }) => record)],
    )
    const reviewers = await reviewersOf(session, registers, mission, granting)
    const members = [
      ...new Set([
        ...reviewers,
        ...concerned.map(({ member }) => member),
        ...granting
          .filter(({ register }) => registers.get(register)?.grants?.to === SELF)
          .map(({ record }) => record),
      ]),
    ]
    // Every address that stood at some entry, so that none is passed over by being changed twice between two looks.
    const rows = await session.query<{ member: string; address: string; from: number; to: number }>(
      `select v.record::text as member, v.body ->> $3 as address, v.known_from as from, v.known_to as to from version v
       where v.mission = $1 and v.record = any ($2::uuid[]) and v.label = $4 and v.at_to = 'infinity' and v.known_to >= $5 and v.body ->> $3 is not null`,
      [mission, members, field, told.fields[field]?.label ?? told.label, granting[0]?.seq ?? 0],
    )
    const kept = await session.query<{ member: string; address: string }>(
      'select member, address from told_at where mission = $1 and member = any ($2::text[])',
      [mission, members],
    )
    const [head] = await session.query<{ size: number; edge: Buffer }>(
      'select size, edge from head where mission = $1',
      [mission],
    )
    const log = head && { size: head.size, root: hex(rootOf(parseEdge(head.size, head.edge))) }
    for (const { seq, record, register, verb, known } of granting) {
      const ids =
        registers.get(register)?.grants?.to === SELF
          ? [record]
          : concerned.filter((one) => one.record === record).map(({ member }) => member)
      const others = isEmergency(registers, register) && verb === 'enter' ? reviewers : []
      for (const member of new Set([...ids, ...others])) {
        const addresses = new Set([
          ...rows
            .filter((row) => row.member === member && row.from <= seq && row.to >= seq)
            .map(({ address }) => address),
          // Also the one that is gone without a trace: an erasure leaves none.
          ...kept.filter((row) => row.member === member).map(({ address }) => address),
        ])
        const body = JSON.stringify({
          ...(ids.includes(member) ? changed : opened),
          mission,
          member,
          entry: seq,
          at: iso(known),
          log,
          checkpoint: `/log/${mission}/checkpoint`,
        })
        for (const address of addresses)
          await session.query(
            `insert into notice (mission, seq, member, address, body) values ($1, $2, $3, $4, $5) on conflict do nothing`,
            [mission, seq, member, address, body],
          )
      }
    }
    await session.query('delete from told_at where mission = $1 and member = any ($2::text[])', [
      mission,
      members,
    ])
    const standing = new Map(
      rows.filter(({ to }) => to >= Number(STILL_KNOWN)).map((row) => [row.member, row.address]),
    )
    await session.query(
      'insert into told_at (mission, member, address) select $1, * from unnest($2::text[], $3::text[])',
      [mission, [...standing.keys()], [...standing.values()]],
    )
  }

/**
 * Sends what is due, one after the other. `send` throws when it did not arrive; its message is kept, cut short. Returns how
 * many were tried.
 */
export async function deliverNotices(
  pools: Pools,
  mission: MissionFacts,
  send: (notice: Notice) => Promise<void>,
): Promise<number> {
  const due = await pools.write(async (session) => {
    const rows = await session.query<Omit<Notice, 'signature'>>(
      `update notice n set next = now() + make_interval(secs => ${LEASE_SECONDS}), tries = n.tries + 1
       from (
         select seq, member, address from notice
         where mission = $1 and delivered is null and next <= now() order by next limit ${AT_ONCE} for update skip locked
       ) d
       where n.mission = $1 and n.seq = d.seq and n.member = d.member and n.address = d.address
       returning n.seq, n.member, n.address, n.body, n.tries`,
      [mission.id],
    )
    await session.commit()
    return rows
  })
  const { secret } = noticeKeys(mission.secret)
  for (const notice of due) {
    const signature = sign(null, Buffer.from(notice.body), secret).toString('base64')
    const failure = await send({ ...notice, signature }).then(
      () => null,
      (error: unknown) => String(error instanceof Error ? error.message : error).slice(0, 200),
    )
    const isOver = failure !== null && notice.tries >= TRIES_MAX
    await pools.write(async (session) => {
      await session.query(
        `update notice set delivered = case when $5::text is null then now() end, failure = $5,
           next = case when $6 then 'infinity' else now() + make_interval(secs => $7) end
         where mission = $1 and seq = $2 and member = $3 and address = $4`,
        [
          mission.id,
          notice.seq,
          notice.member,
          notice.address,
          failure,
          isOver || failure === null,
          waitSeconds(notice.tries),
        ],
      )
      await session.commit()
    })
  }
  return due.length
}

/** One's own notices; a registrar and an auditor see all. Never the address. */
export async function noticesOf(
  pools: Pools,
  reader: ReadAs,
  query: { limit?: number | undefined; before?: number | undefined },
): Promise<{ items: NoticeView[]; next: string | null }> {
  const limit = atMost(query.limit, 50, 200)
  return pools.read(reader, async (session) => {
    const rows = await session.query<{
      seq: number
      member: string
      made: number
      tries: number
      next: number
      delivered: number | null
      failure: string | null
      kind: 'web' | 'mail'
    }>('select * from notices_seen($1, $2)', [query.before ?? Number.MAX_SAFE_INTEGER, limit + 1])
    const last = rows[limit - 1]
    return {
      items: rows.slice(0, limit).map((row): NoticeView => {
        const state =
          row.delivered !== null
            ? 'delivered'
            : row.next === Number.POSITIVE_INFINITY
              ? 'given-up'
              : 'waiting'
        return {
          seq: row.seq,
          member: row.member,
          by: row.kind,
          made: iso(row.made),
          tries: row.tries,
          state,
          ...(row.delivered === null ? {} : { deliveredAt: iso(row.delivered) }),
          ...(state === 'waiting' ? { nextAt: iso(row.next) } : {}),
          ...(row.failure === null ? {} : { failure: row.failure }),
        }
      }),
      next: rows.length > limit && last ? String(last.seq) : null,
    }
  })
}
