/** A member's own notices, how they wish to be told, and what became of what was sent: as the database shows it to them. */
import { hash } from 'node:crypto'
import { iso } from '../append/command.ts'
import { type Pools, printInstant, type ReadAs, type Session } from '../pool.ts'
import { atMost } from '../read/view.ts'
import type { NoticeKind, Said } from './put.ts'

export type InboxNotice = {
  id: number
  kind: NoticeKind
  key: string
  said: Said
  link: string
  register?: string
  record?: string
  due?: string
  isUrgent: boolean
  at: string
  seen?: string
  /** Of an alert: by which rule, and whether somebody said that they have it. */
  alert?: { rule: string; acknowledged?: string }
}
export type InboxSettings = {
  language: string
  mail: string | null
  isMailTheirs: boolean
  web: string | null
  digestHour: number | null
  quietFrom: string | null
  quietTo: string | null
  silent: string[]
  calendar: { made: string; used: string | null } | null
}
export type SettingsChange = Partial<
  Omit<InboxSettings, 'isMailTheirs' | 'calendar'> & {
    /** A digest of the code that is sent to a new mail address. */
    code: Buffer
  }
>
export type DeliveryView = {
  id: string
  way: 'mail' | 'web'
  kind: 'notice' | 'digest' | 'code'
  made: string
  tries: number
  state: 'waiting' | 'delivered' | 'given-up'
  deliveredAt?: string
  nextAt?: string
  failure?: string
}

const CODE_TRIES_MAX = 5
const CODE_HOURS = 24
const UNSEEN_MAX = 100

type Owner = Pick<ReadAs, 'mission' | 'member'>
const unset: InboxSettings = {
  language: 'en',
  mail: null,
  isMailTheirs: false,
  web: null,
  digestHour: null,
  quietFrom: null,
  quietTo: null,
  silent: [],
  calendar: null,
}
const digestOf = (text: string): Buffer => hash('sha256', text, 'buffer')
/** A cursor: where the page before ended. */
const cursorOf = ({ at, id }: { at: number; id: number }): string => `${at}.${id}`
export const readCursor = (text: string): { at: number; id: number } | undefined => {
  const [, at, id] = /^(-?\d{1,15})\.(\d{1,15})$/.exec(text) ?? []
  return at === undefined ? undefined : { at: Number(at), id: Number(id) }
}

