/**
 * Pictures as they come from phones: JPEG, PNG and WebP, taken apart as far as is needed to know that they are what they
 * say, how large they are, and to leave out what tells of the phone, its owner and the place. Nothing is decoded.
 */
import { type Checked, Unfit } from './checked.ts'

/** Pixels of one picture, so that what is a small file is not a large one once it is shown. */
const pixelsMax = 100_000_000

type Parts = { kept: Uint8Array[]; removed: string[] }

const viewOf = (bytes: Uint8Array): DataView =>
  new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
const cut = (what: string): Unfit => new Unfit(`to be whole: this ${what} was cut or damaged`)
const ascii = (bytes: Uint8Array, from: number, length: number): string =>
  String.fromCharCode(...bytes.subarray(from, from + length))

/** What reads beyond the end of a file reads a file that was cut. */
function within<Of>(what: string, read: () => Of): Of {
  try {
    return read()
  } catch (error) {
    throw error instanceof RangeError ? cut(what) : error
  }
}

function sized(width: number, height: number): { width: number; height: number } {
  if (width === 0 || height === 0) throw new Unfit('to be a picture with a width and a height')
  if (width * height > pixelsMax)
    throw new Unfit(`to be a picture of at most ${pixelsMax / 1e6} million pixels`)
  return { width, height }
}

function pictureOf(
  mediaType: string,
  bytes: Uint8Array,
  keeps: boolean,
  size: { width: number; height: number },
  { kept, removed }: Parts,
): Checked {
  const clean = new Uint8Array(kept.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of kept) {
    clean.set(part, at)
    at += part.length
  }
  return keeps
    ? { mediaType, bytes, removed: [], pixels: size }
    : { mediaType, bytes: clean, removed, pixels: size }
}

const [SOI, EOI, SOS, APP1, APP2, APP14, COM] = [0xd8, 0xd9, 0xda, 0xe1, 0xe2, 0xee, 0xfe]

export const isJpeg = (bytes: Uint8Array): boolean =>
  bytes[0] === 0xff && bytes[1] === SOI && bytes[2] === 0xff

/** Keeps what is needed to show it: tables, frames, colours, and which side is up. */
export const checkJpeg = (bytes: Uint8Array, keeps: boolean): Checked =>
  within('JPEG', () => {
    const view = viewOf(bytes)
    const parts: Parts = { kept: [bytes.subarray(0, 2)], removed: [] }
    let size: { width: number; height: number } | undefined
    for (let at = 2; ; ) {
      if (view.getUint8(at) !== 0xff) throw cut('JPEG')
      const marker = view.getUint8(at + 1)
      if (marker === 0xff) {
        at += 1 // fill
        continue
      }
      if (marker === EOI) {
        parts.kept.push(bytes.subarray(at, at + 2))
        if (at + 2 < bytes.length) parts.removed.push('what follows its end')
        break
      }
      const end = at + 2 + view.getUint16(at + 2)
      if (end > bytes.length || end < at + 4) throw cut('JPEG')
      const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)
      if (isFrame) size = sized(view.getUint16(at + 7), view.getUint16(at + 5))
      const segment = bytes.subarray(at, end)
      keepSegment(marker, segment, parts)
      at = end
      if (marker === SOS) {
        const from = at
        // Coded data: an 0xff in it is followed by 0 or by a restart.
        while (view.getUint8(at) !== 0xff || isWithinScan(view.getUint8(at + 1))) at += 1
        parts.kept.push(bytes.subarray(from, at))
      }
    }
    if (!size) throw cut('JPEG')
    return pictureOf('image/jpeg', bytes, keeps, size, parts)
  })

const isWithinScan = (next: number): boolean => next === 0 || (next >= 0xd0 && next <= 0xd7)

function keepSegment(marker: number, segment: Uint8Array, { kept, removed }: Parts): void {
  const isOfAnApp = marker >= APP1 && marker <= 0xef
  const isColour = marker === APP2 && ascii(segment, 4, 11) === 'ICC_PROFILE'
  if ((!isOfAnApp && marker !== COM) || isColour || marker === APP14) {
    kept.push(segment)
    return
  }
  if (marker === COM) {
    removed.push('a comment')
    return
  }
  const isExif = marker === APP1 && ascii(segment, 4, 4) === 'Exif'
  removed.push(isExif ? 'Exif' : `application data ${marker - 0xe0}`)
  const side = isExif ? orientationOf(segment.subarray(10)) : 1
  if (side !== 1) kept.push(exifOf(side))
}

