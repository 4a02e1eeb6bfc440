/**
 * Voices as phones record them: MP3, M4A and 3GP, OGG, WebM, AMR and WAV. Nothing is decoded; what tells of the phone, its owner,
 * the hour and the place is left out, and what is not known is refused. A voice itself says who speaks; that nobody can take out.
 */
import { type Checked, Unfit } from './checked.ts'

export const voiceMax = 8_000_000

const ascii = (bytes: Uint8Array, at: number, length: number): string =>
  String.fromCharCode(...bytes.subarray(at, at + length))
const viewOf = (bytes: Uint8Array): DataView =>
  new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)

type Clean = { bytes: Uint8Array; removed: string[] }
type Look = {
  type: string
  is: (bytes: Uint8Array) => boolean
  clean: (bytes: Uint8Array) => Clean
}

/** Throws Unfit. */
export function checkVoice(bytes: Uint8Array): Checked {
  if (bytes.length > voiceMax) throw new Unfit(`at most ${voiceMax / 1e6} MB`)
  const look = looks.find(({ is }) => is(bytes))
  if (!look) throw new Unfit('to be a voice as phones record it')
  try {
    const { bytes: clean, removed } = look.clean(bytes.slice())
    return { mediaType: look.type, bytes: clean, removed }
  } catch (error) {
    throw error instanceof RangeError ? new Unfit('to be whole: it was cut or damaged') : error
  }
}

const looks: readonly Look[] = [
  {
    type: 'audio/mpeg',
    is: (bytes) =>
      ascii(bytes, 0, 3) === 'ID3' || (bytes[0] === 0xff && ((bytes[1] ?? 0) & 0xe6) === 0xe2),
    clean: cleanMp3,
  },
  {
    type: 'audio/wav',
    is: (bytes) => ascii(bytes, 0, 4) === 'RIFF' && ascii(bytes, 8, 4) === 'WAVE',
    clean: cleanWav,
  },
  {
    type: 'audio/amr',
    is: (bytes) => /^#!AMR(-WB)?\n/.test(ascii(bytes, 0, 9)),
    clean: (bytes) => ({ bytes, removed: [] }),
  },
  { type: 'audio/mp4', is: (bytes) => ascii(bytes, 4, 4) === 'ftyp', clean: cleanMp4 },
  { type: 'audio/ogg', is: (bytes) => ascii(bytes, 0, 4) === 'OggS', clean: cleanOgg },
  {
    type: 'audio/webm',
    is: (bytes) => viewOf(bytes).byteLength > 4 && viewOf(bytes).getUint32(0) === 0x1a45dfa3,
    clean: cleanWebm,
  },
]

/** Tags stand before the first frame and behind the last. */
function cleanMp3(bytes: Uint8Array): Clean {
  let [from, to] = [0, bytes.length]
  const removed: string[] = []
  while (ascii(bytes, from, 3) === 'ID3') {
    const size = [6, 7, 8, 9].reduce((sum, at) => sum * 128 + ((bytes[from + at] ?? 0) & 127), 0)
    from += 10 + size
    removed.push('ID3')
  }
  if (ascii(bytes, to - 128, 3) === 'TAG') {
    to -= 128
    removed.push('ID3')
  }
  if ((bytes[from] ?? 0) !== 0xff || from >= to) throw new RangeError()
  return { bytes: bytes.slice(from, to), removed: [...new Set(removed)] }
}

/** Only the form of the sound and the sound. */
function cleanWav(bytes: Uint8Array): Clean {
  const view = viewOf(bytes)
  const kept: Uint8Array[] = []
  const removed: string[] = []
  for (let at = 12; at + 8 <= bytes.length; ) {
    const name = ascii(bytes, at, 4)
    const end = Math.min(bytes.length, at + 8 + view.getUint32(at + 4, true))
    if (name === 'fmt ' || name === 'data' || name === 'fact') kept.push(bytes.subarray(at, end))
    else removed.push(name.trim())
    at = end + (end % 2)
  }
  const size = kept.reduce((sum, part) => sum + part.length + (part.length % 2), 12)
  const whole = new Uint8Array(size)
  whole.set(bytes.subarray(0, 12))
  viewOf(whole).setUint32(4, size - 8, true)
  let to = 12
  for (const part of kept) {
    whole.set(part, to)
    to += part.length + (part.length % 2)
  }
  if (kept.length < 2) throw new RangeError()
  return { bytes: whole, removed }
}

const telling = new Set(['udta', 'meta', 'uuid', 'ilst', 'keys', 'loci', 'free', 'skip', 'wide'])
const holding = new Set(['moov', 'trak', 'mdia', 'minf', 'stbl', 'edts', 'dinf'])
const timed = new Set(['mvhd', 'tkhd', 'mdhd'])

