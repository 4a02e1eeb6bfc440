/**
 * The doors of information sharing for those within: preview, let go, hand out, send a link, trace. What each of them changes is an
 * entry of a register like any other; here only what a form cannot do is done: content, copies, links.
 */
import type { Reader, RecordView } from '@konbit/ledger'
import { type Command, isRefusal, mayDo, type Refusal, type Role, refuse } from '@konbit/model'
import { z } from 'zod'
import { dayAt } from '../moments.ts'
import type { Ask, Route } from '../route.ts'
import { type Answer, ok } from '../wire.ts'
import { contentOf } from './content.ts'
import { LEAK_MAX, readLeak } from './leak.ts'
import { linkCode, tokenOf } from './link.ts'
import { unmarked } from './mark.ts'
import { linkShape, pinnedShape, previewShape, releasedShape, tracedShape } from './shapes.ts'
import {
  idFrom,
  keepPreviewed,
  keyOf,
  madeFor,
  previewedOf,
  releaseKey,
  serialFor,
  text,
} from './store.ts'
import { traceIn } from './trace.ts'

const tracers: readonly Role[] = [
  'policeLiaison',
  'hostLiaison',
  'watch',
  'legal',
  'chief',
  'protection',
  'auditor',
]
const RELEASES_MAX = 200

async function recordOf(
  { house, mission, params }: Ask,
  reader: Reader,
  register: string,
  id = params.id as string,
): Promise<RecordView | Refusal> {
  const moment = await house.ledger.moment(mission.id)
  return isRefusal(moment) ? moment : house.ledger.get(reader, { register, id, moment })
}

const may = (ask: Ask, register: string, verb: string): boolean => {
  const found = ask.house.registers.get(register)
  return found !== undefined && mayDo(found, verb).some((role) => ask.actor.roles.includes(role))
}

/** What was pinned; of a draft, what would be, read as the asker reads it. */
async function look(ask: Ask): Promise<Answer | Refusal> {
  const { house, mission, reader } = ask
  const release = await recordOf(ask, reader, 'release')
  if (isRefusal(release)) return release
  const kept = release.state === 'draft' ? undefined : await previewedOf(house, reader, release)
  const found = kept ? undefined : await contentOf(house, mission, reader, release)
  if (found && isRefusal(found)) return found
  const content = kept ?? found?.content
  if (!content) return refuse('not-found')
  return ok({
    isPinned: kept !== undefined,
    digest: kept ? text(release.fields.fileDigest) : found?.digest,
    level: content.level,
    language: content.language,
    title: content.title,
    purpose: content.purpose,
    tables: content.tables.map((one) => {
      const { register, title, columns, rows } = unmarked(one)
      return {
        ...{ register, title, columns: columns.map(({ title: called }) => called) },
        rows: rows.map(({ cells }) => cells),
      }
    }),
  })
}

async function preview(ask: Ask): Promise<Answer | Refusal> {
  const { house, mission, reader, actor, body } = ask
  if (!may(ask, 'release', 'preview')) return refuse('not-allowed')
  const release = await recordOf(ask, reader, 'release')
  if (isRefusal(release)) return release
  if (!['draft', 'previewed'].includes(release.state)) return refuse('wrong-state')
  const found = await contentOf(house, mission, reader, release)
  if (isRefusal(found)) return found
  const full = await keepPreviewed(house, reader, release.id, found)
  if (full) return full
  const { content, digest, counted } = found
  const done = await house.ledger.perform(actor, {
    ...{ id: text(body.id), register: 'release', record: release.id, verb: 'preview' },
    input: { fileDigest: digest, level: content.level, counted, knownSeq: content.knownSeq },
    expects: release.seq,
  })
  return isRefusal(done) ? done : ok({ digest, counted, level: content.level, seq: done.seq })
}

/** The release and a copy for each recipient, all of them or none. */
async function letGo(ask: Ask): Promise<Answer | Refusal> {
  const { house, mission, reader, actor, body } = ask
  if (!may(ask, 'release', 'release')) return refuse('not-allowed')
  const release = await recordOf(ask, reader, 'release')
  if (isRefusal(release)) return release
  if (!(await previewedOf(house, reader, release)))
    return refuse('wrong-state', 'Preview it first: nothing is kept that could be let go.')
  const moment = await house.ledger.moment(mission.id)
  if (isRefusal(moment)) return moment
  const id = text(body.id)
  const audience = (release.fields.audience ?? []) as readonly string[]
  const commands: Command[] = [
    {
      ...{ id, register: 'release', record: release.id, verb: 'release' },
      input: { releasedOn: dayAt(ask, moment), verifierKey: releaseKey(house, mission.id) },
    },
    ...audience.map((counterpart): Command => {
      const copy = idFrom('copy', release.id, counterpart)
      const key = keyOf(house, mission.id, release.id, copy) as Buffer
      return {
        ...{ id: idFrom(id, counterpart), register: 'releaseCopy', record: copy, verb: 'enter' },
        input: {
          serial: serialFor(text(release.fields.number), key),
          release: release.id,
          counterpart,
        },
      }
    }),
  ]
  const { answers } = await house.ledger.performTogether(actor, commands)
  const wrong = answers.find(isRefusal)
  if (wrong) return wrong
  const done = answers[0] as Exclude<(typeof answers)[number], Refusal>
  return ok({ seq: done.seq, copies: commands.slice(1).map(({ record }) => record) })
}

