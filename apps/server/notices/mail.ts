/** Sends a mail by the server that the operator named, or says that none leaves here. Each try is bounded in time. */
import type { Transporter } from 'nodemailer'
import { blank, TRY_MS } from './post.ts'

export type MailOptions = {
  /** As in KONBIT_SMTP: smtps://user:password@host:465; absent: no mail leaves. */
  smtp?: string | undefined
  /** The address mails come from. */
  from?: string | undefined
}
/** `id`: a repeat bears the same, so that a mail program shows it once. */
export type Mail = { id: string; address: string; subject: string; text: string }

export function openMail({
  smtp,
  from = 'konbit@localhost',
}: MailOptions): (mail: Mail) => Promise<void> {
  let mailer: Promise<Transporter> | undefined
  return async ({ id, address, subject, text }) => {
    if (!smtp) throw new Error('no mail leaves here: KONBIT_SMTP is not set')
    mailer ??= import('nodemailer').then(({ createTransport }) =>
      createTransport(smtp, {
        connectionTimeout: TRY_MS,
        greetingTimeout: TRY_MS,
        socketTimeout: TRY_MS,
        disableFileAccess: true,
        disableUrlAccess: true,
      } as never),
    )
    await (await mailer)
      .sendMail({
        from,
        to: { name: '', address },
        subject,
        text,
        messageId: `<${id}@${from.split('@').at(-1)?.replace(/[>\s]/g, '') || 'konbit'}>`,
        headers: { 'Auto-Submitted': 'auto-generated' },
      })
      .catch((error: Error) => {
        throw blank(error)
      })
  }
}
