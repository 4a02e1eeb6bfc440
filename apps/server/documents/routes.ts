/**
 * The files of documents: sent in one request that looks into the file, keeps it sealed and enters the document that names
 * it; handed out to whoever sees that document, never to be run where it is shown.
 */
import { createHash } from 'node:crypto'
import { fileKinds, fileMax, Unfit } from '@konbit/formats/files'
import { type Command, isRefusal, mayDo, type Refusal, refuse } from '@konbit/model'
import { z } from 'zod'
import { momentOf } from '../moments.ts'
import { moments, type Params, param } from '../query.ts'
import type { Ask, Route } from '../route.ts'
import { receiptShape } from '../shapes.ts'
import type { Answer } from '../wire.ts'
import { lookInto } from './look.ts'
import { digestOf } from './seal.ts'

const uuid = (about: string) => ({ about, schema: z.uuid('a UUID') })

/** What is said of the file; the register says which of it is needed, and what it may be. */
const said: Params = {
  title: param.text('What it is called.', 300),
  kind: param.text('What it is: as the register’s choices.', 40),
  inRegister: param.text('The register of the record it belongs to.', 40),
  aboutRecord: uuid('The record it belongs to.'),
  contributor: uuid('Whose it is, where it is a state’s.'),
  reference: param.text('Its reference.', 40),
  issuedOn: param.when('When it was issued.'),
  note: param.text('A note.', 2000),
}

const yesNo = (about: string) => ({
  about,
  schema: z.boolean('true or false'),
  read: (text: string): unknown => (text === 'true' ? true : text === 'false' ? false : text),
})

const query: Params = {
  id: {
    ...uuid('The command’s id, made by the client: sending it twice is harmless.'),
    required: true,
  },
  record: { ...uuid('The document’s id, made by the client.'), required: true },
  ...said,
  isEvidence: yesNo(
    'Keep it as it came, with all that tells of its maker and the place. False unless told.',
  ),
  restricted: yesNo(
    'Keep it under restricted, what it is called too. Needs a reason. False unless told.',
  ),
  at: param.when('When it became true; absent: now.'),
  known: param.when('In a replayed mission, by an importer: when it became known.'),
  because: param.text('The reason, kept with the entry.', 2000),
}

const leftOutMax = 400

async function keep(ask: Ask): Promise<Answer | Refusal> {
  const { house, mission, file, query: asked, actor } = ask
  const register = house.registers.get('document')
  if (!register || !house.sealer || !file) return refuse('not-found')
  if (!mayDo(register, 'enter').some((role) => actor.roles.includes(role)))
    return refuse('not-allowed')
  const {
    id,
    record,
    restricted = false,
    isEvidence = false,
    at,
    known,
    because,
    ...rest
  } = asked as {
    id: string
    record: string
    restricted?: boolean
    isEvidence?: boolean
  } & Record<string, string | undefined>
  const looked = await lookInto(file.bytes, isEvidence).catch((failure: unknown) => {
    if (failure instanceof Unfit)
      return refuse('invalid-input', `The file needs ${failure.message}.`, [
        { field: 'file', needs: failure.message },
      ])
    throw failure
  })
  if ('refusal' in looked) return looked
  const { bytes, mediaType, removed, text } = looked
  const digest = digestOf(bytes)
  const kept = await house.ledger.keepContent(
    mission.id,
    actor.member,
    { record, digest },
    {
      media: mediaType,
      bytes: bytes.length,
      sealed: house.sealer.seal(bytes, { mission: mission.id, record, digest }),
    },
  )
  if (kept === 'full') return refuse('too-many-requests')
  const found = {
    fileDigest: digest,
    mediaType,
    sizeBytes: bytes.length,
    ...(isEvidence ? { isEvidence } : {}),
    ...(removed.length > 0 ? { leftOut: removed.join(', ').slice(0, leftOutMax) } : {}),
    ...(text ? { wording: text } : {}),
  }
  const told = Object.fromEntries(
    Object.keys(said).flatMap((name) => (rest[name] ? [[name, rest[name]]] : [])),
  )
  const common = {
    register: 'document',
    record,
    ...(at ? { at } : {}),
    ...(known ? { known } : {}),
    ...(because ? { because } : {}),
  }
  const commands = steps({ ...told, ...found }, restricted).map(
    ([verb, input], step): Command => ({
      ...common,
      id: step === 0 ? id : stepId(id, step),
      verb,
      input,
    }),
  )
  const answers = await house.ledger.performAll(actor, commands)
  const wrong = answers.find(isRefusal)
  if (wrong) return wrong
  if (restricted) house.kept.clear()
  const done = answers[0] as Exclude<(typeof answers)[number], Refusal>
  return {
    status: done.repeated ? 200 : 201,
    json: {
      seq: done.seq,
      record: done.record,
      known: done.known,
      at: done.at,
      receipt: `/api/${mission.id}/log/receipt/${done.seq}`,
    },
  }
}

