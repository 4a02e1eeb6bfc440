/**
 * What the addresses of reports answer: begun, asked again, released, issued; as JSON, as a tagged PDF or as a Word file. Everything is
 * read with the asker's eyes, or with those of the audience, which see no more.
 */
import { docxType, writeDocx } from '@konbit/formats/docx'
import type { Paper } from '@konbit/formats/paper'
import type { RecordView } from '@konbit/ledger'
import { type Command, isRefusal, type Refusal, refuse } from '@konbit/model'
import {
  type Language,
  languages,
  type ReleaseLevel,
  type ReportBlock,
  reportTemplates,
} from '@konbit/registers'
import { dayAt, momentAt, momentOf } from '../moments.ts'
import { TooMany } from '../people/reading.ts'
import type { Ask } from '../route.ts'
import { type Answer, ok, pack } from '../wire.ts'
import { coverOf, type Read, readOf } from './cover.ts'
import { dayPaper } from './day.ts'
import { compared, titleOfAny } from './difference.ts'
import { digestOfBlocks, paperOf } from './paper.ts'
import { askAgain, type Eyes, isPinned, moved } from './pinned.ts'
import { press } from './press.ts'
import { release } from './release.ts'
import { begin } from './template.ts'
import { tellingIn } from './told.ts'

const eyesOf = ({ house, mission, reader }: Ask): Eyes => ({
  ledger: house.ledger,
  registers: house.registers,
  measures: house.measures,
  mission,
  reader,
})
/** The asked language, else the one the report is written in. */
export const tellingOf = (ask: Ask, own?: unknown) =>
  tellingIn(
    (ask.query.language as Language | undefined) ?? languages.find((one) => one === own) ?? 'en',
  )
export const pdfType = 'application/pdf'

/** The paper in the form that was asked for; `json` where it is none. */
async function asWanted(
  ask: Ask,
  paper: Paper,
  name: string,
  json: () => unknown,
): Promise<Answer | Refusal> {
  const { format = 'json' } = ask.query as { format?: string }
  if (format === 'json') return ok(json())
  const marked = ask.mission.exercise ? 'exercise-' : ''
  const safe = `${marked}${ask.mission.id}-${name}`.replace(/[^\w.-]+/g, '-').slice(0, 120)
  const file = (bytes: Uint8Array, type: string): Answer => ({
    status: 200,
    headers: {
      'content-disposition': `attachment; filename="${safe}.${format}"`,
      'cache-control': 'private, no-cache',
    },
    file: pack(bytes, type),
  })
  if (format === 'docx') return file(writeDocx(paper), docxType)
  const pressed = await press(paper)
  if (pressed === 'timed-out') return refuse('timed-out')
  if (pressed === 'full') return refuse('too-many-requests')
  if ('failed' in pressed) throw new Error(pressed.failed)
  return file(pressed.pdf, pdfType)
}

export async function answerDay(ask: Ask): Promise<Answer | Refusal> {
  try {
    const paper = await dayPaper(ask, tellingOf(ask))
    return isRefusal(paper) ? paper : await asWanted(ask, paper, `day-${paper.day}`, () => paper)
  } catch (failure) {
    if (failure instanceof TooMany) return refuse('too-many', failure.message)
    throw failure
  }
}

export async function answerBegun(ask: Ask): Promise<Answer | Refusal> {
  const {
    template: name,
    from,
    seq,
  } = ask.query as {
    template?: string
    from?: string
    seq?: number
  }
  const template = reportTemplates.find((one) => one.name === (name ?? 'councilQuarter'))
  if (!template) return refuse('not-found')
  const moment = await momentOf(ask)
  const endsOn = dayAt(ask, moment)
  if (from && from > endsOn)
    return refuse('invalid-query', undefined, [{ field: 'from', needs: 'a day before the last' }])
  const known = Math.min(seq ?? moment.known, (await ask.head()).size)
  const telling = tellingOf(ask)
  const { blocks, startsOn } = await begin(
    eyesOf(ask),
    template,
    { endsOn, startsOn: from, known },
    telling,
  )
  const paper = paperOf(
    {
      mission: ask.mission.name,
      isExercise: ask.mission.exercise ?? false,
      title: telling.t(`reportTo.${template.audience}`),
      reportedTo: template.audience,
      startsOn,
      endsOn,
      level: 'mission',
      state: 'drafting',
    },
    blocks,
    telling,
    ask.house,
  )
  return asWanted(ask, paper, `${template.name}-${endsOn}`, () => ({
    template: template.name,
    reportedTo: template.audience,
    level: template.level,
    startsOn,
    endsOn,
    seq: known,
    blocks,
    paper,
  }))
}

export async function answerEvaluated(ask: Ask): Promise<Answer | Refusal> {
  const { blocks, at, seq, isNow } = ask.body as {
    blocks: ReportBlock[]
    at?: string
    seq?: number
    isNow?: true
  }
  const { size } = await ask.head()
  const asked = blocks.map((block) => {
    if (!isPinned(block)) return block
    const known = Math.min(isNow ? size : (seq ?? block.known), size)
    return moved(block, at ?? block.at, known)
  })
  return ok({ seq: Math.min(seq ?? size, size), ...(await askAgain(eyesOf(ask), asked)) })
}

