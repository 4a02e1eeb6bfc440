/**
 * Tells members: a follower puts notices down, and a clock does what time alone brings about: dates that come near, figures that
 * pass a threshold, alerts that nobody acknowledged, mails and posts that are due. Begun anew it goes on where it was.
 */
import { type Delivery, type Following, facetAt, type Ledger, type Way } from '@konbit/ledger'
import { dayOf, isRefusal, type Measure, type Registers } from '@konbit/model'
import type { MissionHere } from '../house.ts'
import type { Metrics } from '../metrics.ts'
import { inRounds } from '../rounds.ts'
import { collectInbox } from './collect.ts'
import { askFigures, tellComing } from './coming.ts'
import { compose } from './compose.ts'
import { type MailOptions, openMail } from './mail.ts'
import { post } from './post.ts'
import { ruleOf } from './rules.ts'
import { decideWays } from './ways.ts'

export type TellerOptions = MailOptions & {
  ledger: Ledger
  registers: Registers
  measures: ReadonlyMap<string, Measure>
  mission: MissionHere
  /** The address people type. */
  url?: string | undefined
  metrics?: Metrics | undefined
  /** For tests: http to this machine. */
  isLoopbackAllowed?: boolean
  everyMs?: number
  /** For tests: the real clock. */
  clock?: () => number
  note: (failure: unknown, what: string) => void
}

const HOUR_MS = 3_600_000

/** Starts telling. `stop` resolves when what is under way is over. */
export async function startTeller(options: TellerOptions): Promise<{ stop: () => Promise<void> }> {
  const { ledger, registers, mission, note, everyMs = 10_000, clock = Date.now } = options
  const telling = { registers, mission, clock }
  const following: Following = await ledger.followInbox(mission.id, collectInbox(telling))
  const send = sender(options)
  let swept = 0

  const steps: Record<string, () => Promise<unknown>> = {
    coming: async () => {
      const moment = await ledger.moment(mission.id)
      if (isRefusal(moment)) return
      const today = dayOf(moment.at, mission.zone)
      await ledger.tellOnceADay(mission.id, today, (session) =>
        tellComing(session, telling, { today, at: moment.at }),
      )
    },
    figures: () => askFigures({ ...options, ...telling }),
    escalate: async () => {
      const moment = await ledger.moment(mission.id)
      if (isRefusal(moment)) return
      await ledger.escalateAlerts(mission.id, moment.at, async (session, { rule: record }) => {
        const label = registers.get('alertRule')?.label ?? 'mission'
        const seq = Number.MAX_SAFE_INTEGER
        const stood = await facetAt(session, mission.id, { record, label, seq })
        return stood && ruleOf({ record, ...stood })?.escalateTo
      })
    },
    decide: () =>
      ledger.decideDeliveries(mission.id, (waiting) =>
        decideWays(waiting, {
          now: clock(),
          zone: mission.zone,
          compose: (notices, kind, way) =>
            compose({ mission, registers, url: options.url }, notices, kind, way),
        }),
      ),
    deliver: async () => {
      for (const { way, state } of await ledger.deliverInbox(mission.id, send))
        options.metrics?.told(way, state)
      options.metrics?.deliveriesAre(await ledger.inboxFigures(mission.id))
    },
    sweep: async () => {
      if (clock() - swept < HOUR_MS) return
      await ledger.letGoOfNotices(mission.id)
      swept = clock()
    },
  }

  const rounds = inRounds(everyMs, async (isOver) => {
    for (const [name, step] of Object.entries(steps)) {
      if (isOver()) break
      // One that fails keeps none of the others back.
      await step().catch((failure: unknown) => {
        if (!isOver()) note(failure, `notices ${name}`)
      })
    }
  })
  return {
    stop: async () => {
      const over = rounds.stop()
      await following.stop()
      await over
    },
  }
}

/** By its way; what a body holds was composed when it was put down. */
function sender(options: TellerOptions): (delivery: Delivery) => Promise<void> {
  const sendMail = openMail(options)
  const ways: Record<Way, (delivery: Delivery) => Promise<void>> = {
    web: (delivery) => post(delivery, options.isLoopbackAllowed ?? false),
    mail: ({ id, address, body }) => {
      const { subject, text } = JSON.parse(body) as { subject: string; text: string }
      return sendMail({ id, address, subject, text })
    },
  }
  return (delivery) => ways[delivery.way](delivery)
}
