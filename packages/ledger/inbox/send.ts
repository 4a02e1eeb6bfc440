/**
 * What leaves of notices: which wait to be decided about, the deliveries that are put down for them, and each sent until it
 * arrives or is given up. What a delivery says is composed by whoever calls, once, so that a repeat is the same bytes.
 */
import { sign } from 'node:crypto'
import type { Label, Role } from '@konbit/model'
import { noticeKeys } from '../access/notices.ts'
import type { MissionFacts } from '../perform.ts'
import { type Pools, printInstant, type WriteSession } from '../pool.ts'
import { membersIn, type NoticeKind, putNotices, type Said } from './put.ts'

export type Way = 'mail' | 'web'
/** A notice about which it is still to be decided whether it leaves by a way, and how its member wishes to be told. */
export type Waiting = {
  id: number
  member: string
  kind: NoticeKind
  key: string
  said: Said
  link: string
  register: string | null
  isUrgent: boolean
  at: number
  made: number
  held: number | null
  isSeen: boolean
  toMail: boolean
  toWeb: boolean
  language: string
  digestHour: number | null
  quietFrom: string | null
  quietTo: string | null
  silent: string[]
  /** The last day on which a digest was put down. */
  digested: string | null
}
export type NewDelivery = {
  member: string
  way: Way
  kind: 'notice' | 'digest' | 'code'
  day?: string
  body: string
}
/** What comes of the notices that wait: those decided about by a way, and what is put down for it. */
export type Decided = {
  done: readonly { id: number; way: Way }[]
  /** Not to be looked at again before then; milliseconds. */
  later: readonly { id: number; until: number }[]
  deliveries: readonly NewDelivery[]
}
export type Delivery = {
  id: string
  member: string
  way: Way
  address: string
  body: string
  signature: string
  tries: number
}

const TRIES_MAX = 10
const AT_ONCE = 20
const WAITING_MAX = 500
/** While one process tries, no other does. */
const LEASE_SECONDS = 120
/** After ten tries, a little more than a day has gone by. */
const waitSeconds = (tries: number): number => Math.min(8 * 3600, 30 * 3 ** (tries - 1))