const asFile = (bytes: Uint8Array, name: string): Answer => ({
  status: 200,
  headers: {
    'cache-control': 'private, no-store',
    'content-disposition': `attachment; filename="${name.replaceAll(/[^\w.-]+/g, '-')}.zip"`,
  },
  file: {
    bytes,
    type: 'application/zip',
    tag: '"release"',
    cache: 'private, no-store',
    packed: new Map(),
  },
})

async function previewFile(ask: Ask): Promise<Answer | Refusal> {
  const release = await recordOf(ask, ask.reader, 'release')
  if (isRefusal(release)) return release
  const made = await madeFor(ask.house, ask.reader, release)
  return isRefusal(made) ? made : asFile(made.bytes, `${made.content.number}-preview`)
}

/** To be handed over without a link. Whoever sees a copy may not have it for that: only who may send it. */
async function copyFile(ask: Ask): Promise<Answer | Refusal> {
  const copy = await recordOf(ask, ask.reader, 'releaseCopy')
  if (isRefusal(copy)) return copy
  if (!may(ask, 'releaseCopy', 'send')) return refuse('not-allowed')
  const release = await recordOf(ask, ask.reader, 'release', text(copy.fields.release))
  if (isRefusal(release)) return release
  if (release.state !== 'released')
    return refuse('wrong-state', 'Its release does not stand, so its copies are not handed out.')
  const made = await madeFor(ask.house, ask.reader, release, copy)
  return isRefusal(made) ? made : asFile(made.bytes, made.about.serial)
}

/** A new link ends the one before. The code is told once and goes by another way. */
async function sendLink(ask: Ask): Promise<Answer | Refusal> {
  const { house, mission, reader, actor, body } = ask
  if (!may(ask, 'releaseCopy', 'send')) return refuse('not-allowed')
  const copy = await recordOf(ask, reader, 'releaseCopy')
  if (isRefusal(copy)) return copy
  const moment = await house.ledger.moment(mission.id)
  if (isRefusal(moment)) return moment
  const issue = Number(copy.fields.linkIssue ?? 0) + 1
  const isAgain = copy.state === 'received'
  const done = await house.ledger.perform(actor, {
    ...{ id: text(body.id), register: 'releaseCopy', record: copy.id },
    verb: isAgain ? 'sendAgain' : 'send',
    input: { linkIssue: issue, ...(isAgain ? { opens: 0 } : { sentOn: dayAt(ask, moment) }) },
    expects: copy.seq,
  })
  if (isRefusal(done)) return done
  const linked = { copy: copy.id, issue }
  const token = tokenOf(house, mission.id, linked)
  const code = linkCode(house, mission.id, linked)
  if (!token || !code) return refuse('not-found')
  return {
    ...ok({ path: `/${mission.id}/shared/${token}`, code, issue }),
    headers: { 'cache-control': 'no-store' },
  }
}

/** Every release that the asker sees is gone through, newest first. */
async function trace(ask: Ask): Promise<Answer | Refusal> {
  const { house, mission, reader, file, actor } = ask
  if (!file || !tracers.some((role) => actor.roles.includes(role))) return refuse('not-allowed')
  const moment = await house.ledger.moment(mission.id)
  if (isRefusal(moment)) return moment
  const leak = await readLeak(file.bytes)
  const [releases, copies] = await Promise.all(
    (['release', 'releaseCopy'] as const).map((register) =>
      house.ledger.list(reader, {
        register,
        moment,
        limit: RELEASES_MAX,
        sort: '-at',
        total: 'none',
      }),
    ),
  )
  if (!releases || isRefusal(releases)) return releases ?? refuse('not-found')
  if (!copies || isRefusal(copies)) return copies ?? refuse('not-found')
  const offices = new Set(copies.items.map(({ fields }) => text(fields.counterpart)))
  const names = await house.ledger.captions(reader, [...offices], moment)
  const items = []
  for (const release of releases.items) {
    const own = copies.items.filter(({ fields }) => fields.release === release.id)
    const content = own.length > 0 ? await previewedOf(house, reader, release) : undefined
    if (!content) continue
    const suspects = own.flatMap(({ id, fields }) => {
      const key = keyOf(house, mission.id, release.id, id)
      return key ? [{ copy: id, serial: text(fields.serial), key }] : []
    })
    const { rows, washed, findings } = traceIn(leak, content, suspects)
    const isNamed = findings.some(({ serialSeen, codes }) => serialSeen || codes > 0)
    if (rows === 0 && !isNamed) continue
    const { id, caption } = release
    items.push({
      ...{ release: id, caption, rows, washed },
      findings: findings.map((one) => {
        const office = text(own.find((copy) => copy.id === one.copy)?.fields.counterpart)
        return { ...one, counterpart: office, office: names.get(office)?.caption ?? '' }
      }),
    })
  }
  items.sort((a, b) => (a.findings[0]?.chance ?? 0) - (b.findings[0]?.chance ?? 0))
  return ok({
    lines: leak.lines.length,
    looked: releases.items.length,
    ...(leak.archive ? { archive: leak.archive } : {}),
    items: items.slice(0, 20),
  })
}