type Found = { record: RecordView; read: Read }

async function found(ask: Ask, text?: string): Promise<Found | Refusal> {
  const record = await ask.house.ledger.get(ask.reader, {
    register: 'periodicReport',
    id: ask.params.id as string,
    moment: await momentOf(ask),
  })
  if (isRefusal(record)) return record
  const read = readOf(record, text)
  return read ? { record, read } : refuse('not-found')
}

export async function answerReport(ask: Ask): Promise<Answer | Refusal> {
  const one = await found(ask, ask.query.text as string | undefined)
  if (isRefusal(one)) return one
  const { record, read } = one
  const telling = tellingOf(ask, record.fields.language)
  const paper = paperOf(coverOf(ask, record, read, telling), read.blocks, telling, ask.house)
  const { number, reportedTo } = record.fields as { number: string; reportedTo: string }
  return asWanted(ask, paper, number, () => ({
    id: record.id,
    number,
    reportedTo,
    state: record.state,
    seq: record.seq,
    text: read.text,
    level: read.level,
    digest: digestOfBlocks(read.blocks),
    blocks: read.blocks,
    paper,
  }))
}

export async function answerAgain(ask: Ask): Promise<Answer | Refusal> {
  const one = await found({ ...ask, query: {} })
  if (isRefusal(one)) return one
  const { on } = ask.query as { on?: string }
  const { known } = await momentAt(ask, { known: ask.query.known as string | undefined })
  const { blocks } = one.read
  // What was released is compared with what its audience would see, else every reader would find differences of their own.
  const { level, text } = one.read
  const pinned = blocks.map((block) =>
    isPinned(block) ? moved(block, on ?? block.at, known) : block,
  )
  const again =
    text === 'released'
      ? await release(eyesOf(ask), pinned, level, '9999-12-31')
      : await askAgain(eyesOf(ask), pinned)
  const lost = 'lost' in again ? again.lost : []
  const telling = tellingOf(ask)
  const items = compared(blocks, again.blocks, telling)
  return ok({
    at: on ?? String(one.record.fields.endsOn),
    seq: known,
    items: items.filter((item) => item.pinned !== item.now).slice(0, 400),
    differs: items.filter((item) => item.pinned !== item.now).length,
    asked: items.length,
    lost,
  })
}

async function releasing(ask: Ask, level: ReleaseLevel) {
  const one = await found(ask, 'draft')
  if (isRefusal(one)) return one
  if (one.read.text !== 'draft') return refuse('not-found')
  const now = await momentAt(ask, {})
  const today = dayAt(ask, now)
  const released = await release(eyesOf(ask), one.read.blocks, level, today)
  return { ...one, today, released }
}

export async function answerRelease(ask: Ask): Promise<Answer | Refusal> {
  const { level = 'public' } = ask.query as { level?: ReleaseLevel }
  const one = await releasing(ask, level)
  if (isRefusal(one)) return one
  const { record, released } = one
  const telling = tellingOf(ask, record.fields.language)
  const { blocks, blocked, changed, hidden } = released
  const named = (place: number) => titleOfAny(blocks[place] as ReportBlock, telling)
  const paper = paperOf(
    coverOf(ask, record, { text: 'released', level, blocks }, telling),
    blocks.filter((_, place) => !blocked.some((block) => block.place === place)),
    telling,
    ask.house,
  )
  return ok({
    level,
    blocked: blocked.map((block) => ({ ...block, title: named(block.place) })),
    changed: changed.map((place) => ({ place, title: named(place) })),
    hidden,
    digest: digestOfBlocks(blocks),
    paper,
  })
}

const issuers = ['chief', 'legal', 'importer'] as const

/** Whoever may issue does, and the server alone says what the audience sees: the register lets nobody else bring a released text. */
export async function issue(ask: Ask): Promise<Answer | Refusal> {
  const { id, level, expects } = ask.body as { id: string; level: ReleaseLevel; expects?: number }
  if (!issuers.some((role) => ask.actor.roles.includes(role))) return refuse('not-allowed')
  const one = await releasing({ ...ask, query: {} }, level)
  if (isRefusal(one)) return one
  const { record, released, today } = one
  if (record.state !== 'cleared') return refuse('wrong-state')
  if (released.blocked.length > 0)
    return refuse(
      'unless',
      'Some figures are not for this level, or are too recent for the public: leave them out first.',
    )
  const command: Command = {
    id,
    register: 'periodicReport',
    record: record.id,
    verb: 'issue',
    input: {
      releaseLevel: level,
      issuedOn: today,
      digest: digestOfBlocks(released.blocks),
      [`${level}Text`]: JSON.stringify(released.blocks),
    },
    ...(expects ? { expects } : {}),
  }
  const done = await ask.house.ledger.perform({ ...ask.actor, roles: ['importer'] }, command)
  if (isRefusal(done)) return done
  const { seq, known, at, repeated } = done
  return {
    status: repeated ? 200 : 201,
    json: {
      seq,
      record: done.record,
      known,
      at,
      receipt: `/api/${ask.mission.id}/log/receipt/${seq}`,
    },
  }
}