/** Boxes that tell are emptied where they stand, since others count their bytes from the beginning; times become nought. */
function cleanMp4(bytes: Uint8Array): Clean {
  const view = viewOf(bytes)
  const removed: string[] = []
  const walk = (from: number, to: number, depth: number): void => {
    if (depth > 12) throw new RangeError()
    for (let at = from; at + 8 <= to; ) {
      const said = view.getUint32(at)
      const name = ascii(bytes, at + 4, 4)
      const head = said === 1 ? 16 : 8
      const size = said === 1 ? Number(view.getBigUint64(at + 8)) : said === 0 ? to - at : said
      if (size < head || at + size > to) throw new RangeError()
      if (telling.has(name)) {
        if (!['free', 'skip', 'wide'].includes(name)) removed.push(name)
        bytes.set(new TextEncoder().encode('free'), at + 4)
        bytes.fill(0, at + head, at + size)
      } else if (timed.has(name)) {
        const isLong = bytes[at + head] === 1
        bytes.fill(0, at + head + 4, at + head + (isLong ? 20 : 12))
      } else if (name === 'hdlr') {
        if (ascii(bytes, at + head + 8, 4) === 'vide') throw new Unfit('to be a voice, and no film')
        bytes.fill(0, Math.min(at + size, at + head + 24), at + size) // the name of who wrote it
      } else if (holding.has(name)) walk(at + head, at + size, depth + 1)
      at += size
    }
  }
  walk(0, bytes.length, 0)
  return { bytes, removed: [...new Set(removed)] }
}

/** The second page of a stream holds its comments: it is replaced by one that holds none. */
function cleanOgg(bytes: Uint8Array): Clean {
  const view = viewOf(bytes)
  const pages: Uint8Array[] = []
  let removed = 0
  for (let at = 0; at < bytes.length; ) {
    if (ascii(bytes, at, 4) !== 'OggS') throw new RangeError()
    const count = view.getUint8(at + 26)
    const lacing = bytes.subarray(at + 27, at + 27 + count)
    const size = lacing.reduce((sum, one) => sum + one, 0)
    const end = at + 27 + count + size
    if (end > bytes.length) throw new RangeError()
    const body = bytes.subarray(at + 27 + count, end)
    if (ascii(body, 0, 8) === 'OpusTags') {
      // One packet that ends with the page, as every recorder of a phone writes it.
      if (lacing.findIndex((one) => one < 255) !== count - 1)
        throw new Unfit('to be recorded anew: its comments cannot be taken out')
      pages.push(pageWith(bytes.subarray(at, at + 27), emptyTags))
      removed += 1
    } else if (ascii(body, 1, 6) === 'vorbis' && body[0] === 3)
      throw new Unfit('to be recorded anew: its comments cannot be taken out')
    else pages.push(bytes.subarray(at, end))
    at = end
  }
  if (removed === 0) throw new Unfit('to be recorded anew: its comments cannot be taken out')
  return { bytes: joined(pages), removed: ['OpusTags'] }
}

const emptyTags = Uint8Array.of(...new TextEncoder().encode('OpusTags'), 0, 0, 0, 0, 0, 0, 0, 0)

function pageWith(head: Uint8Array, body: Uint8Array): Uint8Array {
  const page = joined([head, Uint8Array.of(body.length), body])
  page[26] = 1
  const view = viewOf(page)
  view.setUint32(22, 0)
  view.setUint32(22, crcOf(page), true)
  return page
}

function crcOf(bytes: Uint8Array): number {
  let crc = 0
  for (const one of bytes) {
    crc ^= one << 24
    for (let bit = 0; bit < 8; bit++) crc = crc & 0x80000000 ? (crc << 1) ^ 0x04c11db7 : crc << 1
  }
  return crc >>> 0
}

const [SEGMENT, INFO, TAGS, VOID] = [0x18538067, 0x1549a966, 0x1254c367, 0xec]
const ATTACHMENTS = 0x1941a469
/** Title, programs that wrote it, when. */
const told = new Set([0x7ba9, 0x4d80, 0x5741, 0x4461, 0x73a4, 0x7384])

/** What tells is emptied where it stands; clusters of sound are left alone. */
function cleanWebm(bytes: Uint8Array): Clean {
  const removed = new Set<string>()
  const walk = (from: number, to: number, depth: number): void => {
    for (let at = from; at < to; ) {
      const id = numberAt(bytes, at, true)
      const size = numberAt(bytes, at + id.length, false)
      const body = at + id.length + size.length
      const end = size.isUnknown ? to : body + size.value
      if (end > to) throw new RangeError()
      if (id.value === TAGS || id.value === ATTACHMENTS) {
        removed.add(id.value === TAGS ? 'Tags' : 'Attachments')
        bytes[at] = VOID
        const left = end - at
        bytes.fill(0, at + 1, end)
        // One byte for the mark, eight for the length, the rest is nothing.
        if (left < 9) throw new RangeError()
        bytes[at + 1] = 1
        viewOf(bytes).setUint32(at + 5, left - 9)
      } else if (depth === 1 && id.value === INFO) walk(body, end, 2)
      else if (depth === 2 && told.has(id.value)) {
        removed.add('Info')
        bytes.fill(0, body, end)
      } else if (depth === 0 && id.value === SEGMENT) walk(body, end, 1)
      else if (size.isUnknown) return // clusters as they are written while one speaks
      at = end
    }
  }
  walk(0, bytes.length, 0)
  return { bytes, removed: [...removed] }
}

function numberAt(
  bytes: Uint8Array,
  at: number,
  isId: boolean,
): { value: number; length: number; isUnknown: boolean } {
  const first = bytes[at]
  if (first === undefined || first === 0) throw new RangeError()
  const length = Math.clz32(first) - 23
  if (at + length > bytes.length) throw new RangeError()
  let value = isId ? first : first & (0xff >> length)
  let isUnknown = !isId && value === 0xff >> length
  for (let next = 1; next < length; next++) {
    const one = bytes[at + next] as number
    if (one !== 0xff) isUnknown = false
    value = value * 256 + one
  }
  return { value, length, isUnknown }
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0))
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}