/** What is restricted is said only once the record is: before, no more than that there is such a thing. */
function steps(
  input: Record<string, unknown>,
  isRestricted: boolean,
): [string, Record<string, unknown>][] {
  if (!isRestricted) return [['enter', input]]
  const { kind, contributor } = input
  const bare = { title: '…', ...(kind ? { kind } : {}), ...(contributor ? { contributor } : {}) }
  return [
    ['enter', { ...bare, fileDigest: input.fileDigest }],
    ['raise', { label: 'restricted' }],
    ['amend', input],
  ]
}

/** The same for the same command, so that sending again is harmless. */
function stepId(id: string, step: number): string {
  const bytes = createHash('sha256').update(`${id} ${step}`).digest().subarray(0, 16)
  bytes[6] = ((bytes[6] as number) & 0x0f) | 0x80
  bytes[8] = ((bytes[8] as number) & 0x3f) | 0x80
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-')
}

/** Never kept by a browser. That nothing in it runs is said with every answer of the API. */
const asleep = {
  'cache-control': 'private, no-store',
  'cross-origin-resource-policy': 'same-origin',
}
const shown = new Set(['image/jpeg', 'image/png', 'image/webp'])

async function hand(ask: Ask): Promise<Answer | Refusal> {
  const { house, reader, params } = ask
  const found = await house.ledger.get(reader, {
    register: 'document',
    id: params.id as string,
    moment: await momentOf(ask),
  })
  if (isRefusal(found)) return found
  const { fileDigest: digest, title } = found.fields as { fileDigest?: string; title?: string }
  const content = digest && (await house.ledger.content(reader, { record: found.id, digest }))
  if (!content || !house.sealer) return refuse('not-found')
  const bytes = house.sealer.open(content.sealed, {
    mission: reader.mission,
    record: found.id,
    digest,
  })
  const name = `${title ?? found.id}.${fileKinds[content.media] ?? 'bin'}`
  const plainName = name.normalize('NFKD').replace(/[^\w .-]/g, '')
  const how = shown.has(content.media) ? 'inline' : 'attachment'
  return {
    status: 200,
    headers: {
      ...asleep,
      'content-disposition': `${how}; filename="${plainName}"; filename*=UTF-8''${encodeURIComponent(name)}`,
      digest: `sha-256=${Buffer.from(digest, 'hex').toString('base64')}`,
    },
    file: {
      bytes,
      type: content.media,
      tag: `"${digest}"`,
      cache: 'private, no-store',
      packed: new Map(),
    },
  }
}

const types = [...Object.keys(fileKinds), 'application/octet-stream']

export const documentRoutes: Route[] = [
  {
    method: 'post',
    path: '/api/{mission}/document/file',
    name: 'document.file',
    tag: 'mandate',
    about: `Keeps a file of at most ${fileMax / 1e6} MB and enters the document that names it. What it is is told from what is in it; what would run is refused, and what tells of its maker is left out unless it is evidence.`,
    query,
    file: { max: fileMax, types },
    answers: {
      200: { about: 'Kept before: the first answer again', schema: receiptShape, name: 'Receipt' },
      201: { about: 'Kept and committed', schema: receiptShape, name: 'Receipt' },
    },
    problems: ['already-there', 'command-differs', 'known-not-yours', 'known-order', 'in-future'],
    perform: keep,
  },
  {
    method: 'get',
    path: '/api/{mission}/document/{id}/file',
    name: 'document.content',
    tag: 'mandate',
    about: 'The file of a document as it was.',
    query: moments,
    answers: { 200: { about: 'The file', schema: z.unknown(), name: 'File', types } },
    perform: hand,
  },
]