export const sendingInbox = (
  pools: Pools,
  factsOf: (mission: string) => Promise<MissionFacts>,
) => ({
  /**
   * Hands over what waits, as far as its member may see it today, and writes down what is decided, in one transaction: so
   * nothing is put down twice. Returns how many waited.
   */
  decideDeliveries: async (
    mission: string,
    decide: (waiting: readonly Waiting[]) => Decided,
  ): Promise<number> =>
    pools.write(async (session) => {
      await session.query('select pg_advisory_xact_lock(hashtextextended($1, 14))', [mission])
      const rows = await session.query<Waiting>(
        `select i.id, i.member, i.kind, i.key, i.said, i.link, i.register, i.is_urgent as "isUrgent", i.at, i.made, i.held,
           i.seen is not null as "isSeen", s.language, s.digest_hour as "digestHour", s.quiet_from as "quietFrom",
           s.quiet_to as "quietTo", s.silent,
           (i.mailed is null and s.mail is not null and i.made >= s.mail_since) is true as "toMail",
           (i.posted is null and s.web is not null and i.made >= s.web_since) is true as "toWeb",
           (select max(d.day)::text from inbox_delivery d where d.mission = i.mission and d.member = i.member and d.kind = 'digest') as digested
         from inbox_setting s join inbox i on i.mission = s.mission and i.member = s.member
         where s.mission = $1 and (i.waits is null or i.waits <= now()) and is_member(i.mission, i.member)
           and ((i.mailed is null and s.mail is not null and i.made >= s.mail_since) or (i.posted is null and s.web is not null and i.made >= s.web_since))
         order by i.id limit ${WAITING_MAX}`,
        [mission],
      )
      const visible = new Set<number>()
      for (const member of new Set(rows.map((row) => row.member))) {
        const ids = rows.filter((row) => row.member === member).map(({ id }) => id)
        const seen = await pools.read({ mission, member }, (reading) =>
          reading.query<{ id: number }>(
            'select id from inbox where mission = $1 and member = $2 and id = any ($3::int8[])',
            [mission, member, ids],
          ),
        )
        for (const { id } of seen) visible.add(id)
      }
      const { done, later, deliveries } = decide(rows.filter(({ id }) => visible.has(id)))
      const gone = rows.filter(({ id }) => !visible.has(id)).map(({ id }) => id)
      const by = (way: Way): number[] => [
        ...gone,
        ...done.filter((one) => one.way === way).map(({ id }) => id),
      ]
      await session.query(
        'update inbox set mailed = now() where mission = $1 and mailed is null and id = any ($2::int8[])',
        [mission, by('mail')],
      )
      await session.query(
        'update inbox set posted = now() where mission = $1 and posted is null and id = any ($2::int8[])',
        [mission, by('web')],
      )
      await session.query(
        `update inbox i set waits = l.until from unnest($2::int8[], $3::timestamptz[]) as l (id, until)
         where i.mission = $1 and i.id = l.id`,
        [mission, later.map(({ id }) => id), later.map(({ until }) => printInstant(until))],
      )
      await putDown(session, mission, deliveries)
      await session.commit()
      return rows.length
    }),

  /** Puts down what leaves beside any notice, such as a code for a new address. */
  putDeliveries: (mission: string, deliveries: readonly NewDelivery[]): Promise<void> =>
    pools.write(async (session) => {
      await putDown(session, mission, deliveries)
      await session.commit()
    }),

  /**
   * Sends what is due, one after the other. `send` throws when it did not arrive; its message is kept, cut short. What is given
   * up is told to its member on the page. Returns how each went.
   */
  deliverInbox: async (
    mission: string,
    send: (delivery: Delivery) => Promise<void>,
  ): Promise<{ way: Way; state: 'delivered' | 'failed' | 'given-up' }[]> => {
    const due = await pools.write(async (session) => {
      const rows = await session.query<Omit<Delivery, 'signature' | 'address'> & Addressed>(
        `update inbox_delivery n set next = now() + make_interval(secs => ${LEASE_SECONDS}), tries = n.tries + 1
         from (
           select d.id, case when d.way = 'web' then s.web when s.mail_since is not null or d.kind = 'code' then s.mail end as address
           from inbox_delivery d left join inbox_setting s on s.mission = d.mission and s.member = d.member
           where d.mission = $1 and d.next <= now() order by d.next limit ${AT_ONCE} for update of d skip locked
         ) due
         where n.mission = $1 and n.id = due.id
         returning n.id, n.member, n.way, due.address, n.body, n.tries`,
        [mission],
      )
      await session.commit()
      return rows
    })
    const { secret } = noticeKeys((await factsOf(mission)).secret)
    const went: { way: Way; state: 'delivered' | 'failed' | 'given-up' }[] = []
    for (const delivery of due) {
      const { address } = delivery
      const signature = sign(null, Buffer.from(delivery.body), secret).toString('base64')
      const failure =
        address === null
          ? 'the address was taken away'
          : await send({ ...delivery, address, signature }).then(
              () => null,
              (error: unknown) =>
                String(error instanceof Error ? error.message : error).slice(0, 200),
            )
      const isOver = failure !== null && (address === null || delivery.tries >= TRIES_MAX)
      went.push({
        way: delivery.way,
        state: failure === null ? 'delivered' : isOver ? 'given-up' : 'failed',
      })
      await pools.write(async (session) => {
        await session.query(
          `update inbox_delivery set delivered = case when $3::text is null then now() end, failure = $3,
             next = case when $4 then 'infinity' else now() + make_interval(secs => $5) end
           where mission = $1 and id = $2`,
          [mission, delivery.id, failure, isOver || failure === null, waitSeconds(delivery.tries)],
        )
        if (isOver && address !== null)
          await putNotices(session, mission, [delivery.member], {
            kind: 'delivery',
            key: `notice.givenUp.${delivery.way}`,
            said: { tries: delivery.tries },
            link: '/notices',
            about: `delivery:${delivery.id}`,
            at: Date.now(),
          })
        await session.commit()
      })
    }
    return went
  },

  /** How many wait, and how many were given up in the last thirty days, by way; for the operator. */
  inboxFigures: (mission: string): Promise<{ way: Way; waiting: number; givenUp: number }[]> =>
    pools.write((session) =>
      session.query(
        `select way, count(*) filter (where next < 'infinity')::int8 as waiting,
           count(*) filter (where delivered is null and next = 'infinity' and made > now() - interval '30 days')::int8 as "givenUp"
         from inbox_delivery where mission = $1 group by way order by way`,
        [mission],
      ),
    ),

  /** Tells others of each alert that nobody acknowledged in time. `told`: the roles of a rule's record, and where it leads. */
  escalateAlerts: (
    mission: string,
    now: number,
    told: (
      session: WriteSession,
      alert: { rule: string; cause: string },
    ) => Promise<readonly Role[] | undefined>,
  ): Promise<number> =>
    pools.write(async (session) => {
      const late = await session.query<{ rule: string; cause: string }>(
        `update inbox_alert set escalated = now()
         where mission = $1 and escalates <= now() and escalated is null and acknowledged is null returning rule, cause`,
        [mission],
      )
      for (const alert of late) {
        const roles = await told(session, alert)
        if (!roles || roles.length === 0) continue
        const [first] = await session.query<{
          key: string
          said: Said
          link: string
          register: string | null
          record: string | null
          label: Label | null
        }>(
          'select key, said, link, register, record, label from inbox where mission = $1 and rule = $2 and cause = $3 order by id limit 1',
          [mission, alert.rule, alert.cause],
        )
        if (!first) continue
        await putNotices(session, mission, await membersIn(session, mission, roles), {
          kind: 'alert',
          key: `${first.key}.escalated`,
          said: first.said,
          link: first.link,
          register: first.register ?? undefined,
          record: first.record ?? undefined,
          label: first.label ?? undefined,
          about: `escalated:${alert.rule}:${alert.cause}`,
          alert,
          isUrgent: true,
          at: now,
        })
      }
      await session.commit()
      return late.length
    }),

  /** Lets go of what is old: seen for two months, unseen for half a year, sent for three months, settings of who has left. */
  letGoOfNotices: (mission: string): Promise<void> =>
    pools.write(async (session) => {
      await session.query(
        `delete from inbox where mission = $1 and (seen < now() - interval '60 days' or made < now() - interval '180 days')`,
        [mission],
      )
      await session.query(
        `delete from inbox_alert where mission = $1 and fired < now() - interval '180 days'`,
        [mission],
      )
      await session.query(
        `delete from inbox_delivery where mission = $1 and next = 'infinity' and made < now() - interval '90 days'`,
        [mission],
      )
      for (const table of ['inbox_setting', 'calendar_link', 'inbox_level'])
        await session.query(
          `delete from ${table} t where mission = $1 and not is_member(t.mission, t.member)`,
          [mission],
        )
      await session.commit()
    }),
})

type Addressed = { address: string | null }

async function putDown(
  session: WriteSession,
  mission: string,
  deliveries: readonly NewDelivery[],
): Promise<void> {
  for (const { member, way, kind, day, body } of deliveries)
    await session.query(
      `insert into inbox_delivery (mission, member, way, kind, day, body, next) values ($1, $2, $3, $4, $5::date, $6, $7) on conflict do nothing`,
      [mission, member, way, kind, day ?? null, body, printInstant(Date.now() - 1000)],
    )
}
