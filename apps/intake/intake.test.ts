/** The intake alone: what is hostile is refused in words, a flood is slowed and nothing real is lost, and the spool holds nothing in clear. */
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { request as httpRequest } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { makeKey, parcelType, readContent, readParcel, unseal } from '@konbit/seal'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { isIntakePath, makeIntake, openSpool, ServeFailure, serveIntake } from './index.ts'
import type { IntakeSettings } from './settings.ts'
import { bytesHeld } from './testing.ts'
import { makeTurns } from './turns.ts'
import { noVoices } from './voices.ts'
import { languages, words } from './words.ts'

const key = await makeKey()
const planted = 'zquvezotik'
let parcels: Uint8Array[] = []

const settings: IntakeSettings = {
  mission: { id: 'm', name: 'M', zone: 'America/Port-au-Prince', isDemonstration: false },
  keys: async () => [{ open: key.open, of: 'conduct', title: 'Conduct unit' }],
  pass: async (parcel) => {
    parcels.push(parcel)
    return 'kept'
  },
  thread: async () => undefined,
  script: async () => undefined,
  voices: noVoices,
  care: async () => [],
  leaveTo: 'https://example.org/',
  now: () => new Date('2026-05-14T12:00:00Z'),
}
const intake = makeIntake(settings)

async function post(
  fields: Record<string, string | Blob>,
  lane = 'a',
): Promise<{ status: number; text: string }> {
  const body = new FormData()
  for (const [name, value] of Object.entries(fields)) body.append(name, value)
  const request = new Request('http://h/complain?l=en', { method: 'POST', body })
  const answer = await intake(request, '/complain', lane)
  return { status: answer.status, text: await answer.text() }
}
const complaint = (more: Record<string, string | Blob> = {}) => ({
  step: 'send',
  kind: 'complain',
  'say.what': `I said ${planted}`,
  ...more,
})
const open = async (parcel: Uint8Array) =>
  readContent(await unseal(readParcel(parcel)?.sealed as Uint8Array, key.secret))
const bytes = (...parts: (string | number[] | Uint8Array)[]): Uint8Array<ArrayBuffer> =>
  new Uint8Array(
    Buffer.concat(
      parts.map((one) => (typeof one === 'string' ? Buffer.from(one, 'latin1') : Buffer.from(one))),
    ),
  )
const fileOf = (content: Uint8Array<ArrayBuffer>, type: string) => new Blob([content], { type })

/** A picture of one point, with a segment that says where it was taken. */
const photo = bytes(
  [0xff, 0xd8, 0xff, 0xe1, 0, 2 + 6 + planted.length],
  `Exif\0\0${planted}`,
  [0xff, 0xc0, 0, 11, 8, 0, 1, 0, 1, 1, 1, 0x11, 0],
  [0xff, 0xda, 0, 8, 1, 1, 0, 0, 0x3f, 0, 1, 2, 3],
  [0xff, 0xd9],
)
const box = (name: string, content: Uint8Array): Uint8Array => {
  const head = Buffer.alloc(8)
  head.writeUInt32BE(8 + content.length)
  head.write(name, 4, 'latin1')
  return Buffer.concat([head, content])
}
const voices: Record<string, Uint8Array<ArrayBuffer>> = {
  mp3: bytes('ID3', [4, 0, 0, 0, 0, 0, 10], planted, [0xff, 0xfb, 0x90, 0, 1, 2, 3]),
  m4a: bytes(
    box('ftyp', bytes('M4A \0\0\0\0')),
    box(
      'moov',
      bytes(box('udta', bytes(planted)), box('trak', bytes(box('meta', bytes(planted))))),
    ),
    box('mdat', bytes('sound')),
  ),
  wav: bytes(
    'RIFF',
    [58, 0, 0, 0],
    'WAVEfmt ',
    [2, 0, 0, 0, 1, 0],
    'LIST',
    [10, 0, 0, 0],
    planted,
    'data',
    [2, 0, 0, 0, 1, 2],
  ),
  webm: bytes(
    [0x1a, 0x45, 0xdf, 0xa3, 0x80],
    [0x18, 0x53, 0x80, 0x67, 0x80 + 35],
    [0x15, 0x49, 0xa9, 0x66, 0x8d, 0x7b, 0xa9, 0x8a],
    planted,
    [0x12, 0x54, 0xc3, 0x67, 0x8c, 0, 0],
    planted,
  ),
  amr: bytes('#!AMR\n', [4, 1, 2, 3]),
}