const command = z.strictObject({
  id: z
    .uuid('a UUID')
    .describe('The command’s id, made by the client: sending it twice is harmless'),
})
const refusals = [
  ...(['not-found', 'wrong-state', 'unless', 'stale', 'invalid-input', 'too-many'] as const),
  ...(['command-differs', 'in-future', 'breaks-later', 'not-unique', 'already-there'] as const),
  ...([
    'no-such-record',
    'nothing-changes',
    'needs-reason',
    'known-order',
    'known-not-yours',
  ] as const),
] as const
const base = '/api/{mission}/sharing'
const tag = 'sharing'
const zip = {
  about: 'The archive',
  schema: z.unknown(),
  name: 'ReleaseFile',
  types: ['application/zip'],
}

export const sharingRoutes: Route[] = [
  {
    ...{ method: 'get', path: `${base}/key`, name: 'sharing.key', tag, isOpen: true },
    about: 'The key that signs copies of releases, to verify one by.',
    answers: {
      200: { about: 'The key', schema: z.object({ key: z.string() }), name: 'ReleaseKey' },
    },
    problems: ['not-found'],
    perform: async ({ house, mission }) => {
      const key = releaseKey(house, mission.id)
      return key ? ok({ key }) : refuse('not-found')
    },
  },
  {
    ...{ method: 'get', path: `${base}/release/{id}/preview`, name: 'sharing.look', tag },
    about:
      'What exactly will be seen of a release: what was previewed, or of a draft what would be.',
    answers: { 200: { about: 'The tables', schema: previewShape, name: 'ReleasePreview' } },
    problems: ['invalid-input', 'too-many'],
    perform: look,
  },
  {
    ...{ method: 'post', path: `${base}/release/{id}/preview`, name: 'sharing.preview', tag },
    about: 'Pins what is seen now: this and nothing else can then be let go.',
    body: command,
    answers: { 200: { about: 'It is pinned', schema: pinnedShape, name: 'ReleasePinned' } },
    problems: refusals,
    perform: preview,
  },
  {
    ...{ method: 'post', path: `${base}/release/{id}/let-go`, name: 'sharing.letGo', tag },
    about: 'Lets a previewed release go and makes a copy for each recipient, all or none.',
    body: command,
    answers: { 200: { about: 'It is let go', schema: releasedShape, name: 'ReleaseGone' } },
    problems: refusals,
    perform: letGo,
  },
  {
    ...{ method: 'get', path: `${base}/release/{id}/file`, name: 'sharing.previewFile', tag },
    about: 'What was previewed as the archive that recipients get, without the marks of any.',
    answers: { 200: zip },
    perform: previewFile,
  },
  {
    ...{ method: 'get', path: `${base}/copy/{id}/file`, name: 'sharing.copyFile', tag },
    about: 'The archive of one recipient’s copy, to be handed over without a link.',
    answers: { 200: zip },
    problems: ['wrong-state'],
    perform: copyFile,
  },
  {
    ...{ method: 'post', path: `${base}/copy/{id}/link`, name: 'sharing.link', tag },
    about:
      'A new link to a copy, and the code that goes by another way. Links before it open nothing.',
    body: command,
    answers: { 200: { about: 'Link and code', schema: linkShape, name: 'ReleaseLink' } },
    problems: refusals,
    perform: sendLink,
  },
  {
    ...{ method: 'post', path: `${base}/trace`, name: 'sharing.trace', tag },
    about: 'Whose copy a leak comes from: an archive, a page, a table or pasted text.',
    file: { max: LEAK_MAX, types: ['application/octet-stream', 'text/plain'] },
    answers: { 200: { about: 'What was found', schema: tracedShape, name: 'Traced' } },
    problems: ['not-found'],
    perform: trace,
  },
]
