/**
 * Sends notices of a change of access to where members asked to be told: a signed POST to a web address, or a mail. How each is
 * sent, and what is never reached, stands in notices/post.ts and notices/mail.ts.
 */
import type { Ledger, Notice } from '@konbit/ledger'
import { openMail } from './notices/mail.ts'
import { post } from './notices/post.ts'
import { inRounds } from './rounds.ts'

export type NoticeOptions = {
  ledger: Ledger
  mission: string
  /** As in KONBIT_SMTP: smtps://user:password@host:465; absent: no mail leaves. */
  smtp?: string | undefined
  /** The address mails come from. */
  from?: string | undefined
  /** For tests: http to this machine. */
  isLoopbackAllowed?: boolean
  everyMs?: number
  note: (failure: unknown, what: string) => void
}

/** Starts telling. `stop` resolves when the try under way is over. */
export function startNotices(options: NoticeOptions): { stop: () => Promise<void> } {
  const { ledger, mission, note, everyMs = 5_000 } = options
  const following = ledger.followNotices(mission)
  const sendMail = openMail(options)
  const mail = ({ address, body, signature, seq }: Notice): Promise<void> => {
    const { says, ...facts } = JSON.parse(body) as Record<string, unknown>
    return sendMail({
      id: `access-${seq}`,
      address,
      subject: `Konbit ${mission}: your access changed (entry ${seq})`,
      text: `${says}\n\n${JSON.stringify(facts, null, 2)}\n\ned25519=${signature}\n`,
    })
  }
  const rounds = inRounds(everyMs, async (isOver) => {
    try {
      await ledger.deliverNotices(mission, (notice) =>
        notice.address.startsWith('http')
          ? post({ ...notice, id: `${notice.seq}` }, options.isLoopbackAllowed ?? false)
          : mail(notice),
      )
    } catch (failure) {
      if (!isOver()) note(failure, 'notices')
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
