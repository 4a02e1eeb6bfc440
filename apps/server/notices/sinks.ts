/** For tests only: a mail server and a web address that keep what they were sent, and fail when told to. */
import { createServer as createWeb, type IncomingHttpHeaders } from 'node:http'
import { type AddressInfo, createServer } from 'node:net'

export type MailSink = {
  url: string
  /** Each with its headers, and its text as a reader reads it. */
  mails: { to: string; head: string; text: string; raw: string }[]
  /** Answers to the next recipients, such as 450; then all is well. */
  refusals: number[]
  close: () => Promise<void>
}

const decoded = (head: string, body: string): string => {
  const bytes = /^content-transfer-encoding: base64/im.test(head)
    ? Buffer.from(body, 'base64')
    : /^content-transfer-encoding: quoted-printable/im.test(head)
      ? Buffer.from(
          body
            .replace(/=\r?\n/g, '')
            .replace(/=([0-9A-F]{2})/g, (_, two) => String.fromCharCode(Number.parseInt(two, 16))),
          'latin1',
        )
      : Buffer.from(body)
  return bytes.toString('utf8')
}

export async function openMailSink(): Promise<MailSink> {
  const mails: MailSink['mails'] = []
  const refusals: number[] = []
  const server = createServer((socket) => {
    let held = ''
    let to = ''
    let isData = false
    const say = (line: string): void => void socket.write(`${line}\r\n`)
    socket.on('error', () => {})
    say('220 sink')
    socket.on('data', (part) => {
      held += part.toString('latin1')
      for (;;) {
        const end = isData ? held.indexOf('\r\n.\r\n') : held.indexOf('\r\n')
        if (end < 0) return
        const line = held.slice(0, end)
        held = held.slice(end + (isData ? 5 : 2))
        if (isData) {
          isData = false
          const cut = line.indexOf('\r\n\r\n')
          const head = line.slice(0, cut)
          const body = line.slice(cut + 4)
          mails.push({ to, head, text: decoded(head, body), raw: line })
          say('250 kept')
        } else if (/^(EHLO|HELO)/i.test(line)) say('250 sink')
        else if (/^RCPT/i.test(line)) {
          const refused = refusals.shift()
          to = /<(.*)>/.exec(line)?.[1] ?? ''
          say(refused ? `${refused} not now` : '250 yes')
        } else if (/^DATA/i.test(line)) {
          isData = true
          say('354 go on')
        } else if (/^QUIT/i.test(line)) {
          say('221 bye')
          socket.end()
        } else say('250 yes')
      }
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `smtp://127.0.0.1:${(server.address() as AddressInfo).port}?ignoreTLS=true`,
    mails,
    refusals,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  }
}

export type WebSink = {
  url: string
  posts: { body: string; headers: IncomingHttpHeaders }[]
  /** Statuses of the next answers; then 204. */
  answers: number[]
  close: () => Promise<void>
}

export async function openWebSink(): Promise<WebSink> {
  const posts: WebSink['posts'] = []
  const answers: number[] = []
  const server = createWeb((request, response) => {
    let body = ''
    request.on('data', (part) => {
      body += part
    })
    request.on('end', () => {
      posts.push({ body, headers: request.headers })
      response.writeHead(answers.shift() ?? 204).end()
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`,
    posts,
    answers,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  }
}
