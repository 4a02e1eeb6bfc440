/**
 * The intake as requests and answers: pages without script, what a script sends sealed, and the code with which one comes back.
 * It sets no cookie, keeps no address and writes nothing but sealed parcels.
 */
import { createHash } from 'node:crypto'
import {
  codeKey,
  parcelMax,
  parcelType,
  readCode,
  readContent,
  readParcel,
  unseal,
} from '@konbit/seal'
import { close, enclose } from './close.ts'
import { type Form, readBounded, readForm } from './form.ts'
import { headersOf } from './headers.ts'
import {
  codePage,
  type Drawn,
  formPage,
  gotPage,
  startPage,
  threadPage,
  wrongPage,
} from './pages.ts'
import type { IntakeSettings, Thread } from './settings.ts'
import { isRoute, type RouteName } from './sheet.ts'
import { style } from './style.ts'
import { makeTurns, type Turns } from './turns.ts'
import type { Recording } from './voices.ts'
import { isLanguage, type Key, type Language, speak } from './words.ts'

/** `base`: where it stands, such as /complain. `lane`: whoever shares a line with this one waits in the same. */
export type Intake = (request: Request, base: string, lane: string) => Promise<Response>

/** Where an intake answers: of the mission that is served, or of one by its name. */
export const isIntakePath = (path: string): boolean =>
  /^(\/[\w-]{1,60})?\/complain(\/|$)/.test(path)

const html = 'text/html; charset=utf-8'