describe('words', () => {
  test('are the same in every language, and none is reviewed that nobody reviewed', () => {
    for (const { code } of languages) {
      expect(Object.keys(words[code])).toEqual(Object.keys(words.ht))
      expect(Object.values(words[code]).every((text) => text.trim() !== '')).toBe(true)
      for (const [name, text] of Object.entries(words[code]))
        expect([name, text.match(/\{\w+\}/g)]).toEqual([
          name,
          (words.ht as Record<string, string>)[name]?.match(/\{\w+\}/g) ?? null,
        ])
    }
  })
  test('a path of the app is not taken for the intake', () => {
    expect(['/complain', '/ours/complain', '/ours/complain/seal.js'].every(isIntakePath)).toBe(true)
    expect(['/complaints', '/ours/r/complaint', '/api/ours/complaint'].some(isIntakePath)).toBe(
      false,
    )
  })
})

describe('what comes with a message', () => {
  test('loses what tells of its maker, and the rest is there', async () => {
    parcels = []
    for (const [name, voice] of Object.entries(voices)) {
      const sent = await post(
        complaint({ voice: fileOf(voice, 'audio/x'), picture: fileOf(photo, 'image/jpeg') }),
      )
      expect([name, sent.status]).toEqual([name, 200])
      const { sheet, files } = await open(parcels.at(-1) as Uint8Array)
      expect(sheet.what).toBe(`I said ${planted}`)
      expect(files.map((one) => one.name)).toEqual(['picture', 'voice'])
      for (const file of files)
        expect([name, Buffer.from(file.bytes).includes(planted)]).toEqual([name, false])
    }
  })

  test.each([
    ['a program', bytes('MZ', [0, 0]), 'not a photo'],
    ['a script', bytes('#!/bin/sh\nrm'), 'not a photo'],
    [
      'a drawing with a script',
      bytes('<svg xmlns="http://www.w3.org/2000/svg" onload="x"/>'),
      'not a photo',
    ],
    [
      'XML with entities',
      bytes('<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'),
      'not a photo',
    ],
    ['a program called a photo', bytes([0x7f], 'ELF'), 'not a photo'],
    ['cut short', photo.slice(0, 30), 'not a photo'],
    ['too large', new Uint8Array(6_100_000).fill(0xff), 'too large'],
  ])(
    'as a picture that is %s is refused in words, and what was written stands',
    async (_, content, why) => {
      parcels = []
      const { status, text } = await post(complaint({ picture: fileOf(content, 'image/png') }))
      expect(status).toBe(422)
      expect(text).toContain(why)
      expect(text).toContain(planted)
      expect(parcels).toEqual([])
    },
  )

  test('as a voice that is none is refused; nothing said at all, too', async () => {
    const { status, text } = await post(
      complaint({ voice: fileOf(bytes('OggS', [0, 0]), 'audio/ogg') }),
    )
    expect([status, text.includes('not a voice')]).toEqual([422, true])
    // How to be answered is chosen beforehand, and says nothing; of sexual harm nothing has to be said.
    const nothing = { step: 'send', kind: 'complain', 'say.reach': 'code', 'say.what': ' ' }
    expect((await post(nothing)).text).toContain('Write something')
    expect((await post({ ...nothing, kind: 'sea' })).text).toContain('id="code"')
    expect(
      (
        await post(
          complaint({
            'say.where': '<script>alert(1)</script>',
            picture: fileOf(bytes('MZ'), 'x'),
          }),
        )
      ).text,
    ).not.toContain('<script>alert')
  })

  test('and is no form, or no parcel, is refused', async () => {
    const send = (path: string, type: string, body: string) =>
      intake(
        new Request(`http://h/complain${path}`, {
          method: 'POST',
          headers: { 'content-type': type },
          body,
        }),
        '/complain',
        'a',
      )
    expect((await send('', 'application/xml', '<!DOCTYPE a>')).status).toBe(400)
    expect((await send('', 'multipart/form-data; boundary=x', 'no form')).status).toBe(400)
    expect((await send('/sealed', 'text/plain', 'x')).status).toBe(415)
    expect((await send('/sealed', parcelType, `{"what":"${planted}"}\nin clear`)).status).toBe(400)
  })
})

describe('a flood', () => {
  test('of a thousand from one address is slowed, loses nothing, and holds nobody else up', async () => {
    let clock = 0
    const turns = makeTurns({ together: 4, burst: 30, perSecond: 1000, seats: 2000 }, () => clock)
    const ticking = setInterval(() => (clock += 10), 1)
    const order: string[] = []
    const come = async (lane: string) => {
      const over = await turns.take(lane)
      if (!over) return false
      await new Promise((resolve) => setImmediate(resolve))
      order.push(lane)
      over()
      return true
    }
    const flood = Array.from({ length: 1000 }, () => come('one'))
    const other = Array.from({ length: 3 }, () => come('other'))
    expect(await Promise.all(other)).toEqual([true, true, true])
    expect(order.lastIndexOf('other')).toBeLessThan(100)
    expect(new Set(await Promise.all(flood))).toEqual(new Set([true]))
    expect(order).toHaveLength(1003)
    expect(clock).toBeGreaterThanOrEqual(900)
    clearInterval(ticking)
  })

  test('beyond the seats asks the longest lane to come again, never the neighbour', async () => {
    const turns = makeTurns({ together: 1, burst: 1, perSecond: 0.001, seats: 20 })
    const first = await turns.take('one')
    const flood = Array.from({ length: 40 }, () => turns.take('one'))
    const neighbour = turns.take('other')
    const turned = flood.slice(-3)
    expect(await Promise.all(turned)).toEqual([undefined, undefined, undefined])
    first?.()
    expect(await neighbour).toBeTypeOf('function')
    expect(turns.waiting()).toBeLessThanOrEqual(20)
  })
})

