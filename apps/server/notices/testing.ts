/**
 * For tests only: a mission whose members are told, with a mail server and a web address that listen. Every text of its
 * records holds one word, which may stand in nothing that leaves.
 */
import { randomUUID } from 'node:crypto'
import type { LedgerActor } from '@konbit/ledger'
import { type Fields, isRefusal } from '@konbit/model'
import { expect } from 'vitest'
import { openTestServer, type TestServer } from '../testing.ts'
import { type MailSink, openMailSink, openWebSink, type WebSink } from './sinks.ts'
import { startTeller } from './teller.ts'

/** Stands in captions, texts and reasons of every record of these tests; no mail, post or calendar may hold it. */
export const SECRET = 'Sablier'

export const mail: MailSink = await openMailSink()
export const web: WebSink = await openWebSink()
export const server: TestServer = await openTestServer({
  change: (house) => ({
    ...house,
    url: 'https://konbit.example',
    tells: { mail: true, web: true },
  }),
})
let tellers: { stop: () => Promise<void> }[] = []
let failures: string[] = []

export async function closeAll(): Promise<void> {
  for (const { stop } of tellers) await stop()
  tellers = []
  await server.close()
  await Promise.all([mail.close(), web.close()])
}
export function forget(): void {
  mail.mails.length = 0
  web.posts.length = 0
  web.answers.length = 0
  mail.refusals.length = 0
  failures = []
}

export const actor = (member: string): LedgerActor => ({
  mission: server.mission,
  member,
  roles:
    server.house.missions.get(server.mission)?.people.find(({ id }) => id === member)?.roles ?? [],
})
export async function send(
  member: string,
  register: string,
  verb: string,
  record: string,
  input: Fields = {},
): Promise<number> {
  const told = await server.house.ledger.perform(actor(member), {
    id: randomUUID(),
    register,
    verb,
    record,
    input,
    because: `${SECRET} as a reason.`,
  })
  if (isRefusal(told)) throw new Error(JSON.stringify(told))
  return told.seq
}
let numbers = 0
export async function order(more: Fields = {}): Promise<string> {
  const id = randomUUID()
  numbers += 1
  const input = {
    number: `${SECRET}-${numbers}`,
    kind: 'order',
    title: `${SECRET} convoy`,
    ...more,
  }
  await send('chief', 'order', 'enter', id, input)
  await send('chief', 'order', 'issue', id)
  return id
}

export const incident = (id: string, kind = 'attack'): Promise<number> =>
  send('watch', 'incident', 'enter', id, {
    code: `${SECRET}-${id.slice(0, 8)}`,
    title: `${SECRET} clash`,
    kind,
    touches: 'mission',
    occurredOn: '2026-01-05',
  })

async function teller(clock?: () => number): Promise<{ stop: () => Promise<void> }> {
  const mission = server.house.missions.get(server.mission)
  if (!mission) throw new Error('no mission')
  const made = await startTeller({
    ledger: server.house.ledger,
    registers: server.house.registers,
    measures: server.house.measures,
    mission,
    url: 'https://konbit.example',
    smtp: mail.url,
    from: 'notices@konbit.example',
    isLoopbackAllowed: true,
    everyMs: 30,
    ...(clock ? { clock } : {}),
    note: (failure, what) => failures.push(`${what}: ${(failure as Error).stack}`),
  })
  tellers.push(made)
  return made
}
/** Until nothing waits to be decided about or to be sent. */
const isIdle = async (): Promise<boolean> => {
  const [row] = await server.test.look<{ is: boolean }>(
    `select not exists (select from konbit.inbox_delivery where mission = $1 and next <= now())
       and not exists (select from konbit.inbox i join konbit.inbox_setting s using (mission, member)
         where mission = $1 and waits is null and (mailed is null and i.made >= s.mail_since or posted is null and i.made >= s.web_since)) as is`,
    [server.mission],
  )
  return (row?.is ?? false) && (await isRead())
}
/** Runs the teller until `isDone`, then stops it. */
export async function tell(
  isDone: () => boolean | Promise<boolean>,
  clock?: () => number,
): Promise<void> {
  const running = await teller(clock)
  try {
    await expect.poll(isDone, { timeout: 15_000, interval: 50 }).toBe(true)
    await expect.poll(isIdle, { timeout: 15_000, interval: 50 }).toBe(true)
  } finally {
    await running.stop()
    expect(failures).toEqual([])
  }
}
/** Until the follower has read everything. */
export const isRead = async (): Promise<boolean> => {
  const [row] = await server.test.look<{ is: boolean }>(
    `select f.seq = h.size as is from konbit.follower f join konbit.head h on h.mission = f.mission where f.name = 'notices' and f.mission = $1`,
    [server.mission],
  )
  return row?.is ?? false
}
export type Item = {
  id: number
  kind: string
  key: string
  record?: string
  caption?: string
  said: Fields
  link: string
  alert?: Fields
}
export const inbox = async (who: string): Promise<Item[]> =>
  (await server.as(who).get('inbox')).body.items
export const about = async (who: string, record: string): Promise<Item[]> =>
  (await inbox(who)).filter((one) => one.record === record)

export const fleetSettings = (change: Fields) =>
  server.house.ledger.setInbox({ mission: server.mission, member: 'fleet' }, change)
/** Confirms an address as its member would, with the code that came by mail. */
export async function mailTo(who: string, address: string): Promise<void> {
  const set = await server.as(who).post('inbox/settings', { mail: address })
  expect(set.body).toMatchObject({ mail: address, isMailTheirs: false })
  await tell(() => mail.mails.some(({ to }) => to === address))
  const code = /\b\d{8}\b/.exec(mail.mails.find(({ to }) => to === address)?.text ?? '')?.[0]
  const wrong = await server
    .as(who)
    .post('inbox/settings', { code: code === '00000000' ? '00000001' : '00000000' })
  expect(wrong.status).toBe(422)
  expect((await server.as(who).post('inbox/settings', { code })).body.isMailTheirs).toBe(true)
  mail.mails.length = 0
}
export const secrets = (): string[] =>
  [
    ...mail.mails.flatMap(({ text, raw, head }) => [text, raw, head]),
    ...web.posts.map(({ body }) => body),
  ].filter((text) => text.includes(SECRET))