export function makeIntake(settings: IntakeSettings, turns: Turns = makeTurns()): Intake {
  const answer = (status: number, type: string, body: string | Uint8Array): Response =>
    new Response(body as BodyInit, { status, headers: headersOf(type) })
  const json = (status: number, value: unknown): Response =>
    answer(status, 'application/json; charset=utf-8', JSON.stringify(value))

  const day = (): string =>
    new Intl.DateTimeFormat('en-CA', { timeZone: settings.mission.zone }).format(settings.now())

  async function drawn(base: string, language: Language): Promise<Drawn> {
    const [keys, script, voices, care] = await Promise.all([
      settings.keys(),
      settings.script(),
      settings.voices.of(language),
      settings.care(),
    ])
    return {
      base,
      language,
      say: speak(language),
      keys,
      day: day(),
      hasScript: script !== undefined,
      voices,
      care,
      leaveTo: settings.leaveTo,
      isDemonstration: settings.mission.isDemonstration,
    }
  }

  /** In parts where parts are asked for: some phones play nothing otherwise. */
  function heard({ type, bytes }: Recording, range: string | null): Response {
    const [, first, last] = /^bytes=(\d+)-(\d*)$/.exec(range ?? '') ?? []
    const from = Number(first)
    if (first === undefined || from >= bytes.length) return answer(200, type, bytes)
    const to = Math.min(last ? Number(last) : bytes.length - 1, bytes.length - 1)
    const part = answer(206, type, bytes.subarray(from, to + 1))
    part.headers.set('content-range', `bytes ${from}-${to}/${bytes.length}`)
    return part
  }

  async function get(
    path: string,
    base: string,
    language: Language,
    range: string | null,
  ): Promise<Response> {
    if (path === '/style.css') return answer(200, 'text/css; charset=utf-8', style)
    if (path === '/seal.js') {
      const script = await settings.script()
      return script ? answer(200, 'text/javascript; charset=utf-8', script) : answer(404, html, '')
    }
    if (path.startsWith('/voice/')) {
      const voice = await settings.voices.read(path.slice('/voice/'.length))
      return voice ? heard(voice, range) : answer(404, html, '')
    }
    const open = /^\/thread\/(age1[a-z0-9]{58})$/.exec(path)?.[1]
    if (open) return thread(open)
    if (path !== '') return answer(404, html, wrongPage(await drawn(base, language), 'wrong.torn'))
    return answer(200, html, startPage(await drawn(base, language)))
  }

  async function thread(open: string): Promise<Response> {
    const found = await settings.thread(open)
    if (found === 'away') return json(503, { wrong: 'wrong.failed' })
    return found ? json(200, found) : json(404, { wrong: 'code.unknown' })
  }

  /** What a script sealed on the phone. Taken as it is: nobody here can look into it. */
  async function takeSealed(request: Request): Promise<Response> {
    if (request.headers.get('content-type') !== parcelType)
      return json(415, { wrong: 'wrong.torn' })
    const bytes = await readBounded(request, parcelMax)
    if (!bytes) return json(413, { wrong: 'wrong.large' })
    const parcel = readParcel(bytes)
    if (!parcel) return json(400, { wrong: 'wrong.torn' })
    const passed = await settings.pass(bytes)
    const status = { kept: 201, waits: 202, full: 503, unknown: 404, refused: 400 }[passed]
    const digest = createHash('sha256').update(parcel.sealed).digest('hex')
    return json(status, status < 300 ? { passed, digest } : { wrong: wrongOf(passed) })
  }

  const wrongOf = (passed: string): Key =>
    passed === 'full' ? 'wrong.full' : passed === 'unknown' ? 'code.unknown' : 'wrong.failed'

  async function send(form: Form, draw: Drawn, route: RouteName): Promise<Response> {
    const files = enclose(form)
    if (typeof files === 'string')
      return answer(422, html, formPage(draw, route, form.words, `wrong.${files}`))
    if (draw.keys.length === 0) return answer(503, html, wrongPage(draw, 'closed'))
    const closed = await close(
      form,
      files,
      draw.keys.map(({ open }) => open),
      draw.day,
    )
    const passed = await settings.pass(closed.parcel)
    if (passed !== 'kept' && passed !== 'waits')
      return answer(503, html, formPage(draw, route, form.words, wrongOf(passed)))
    const digest = createHash('sha256').update(closed.sealed).digest('hex')
    return answer(200, html, gotPage(draw, { ...closed, digest, waits: passed === 'waits' }))
  }

  async function look(form: Form, draw: Drawn): Promise<Response> {
    const code = readCode(form.words.get('code') ?? '')
    if (!code) return answer(422, html, codePage(draw, 'code.wrong'))
    const key = await codeKey(code)
    let said: Key | undefined
    const more = form.words.get('say.what')?.trim()
    if (more) {
      const files = enclose(form)
      if (typeof files === 'string') return answer(422, html, codePage(draw, `wrong.${files}`))
      const to = draw.keys.map(({ open }) => open)
      const { parcel } = await close(form, files, to, draw.day, code)
      const passed = await settings.pass(parcel)
      if (passed !== 'kept' && passed !== 'waits')
        return answer(503, html, codePage(draw, wrongOf(passed)))
      said = 'thread.sent'
    }
    const found = await settings.thread(key.open)
    if (found === 'away') return answer(503, html, codePage(draw, 'wrong.failed'))
    if (!found) return answer(404, html, codePage(draw, 'code.unknown'))
    return answer(200, html, threadPage(draw, code, found, await opened(found, key.secret), said))
  }

  async function post(request: Request, base: string, language: Language): Promise<Response> {
    const draw = await drawn(base, language)
    const form = await readForm(request)
    if (form === 'large') return answer(413, html, wrongPage(draw, 'wrong.large'))
    if (form === 'torn') return answer(400, html, wrongPage(draw, 'wrong.torn'))
    const step = form.words.get('step')
    const route = form.words.get('kind')
    if (step === 'code' || route === 'code') return answer(200, html, codePage(draw))
    if (step === 'look') return look(form, draw)
    if (!isRoute(route)) return answer(200, html, startPage(draw))
    if (draw.keys.length === 0) return answer(503, html, wrongPage(draw, 'closed'))
    return step === 'send'
      ? send(form, draw, route)
      : answer(200, html, formPage(draw, route, new Map()))
  }

  return async (request, base, lane) => {
    const url = new URL(request.url)
    const path = url.pathname.slice(base.length)
    const asked = url.searchParams.get('l')
    const language = isLanguage(asked) ? asked : 'ht'
    if (request.method === 'GET' || request.method === 'HEAD')
      return get(path, base, language, request.headers.get('range'))
    if (request.method !== 'POST') return answer(405, html, '')
    const over = await turns.take(lane)
    if (!over) {
      await request.body?.cancel().catch(() => {})
      const busy = answer(503, html, wrongPage(await drawn(base, language), 'wrong.full'))
      busy.headers.set('retry-after', '60')
      return busy
    }
    try {
      return path === '/sealed' ? await takeSealed(request) : await post(request, base, language)
    } finally {
      over()
    }
  }
}

/** The answers, as far as the code opens them. */
async function opened(found: Thread, secret: string): Promise<{ day: string; text: string }[]> {
  const replies = await Promise.all(
    found.replies.map(async ({ day, sealed }) => {
      const content = await unseal(new Uint8Array(Buffer.from(sealed, 'base64')), secret)
        .then(readContent)
        .catch(() => undefined)
      return content && { day, text: content.sheet.what ?? '' }
    }),
  )
  return replies.flatMap((one) => one ?? [])
}