describe('alone on a host', () => {
  let folder = ''
  let answers = 503
  let taken: Uint8Array[] = []
  let server: Awaited<ReturnType<typeof serveIntake>>
  const notes: string[] = []
  const before = globalThis.fetch
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'konbit-intake-'))
    const keys = [{ open: key.open, of: 'conduct', title: 'Conduct unit' }]
    await writeFile(join(folder, 'keys.json'), JSON.stringify({ mission: 'm', zone: 'UTC', keys }))
    globalThis.fetch = async (address, init) => {
      if (!String(address).startsWith('https://record.example/')) return before(address, init)
      if (answers === 201) taken.push(init?.body as Uint8Array)
      return new Response('{}', { status: answers })
    }
    server = await serveIntake({
      port: 0,
      host: '127.0.0.1',
      keysFile: join(folder, 'keys.json'),
      passTo: 'https://record.example',
      mission: 'm',
      folder: join(folder, 'spool'),
      script: async () => undefined,
      leaveTo: 'https://example.org/',
      note: (sentence) => notes.push(sentence),
    })
  })
  afterAll(async () => {
    await server?.stop()
    globalThis.fetch = before
    await rm(folder, { recursive: true, force: true })
  })

  test('what the record cannot take yet waits sealed, and goes on by itself', async () => {
    const body = new FormData()
    for (const [name, text] of Object.entries(complaint())) body.append(name, String(text))
    const answer = await before(server.address, { method: 'POST', body })
    const text = await answer.text()
    expect(text).toMatch(/id="waits">/)
    const names = await readdir(join(folder, 'spool'))
    expect(names).toHaveLength(1)
    const lying = await readFile(join(folder, 'spool', names[0] as string))
    expect(lying.includes(planted)).toBe(false)
    expect(lying.includes(/id="code">([\d ]+)/.exec(text)?.[1] ?? 'none')).toBe(false)
    answers = 201
    taken = []
    const spool = await openSpool({
      folder: join(folder, 'spool'),
      hand: async (parcel) => {
        taken.push(parcel)
        return 'kept'
      },
      note: (sentence) => notes.push(sentence),
    })
    await expect.poll(() => spool.waiting()).toBe(0)
    await spool.close()
    expect((await open(taken[0] as Uint8Array)).sheet.what).toContain(planted)
    expect(notes).toEqual([])
  })

  test('a file of 200 MB is refused in words while it comes, and is never held', async () => {
    const size = 200_000_000
    const held = bytesHeld()
    let most = 0
    const status = await new Promise<[number, string]>((done, fail) => {
      const sending = httpRequest(
        `http://127.0.0.1:${server.port}/complain?l=en`,
        {
          method: 'POST',
          headers: { 'content-type': 'multipart/form-data; boundary=x', 'content-length': size },
        },
        (answer) => {
          let text = ''
          answer.on('data', (part) => (text += part))
          answer.on('end', () => done([answer.statusCode ?? 0, text]))
        },
      )
      sending.on('error', fail)
      const part = Buffer.alloc(1_000_000)
      let left = size
      const more = (): void => {
        while (left > 0) {
          left -= part.length
          if (left % (10 * part.length) === 0) most = Math.max(most, bytesHeld() - held)
          if (!sending.write(part)) return void sending.once('drain', more)
        }
        sending.end()
      }
      more()
    })
    expect(status[0]).toBe(413)
    expect(status[1]).toContain('The file is too large')
    expect(most).toBeLessThan(120_000_000)
  })

  test('it will not start with a secret key, with none, or with another mission’s', async () => {
    const start = async (content: object, mission = 'm') => {
      await writeFile(join(folder, 'other.json'), JSON.stringify(content))
      return serveIntake({
        port: 0,
        host: '127.0.0.1',
        keysFile: join(folder, 'other.json'),
        passTo: 'https://record.example',
        mission,
        folder: join(folder, 'x'),
        script: async () => undefined,
        leaveTo: '',
        note: () => {},
      })
    }
    const keys = [{ open: key.open }]
    await expect(start({ mission: 'm', zone: 'UTC', keys, note: key.secret })).rejects.toThrow(
      'secret key',
    )
    await expect(start({ mission: 'm', zone: 'UTC', keys: [] })).rejects.toThrow(ServeFailure)
    await expect(start({ mission: 'n', zone: 'UTC', keys })).rejects.toThrow('not of m')
  })
})