/** Which side is up, 1 to 8 as in Exif; 1 where it does not say. */
function orientationOf(tiff: Uint8Array): number {
  try {
    const view = viewOf(tiff)
    const isLittle = ascii(tiff, 0, 2) === 'II'
    const directory = view.getUint32(4, isLittle)
    for (let nth = 0; nth < view.getUint16(directory, isLittle); nth += 1) {
      const at = directory + 2 + 12 * nth
      if (view.getUint16(at, isLittle) !== 0x0112) continue
      const side = view.getUint16(at + 8, isLittle)
      return side >= 1 && side <= 8 ? side : 1
    }
  } catch {
    // Damaged, and about to be left out.
  }
  return 1
}

/** An Exif segment that says which side is up, and nothing else. */
const exifOf = (side: number): Uint8Array =>
  Uint8Array.from([
    ...[0xff, APP1, 0, 34],
    ...[0x45, 0x78, 0x69, 0x66, 0, 0],
    ...[0x4d, 0x4d, 0, 42, 0, 0, 0, 8],
    ...[0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, side, 0, 0],
    ...[0, 0, 0, 0],
  ])

const pngHead = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]
/** Those that change how it looks. */
const pngKept = new Set(
  'IHDR PLTE IDAT IEND tRNS gAMA cHRM sRGB iCCP sBIT bKGD pHYs cICP acTL fcTL fdAT'.split(' '),
)

export const isPng = (bytes: Uint8Array): boolean =>
  pngHead.every((byte, index) => bytes[index] === byte)

export const checkPng = (bytes: Uint8Array, keeps: boolean): Checked =>
  within('PNG', () => {
    const view = viewOf(bytes)
    const parts: Parts = { kept: [bytes.subarray(0, 8)], removed: [] }
    if (ascii(bytes, 12, 4) !== 'IHDR') throw cut('PNG')
    const size = sized(view.getUint32(16), view.getUint32(20))
    for (let at = 8; ; ) {
      const end = at + 12 + view.getUint32(at)
      if (end > bytes.length) throw cut('PNG')
      const name = ascii(bytes, at + 4, 4)
      if (pngKept.has(name)) parts.kept.push(bytes.subarray(at, end))
      else parts.removed.push(name)
      at = end
      if (name !== 'IEND') continue
      if (at < bytes.length) parts.removed.push('what follows its end')
      return pictureOf('image/png', bytes, keeps, size, parts)
    }
  })

export const isWebp = (bytes: Uint8Array): boolean =>
  ascii(bytes, 0, 4) === 'RIFF' && ascii(bytes, 8, 4) === 'WEBP'

const webpTold = new Set(['EXIF', 'XMP '])

export const checkWebp = (bytes: Uint8Array, keeps: boolean): Checked =>
  within('WebP', () => {
    const view = viewOf(bytes)
    const end = 8 + view.getUint32(4, true)
    if (end > bytes.length) throw cut('WebP')
    const parts: Parts = { kept: [bytes.slice(0, 12)], removed: [] }
    let size: { width: number; height: number } | undefined
    for (let at = 12; at + 8 <= end; ) {
      const name = ascii(bytes, at, 4)
      const length = view.getUint32(at + 4, true)
      const next = at + 8 + length + (length % 2)
      if (next > end) throw cut('WebP')
      size ??= webpSize(name, view, at + 8)
      if (webpTold.has(name)) parts.removed.push(name.trim())
      else {
        const part = bytes.slice(at, next)
        if (name === 'VP8X') part[8] = (part[8] as number) & ~0b1100 // no Exif, no XMP
        parts.kept.push(part)
      }
      at = next
    }
    if (!size) throw cut('WebP')
    if (end < bytes.length) parts.removed.push('what follows its end')
    const whole = parts.kept.reduce((sum, part) => sum + part.length, 0)
    viewOf(parts.kept[0] as Uint8Array).setUint32(4, whole - 8, true)
    return pictureOf('image/webp', bytes, keeps, sized(size.width, size.height), parts)
  })

function webpSize(
  name: string,
  view: DataView,
  at: number,
): { width: number; height: number } | undefined {
  const three = (from: number): number =>
    view.getUint16(from, true) + view.getUint8(from + 2) * 65_536
  if (name === 'VP8X') return { width: three(at + 4) + 1, height: three(at + 7) + 1 }
  if (name === 'VP8 ')
    return {
      width: view.getUint16(at + 6, true) & 0x3fff,
      height: view.getUint16(at + 8, true) & 0x3fff,
    }
  if (name !== 'VP8L') return undefined
  const bits = view.getUint32(at + 1, true)
  return { width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 }
}