export const readingInbox = (pools: Pools) => ({
  /** One's own, newest first. `unseen` counts to a hundred. */
  inbox: (
    reader: ReadAs,
    query: { limit?: number | undefined; before?: { at: number; id: number } | undefined } = {},
  ): Promise<{ items: InboxNotice[]; next: string | null; unseen: number }> => {
    const limit = atMost(query.limit, 50, 200)
    return pools.read(reader, async (session) => {
      const [rows, [count]] = await Promise.all([
        session.query<{
          id: number
          kind: NoticeKind
          key: string
          said: Said
          link: string
          register: string | null
          record: string | null
          due: string | null
          urgent: boolean
          at: number
          seen: number | null
          rule: string | null
          acknowledged: number | null
        }>(
          `select id, kind, key, said, link, register, record, due, is_urgent as urgent, at, seen, rule,
             case when rule is not null then alert_seen(rule, cause) end as acknowledged
           from inbox where mission = $1 and member = $2 and (at, id) < ($3::timestamptz, $4::int8)
           order by at desc, id desc limit $5`,
          [
            reader.mission,
            reader.member,
            printInstant(query.before?.at ?? Number.POSITIVE_INFINITY),
            query.before?.id ?? Number.MAX_SAFE_INTEGER,
            limit + 1,
          ],
        ),
        session.query<{ unseen: number }>(
          `select count(*) as unseen from (select from inbox where mission = $1 and member = $2 and seen is null limit ${UNSEEN_MAX}) u`,
          [reader.mission, reader.member],
        ),
      ])
      const last = rows[limit - 1]
      return {
        items: rows.slice(0, limit).map(
          (row): InboxNotice => ({
            id: row.id,
            kind: row.kind,
            key: row.key,
            said: row.said,
            link: row.link,
            ...(row.register ? { register: row.register } : {}),
            ...(row.record ? { record: row.record } : {}),
            ...(row.due ? { due: row.due } : {}),
            isUrgent: row.urgent,
            at: iso(row.at),
            ...(row.seen === null ? {} : { seen: iso(row.seen) }),
            ...(row.rule === null
              ? {}
              : {
                  alert: {
                    rule: row.rule,
                    ...(row.acknowledged === null ? {} : { acknowledged: iso(row.acknowledged) }),
                  },
                }),
          }),
        ),
        next: rows.length > limit && last ? cursorOf(last) : null,
        unseen: Number(count?.unseen ?? 0),
      }
    })
  },

  /** Marks one's own as seen, all of them where none is named; `acknowledges`: and says of their alerts that one has them. */
  seeNotices: async (
    reader: ReadAs,
    { ids, acknowledges }: { ids?: readonly number[] | undefined; acknowledges: boolean },
  ): Promise<void> => {
    // What they may not see today they have not seen.
    const visible = await pools.read(reader, (session) =>
      session.query<{ id: number }>(
        `select id from inbox where mission = $1 and member = $2
           and ($3::int8[] is null and seen is null or id = any ($3::int8[])) order by at desc, id desc limit 1000`,
        [reader.mission, reader.member, ids ?? null],
      ),
    )
    await pools.write(async (session) => {
      const seen = visible.map(({ id }) => id)
      await session.query(
        'update inbox set seen = coalesce(seen, now()) where mission = $1 and member = $2 and id = any ($3::int8[])',
        [reader.mission, reader.member, seen],
      )
      if (acknowledges)
        await session.query(
          `update inbox_alert a set acknowledged = now(), acknowledger = $2
           from inbox i where i.mission = $1 and i.member = $2 and i.id = any ($3::int8[])
             and a.mission = i.mission and a.rule = i.rule and a.cause = i.cause and a.acknowledged is null`,
          [reader.mission, reader.member, seen],
        )
      await session.commit()
    })
  },

  inboxSettings: (reader: ReadAs): Promise<InboxSettings> =>
    pools.read(reader, (session) => settingsIn(session, reader)),

  /** Changes what is named. A new mail address counts only from when the code sent there comes back. */
  setInbox: (owner: Owner, change: SettingsChange): Promise<InboxSettings> =>
    pools.write(async (session) => {
      const { mission, member } = owner
      await session.query(
        'insert into inbox_setting (mission, member) values ($1, $2) on conflict do nothing',
        [mission, member],
      )
      const set: Record<string, unknown> = {
        language: change.language,
        digest_hour: change.digestHour,
        quiet_from: change.quietFrom,
        quiet_to: change.quietTo,
        silent: change.silent,
      }
      if (change.mail !== undefined)
        Object.assign(set, {
          mail: change.mail,
          mail_since: null,
          code: change.code ?? null,
          code_until: change.mail ? printInstant(Date.now() + CODE_HOURS * 3_600_000) : null,
          code_tries: 0,
        })
      if (change.web !== undefined)
        Object.assign(set, { web: change.web, web_since: change.web ? 'now' : null })
      for (const [column, value] of Object.entries(set))
        if (value !== undefined)
          await session.query(
            `update inbox_setting set ${column} = $3, changed = now() where mission = $1 and member = $2`,
            [mission, member, value],
          )
      // What waits is decided about anew, by what they wish from now on.
      await session.query(
        'update inbox set waits = null where mission = $1 and member = $2 and waits is not null',
        [mission, member],
      )
      const settings = await settingsIn(session, owner)
      await session.commit()
      return settings
    }),

  /** Whether the code is the one that was sent; from then on mails go there. */
  confirmMail: (owner: Owner, code: string): Promise<boolean> =>
    pools.write(async (session) => {
      const rows = await session.query<{ mail: string }>(
        `update inbox_setting set mail_since = case when code = $3 then now() else mail_since end, code_tries = code_tries + 1,
           code = case when code = $3 then null else code end
         where mission = $1 and member = $2 and code is not null and code_until > now() and code_tries < ${CODE_TRIES_MAX}
         returning case when mail_since is not null then mail end as mail`,
        [owner.mission, owner.member, digestOf(code)],
      )
      await session.commit()
      return Boolean(rows[0]?.mail)
    }),

  /** In place of the one before, which opens nothing from then on; without a token it is ended. */
  setCalendarLink: (owner: Owner, token: string | undefined): Promise<void> =>
    pools.write(async (session) => {
      await session.query('delete from calendar_link where mission = $1 and member = $2', [
        owner.mission,
        owner.member,
      ])
      if (token !== undefined)
        await session.query(
          'insert into calendar_link (mission, member, digest) values ($1, $2, $3)',
          [owner.mission, owner.member, digestOf(token)],
        )
      await session.commit()
    }),

  /** Whose calendar it is, if they are let in today. */
  calendarOf: (
    mission: string,
    token: string,
  ): Promise<{ member: string; made: string; language: string } | undefined> =>
    pools.write(async (session) => {
      const [row] = await session.query<{ member: string; made: number; language: string | null }>(
        `update calendar_link c set used = case when used > now() - interval '1 hour' then used else now() end
         where c.mission = $1 and c.digest = $2 and is_member(c.mission, c.member)
         returning c.member, c.made, (select s.language from inbox_setting s where s.mission = c.mission and s.member = c.member) as language`,
        [mission, digestOf(token)],
      )
      await session.commit()
      return row && { member: row.member, made: iso(row.made), language: row.language ?? 'en' }
    }),

  /** What was sent to oneself of late, newest first. */
  deliveriesTo: (reader: ReadAs, limit = 20): Promise<DeliveryView[]> =>
    pools.read(reader, async (session) => {
      const rows = await session.query<{
        id: string
        way: DeliveryView['way']
        kind: DeliveryView['kind']
        made: number
        tries: number
        next: number
        delivered: number | null
        failure: string | null
      }>(
        `select id, way, kind, made, tries, next, delivered, failure from inbox_delivery
         where mission = $1 and member = $2 order by made desc, id limit $3`,
        [reader.mission, reader.member, limit],
      )
      return rows.map((row): DeliveryView => {
        const state =
          row.delivered !== null
            ? 'delivered'
            : row.next === Number.POSITIVE_INFINITY
              ? 'given-up'
              : 'waiting'
        return {
          id: row.id,
          way: row.way,
          kind: row.kind,
          made: iso(row.made),
          tries: row.tries,
          state,
          ...(row.delivered === null ? {} : { deliveredAt: iso(row.delivered) }),
          ...(state === 'waiting' ? { nextAt: iso(row.next) } : {}),
          ...(row.failure === null ? {} : { failure: row.failure }),
        }
      })
    }),
})

async function settingsIn(session: Session, { mission, member }: Owner): Promise<InboxSettings> {
  const [[row], [calendar]] = await Promise.all([
    session.query<Omit<InboxSettings, 'calendar'>>(
      `select language, mail, mail_since is not null as "isMailTheirs", web, digest_hour as "digestHour",
         quiet_from as "quietFrom", quiet_to as "quietTo", silent
       from inbox_setting where mission = $1 and member = $2`,
      [mission, member],
    ),
    session.query<{ made: number; used: number | null }>(
      'select made, used from calendar_link where mission = $1 and member = $2',
      [mission, member],
    ),
  ])
  return {
    ...unset,
    ...row,
    calendar: calendar
      ? { made: iso(calendar.made), used: calendar.used === null ? null : iso(calendar.used) }
      : null,
  }
}
