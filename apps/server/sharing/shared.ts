/**
 * What a counterpart without an account meets behind its link: a page without script that asks for the code, takes the receipt,
 * shows the copy and hands it out; after a recall or the last day it says that and when, and nothing else. Each opening is an
 * entry of the copy, told by the author `shared-link`, as whom nobody can ask.
 */
import type { Ledger, LedgerActor, Reader, RecordView } from '@konbit/ledger'
import { dayOf, isRefusal, refuse } from '@konbit/model'
import { signNote } from '@konbit/proof'
import { languages, lastDay, OPENS_MAX } from '@konbit/registers'
import type { Hono } from 'hono'
import { type Attempts, makeAttempts } from '../account/attempts.ts'
import { subscriberOf } from '../address.ts'
import { readBytes } from '../body.ts'
import { digestOf } from '../documents/seal.ts'
import { checkOrigin } from '../headers.ts'
import type { House, MissionHere } from '../house.ts'
import type { Seen } from '../rim.ts'
import { type Answer, pack, problem, send, tooMany } from '../wire.ts'
import { releaseSigner } from './file.ts'
import { isCode, isTicket, type Linked, readToken, ticketFor } from './link.ts'
import { type Facts, gatePage, openPage, readyPage, sharedStyle, stillPage } from './sharedPages.ts'
import { idFrom, madeFor, text } from './store.ts'

export const linkAuthor = 'shared-link'
const formMax = 4000

/** Lets the author see copies and their releases. Nothing signs in as it; only a code behind a link makes it act. */
export const admitLink = (ledger: Ledger, mission: string): Promise<void> =>
  ledger.grant(mission, linkAuthor, {
    roles: ['partnerLiaison'],
    clearances: [{ label: 'mission', unit: '*' }],
  })

type Here = {
  house: House
  mission: MissionHere
  reader: Reader
  linked: Linked
  copy: RecordView
  release: RecordView
  facts: Facts
}
type Stands = { is: 'open' } | { is: 'recalled' | 'ended'; on: string } | { is: 'closed' }

const page = (body: string, status = 200): Answer => ({
  status,
  headers: { 'cache-control': 'private, no-store', 'x-robots-tag': 'noindex, nofollow' },
  file: pack(Buffer.from(body), 'text/html; charset=utf-8', 'private, no-store'),
})

export function serveShared(app: Hono, house: House, seen: (request: Request) => Seen): void {
  const attempts = makeAttempts()
  const admitted = new Map<string, Promise<void>>()
  const admit = (mission: string): Promise<void> => {
    const found = admitted.get(mission) ?? admitLink(house.ledger, mission)
    admitted.set(mission, found)
    found.catch(() => admitted.delete(mission))
    return found
  }
  const answer = async (request: Request, id: string, token: string): Promise<Answer> => {
    const mission = house.missions.get(id)
    if (!mission) return problem(refuse('unknown-mission'))
    if (!['GET', 'HEAD', 'POST'].includes(request.method))
      return problem(refuse('method-not-allowed'), { allow: 'GET, HEAD, POST' })
    const language = languageFor(request, mission)
    const facts: Facts = {
      missionName: mission.name,
      exercise: mission.exercise === true,
      language,
    }
    const linked = readToken(house, id, token)
    if (!linked) return page(stillPage(facts, 'unknown'), 404)
    await admit(id)
    const here = await find(house, mission, linked, facts)
    if (!here) return page(stillPage(facts, 'unknown'), 404)
    if (Number(here.copy.fields.linkIssue ?? 0) !== linked.issue)
      return page(stillPage(facts, 'replaced'), 410)
    const stands = await standing(here)
    if (stands.is !== 'open')
      return page(stillPage(facts, stands.is, 'on' in stands ? stands.on : undefined), 410)
    if (request.method !== 'POST') return page(gatePage(facts))
    return post(here, request, seen(request).address, attempts)
  }
  app.get('/:mission/shared/style.css', ({ req }) =>
    send(req.raw, {
      status: 200,
      file: pack(Buffer.from(sharedStyle), 'text/css; charset=utf-8', 'public, max-age=3600'),
    }),
  )
  app.all('/:mission/shared/:token', async ({ req }) =>
    send(req.raw, await answer(req.raw, req.param('mission'), req.param('token'))),
  )
}

/** What their browser asks for, as far as we speak it; else the first language of the mission. */
function languageFor(request: Request, { languages: spoken }: MissionHere): string {
  const asked = (request.headers.get('accept-language') ?? '')
    .split(',')
    .map((one) => one.trim().slice(0, 2).toLowerCase())
  return asked.find((one) => (languages as readonly string[]).includes(one)) ?? spoken[0] ?? 'fr'
}

async function find(
  house: House,
  mission: MissionHere,
  linked: Linked,
  facts: Facts,
): Promise<Here | undefined> {
  const reader: Reader = { mission: mission.id, member: linkAuthor, door: 'shared' }
  const moment = await house.ledger.moment(mission.id)
  if (isRefusal(moment)) return undefined
  const copy = await house.ledger.get(reader, { register: 'releaseCopy', id: linked.copy, moment })
  if (isRefusal(copy)) return undefined
  const id = text(copy.fields.release)
  const release = await house.ledger.get(reader, { register: 'release', id, moment })
  return isRefusal(release) ? undefined : { house, mission, reader, linked, copy, release, facts }
}

async function standing({ house, mission, reader, copy, release }: Here): Promise<Stands> {
  const { recalledOn, validUntil } = release.fields
  if (release.state === 'recalled') return { is: 'recalled', on: text(recalledOn) }
  const today = dayOf(Date.now(), mission.zone)
  if (release.state === 'expired' || lastDay(validUntil) < today)
    return { is: 'ended', on: lastDay(validUntil) }
  if (release.state !== 'released' || copy.state === 'destroyed') return { is: 'closed' }
  const moment = await house.ledger.moment(mission.id)
  if (isRefusal(moment)) return { is: 'closed' }
  const office = await house.ledger.get(reader, {
    ...{ register: 'counterpart', id: text(copy.fields.counterpart), moment },
  })
  const isVetted =
    !isRefusal(office) && office.state === 'vetted' && lastDay(office.fields.validUntil) >= today
  return { is: isVetted ? 'open' : 'closed' }
}

async function post(
  here: Here,
  request: Request,
  address: string,
  attempts: Attempts,
): Promise<Answer> {
  const { house, mission, linked, facts } = here
  const refused = checkOrigin(request)
  if (refused) return problem(refused)
  const body = await readBytes(request, formMax)
  if (!body) return problem(refuse('too-large'))
  const form = new URLSearchParams(Buffer.from(body).toString('utf8'))
  const now = Date.now()
  const ticket = form.get('ticket') ?? ''
  if (ticket !== '') {
    if (!isTicket(house, mission.id, linked, ticket, now)) return page(gatePage(facts, 'late'), 403)
    return form.get('do') === 'file' ? handOut(here) : opened(here, ticket)
  }
  // By the link, so that many addresses guess no faster than one; and by the address, so that many links do not either.
  const spent = house.limits?.signIn.take(subscriberOf(address)) ?? 0
  if (spent > 0) return tooMany(spent)
  const key = `${mission.id} ${linked.copy} ${linked.issue}`
  const wait = attempts.waits(key)
  if (wait > 0) return page(gatePage(facts, 'wait', wait), 429)
  if (!isCode(house, mission.id, linked, form.get('code') ?? '')) {
    attempts.failed(key)
    return page(gatePage(facts, 'wrong'), 403)
  }
  attempts.succeeded(key)
  const made = await madeFor(house, here.reader, here.release, here.copy)
  if (isRefusal(made)) return page(stillPage(facts, 'closed'), 410)
  return page(
    readyPage({ ...facts, language: made.content.language }, made, {
      ticket: ticketFor(house, mission.id, linked, now),
      isReceived: here.copy.state === 'received',
    }),
  )
}

/** The receipt the first time, an opening every other; then what was shared. */
async function opened(here: Here, ticket: string): Promise<Answer> {
  const { house, reader, release, copy, facts } = here
  const made = await madeFor(house, reader, release, copy)
  if (isRefusal(made)) return page(stillPage(facts, 'closed'), 410)
  const own = { ...facts, language: made.content.language }
  const digest = digestOf(made.bytes)
  const opens = Number(copy.fields.opens ?? 0) + 1
  if (opens > OPENS_MAX) return page(stillPage(own, 'often'), 429)
  const told = await tell(here, opens, digest)
  if (isRefusal(told)) return page(stillPage(own, 'closed'), 410)
  const note = receiptNote(here, { digest, opens, seq: told.seq, known: told.known })
  return page(openPage(own, made, { ticket, note, seq: told.seq, opens }))
}

async function tell({ house, mission, copy }: Here, opens: number, digest: string) {
  const actor: LedgerActor = { mission: mission.id, member: linkAuthor, roles: ['partnerLiaison'] }
  const isFirst = copy.state !== 'received'
  return house.ledger.perform(actor, {
    id: idFrom('opened', copy.id, copy.seq, opens),
    ...{ register: 'releaseCopy', record: copy.id, verb: isFirst ? 'receive' : 'open' },
    input: isFirst ? { receivedOn: dayOf(Date.now(), mission.zone), digest, opens } : { opens },
    expects: copy.seq,
  })
}

/** What the counterpart keeps: signed by the key that signs the copies, naming the entry that says the same in the log. */
function receiptNote(
  { house, mission, release, copy }: Here,
  said: { digest: string; opens: number; seq: number; known: string },
): string {
  const signer = releaseSigner(house, mission.id)
  const lines = [
    'konbit/release-receipt/1',
    `mission: ${mission.id}`,
    `release: ${text(release.fields.number)}`,
    `copy: ${text(copy.fields.serial)}`,
    `sha256: ${said.digest}`,
    `opened: ${said.opens}`,
    `known: ${said.known}`,
    `entry: ${said.seq}`,
    '',
  ]
  return signer ? signNote(lines.join('\n'), signer) : ''
}

/** Only to whom the receipt was taken from. */
async function handOut({ house, reader, release, copy, facts }: Here): Promise<Answer> {
  if (copy.state !== 'received') return page(gatePage(facts, 'late'), 403)
  const made = await madeFor(house, reader, release, copy)
  if (isRefusal(made)) return page(stillPage(facts, 'closed'), 410)
  return {
    status: 200,
    headers: {
      'cache-control': 'private, no-store',
      'content-disposition': `attachment; filename="${made.about.serial.replaceAll(/[^\w.-]+/g, '-')}.zip"`,
    },
    file: {
      ...{ bytes: made.bytes, type: 'application/zip', tag: '"copy"' },
      ...{ cache: 'private, no-store', packed: new Map() },
    },
  }
}
