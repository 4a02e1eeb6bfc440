import fc from 'fast-check'
import { strToU8, unzipSync, zipSync } from 'fflate'
import { describe, expect, test } from 'vitest'
import { checkFile, fileMax } from './check.ts'
import { Unfit } from './checked.ts'

const bytesOf = (...parts: (number[] | string | Uint8Array)[]): Uint8Array =>
  Uint8Array.from(
    parts.flatMap((part) => (typeof part === 'string' ? [...strToU8(part)] : [...part])),
  )
const segment = (marker: number, body: Uint8Array): Uint8Array =>
  bytesOf([0xff, marker, (body.length + 2) >> 8, (body.length + 2) & 255], body)
const secret = 'Jean Baptiste, 18.5392 N'

/** A picture with a place in its Exif, a comment, an orientation and something behind its end. */
const jpeg = (side = 1): Uint8Array =>
  bytesOf(
    [0xff, 0xd8],
    segment(0xe0, bytesOf('JFIF', [0, 1, 2, 0, 0, 1, 0, 1, 0, 0])),
    segment(
      0xe1,
      bytesOf(
        'Exif',
        [0, 0],
        'MM',
        [0, 42, 0, 0, 0, 8, 0, 1, 1, 0x12, 0, 3, 0, 0, 0, 1, 0, side, 0, 0, 0, 0, 0, 0],
        secret,
      ),
    ),
    segment(0xfe, bytesOf(secret)),
    segment(0xc0, bytesOf([8, 0, 60, 0, 80, 1, 1, 0x11, 0])),
    segment(0xda, bytesOf([1, 1, 0, 0, 63, 0])),
    [1, 2, 0xff, 0, 3, 0xff, 0xd0, 4],
    [0xff, 0xd9],
    `PK ${secret}`,
  )
const chunk = (name: string, body: Uint8Array): Uint8Array =>
  bytesOf([0, 0, body.length >> 8, body.length & 255], name, body, [0, 0, 0, 0])
const png = (width = 80): Uint8Array =>
  bytesOf(
    [0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10],
    chunk('IHDR', bytesOf([0, 0, width >> 8, width & 255, 0, 0, 0, 60, 8, 2, 0, 0, 0])),
    chunk('tEXt', bytesOf(`Author\0${secret}`)),
    chunk('eXIf', bytesOf(secret)),
    chunk('IDAT', bytesOf([1, 2, 3])),
    chunk('IEND', bytesOf()),
    secret,
  )
const riff = (name: string, body: Uint8Array): Uint8Array =>
  bytesOf(name, [body.length & 255, body.length >> 8, 0, 0], body, body.length % 2 ? [0] : [])
const webp = (): Uint8Array => {
  const body = bytesOf(
    'WEBP',
    riff('VP8X', bytesOf([0b1100, 0, 0, 0, 79, 0, 0, 59, 0, 0])),
    riff('VP8L', bytesOf([0x2f, 79, 0xc0, 14, 0, 7])),
    riff('EXIF', bytesOf(secret)),
    riff('XMP ', bytesOf(secret)),
  )
  return bytesOf('RIFF', [body.length & 255, body.length >> 8, 0, 0], body)
}
const docx = (more: Record<string, string> = {}, text = 'The bridge at Pont-Sondé is closed.') =>
  zipSync({
    '[Content_Types].xml': strToU8('<Types/>'),
    'word/document.xml': strToU8(
      `<w:document><w:p><w:t>Note</w:t></w:p><w:p><w:t>${text.slice(0, 6)}</w:t><w:t>${text.slice(6)}</w:t></w:p></w:document>`,
    ),
    'docProps/core.xml': strToU8(`<?xml version="1.0"?><cp:p xmlns:cp="x"><a>${secret}</a></cp:p>`),
    ...Object.fromEntries(Object.entries(more).map(([name, held]) => [name, strToU8(held)])),
  })
const holds = (bytes: Uint8Array, text: string): boolean => Buffer.from(bytes).includes(text)
const refusal = (bytes: Uint8Array): string => {
  try {
    checkFile(bytes)
  } catch (error) {
    if (error instanceof Unfit) return error.message
    throw error
  }
  return 'taken'
}

describe('A picture', () => {
  test.each([
    ['image/jpeg', jpeg()],
    ['image/png', png()],
    ['image/webp', webp()],
  ])('%s is kept without what tells of its maker, and says its size', (type, bytes) => {
    expect(holds(bytes, secret)).toBe(true)
    const found = checkFile(bytes)
    expect(found.mediaType).toBe(type)
    expect(found.pixels).toEqual({ width: 80, height: 60 })
    expect(found.removed.length).toBeGreaterThan(1)
    expect(holds(found.bytes, secret)).toBe(false)
    // What is left is still such a picture, with nothing more to leave out.
    expect(checkFile(found.bytes)).toMatchObject({ mediaType: type, pixels: found.pixels })
    expect(checkFile(found.bytes).bytes).toEqual(found.bytes)
  })

  test('as evidence stays as it came, to the byte', () => {
    expect(checkFile(jpeg(), true).bytes).toEqual(jpeg())
    expect(checkFile(docx(), true).bytes).toEqual(docx())
  })

  test('keeps which side is up', () => {
    const turned = checkFile(jpeg(6)).bytes
    expect(holds(turned, 'Exif')).toBe(true)
    expect(turned.length).toBe(checkFile(jpeg(1)).bytes.length + 36)
  })

  test('of more pixels than anybody can look at, or cut anywhere, is refused', () => {
    expect(refusal(png(60_000))).toBe('taken')
    const wide = png()
    wide.set([0x7f, 0xff, 0xff, 0xff], 16)
    expect(refusal(wide)).toContain('million pixels')
    const whole = jpeg()
    const end = whole.length - secret.length - 3
    for (let length = 4; length < end; length += 7)
      expect(refusal(whole.slice(0, length))).toContain('to be whole')
    expect(refusal(png().slice(0, 60))).toContain('to be whole')
    expect(refusal(webp().slice(0, 40))).toContain('to be whole')
  })
})

describe('An office’s document', () => {
  test('is found by its text and told of its author no longer', () => {
    const found = checkFile(docx())
    expect(found.text).toBe('Note The bridge at Pont-Sondé is closed.')
    expect(found.removed).toEqual(['docProps/core.xml'])
    expect(holds(found.bytes, secret)).toBe(false)
    const parts = unzipSync(found.bytes)
    expect(Object.keys(parts).sort()).toEqual(Object.keys(unzipSync(docx())).sort())
    expect(Buffer.from(parts['docProps/core.xml'] as Uint8Array).toString()).toBe(
      '<cp:p xmlns:cp="x"/>',
    )
  })

  test.each([
    ['a macro', docx({ 'word/vbaProject.bin': 'x' }), 'no program'],
    ['another file', docx({ 'word/embeddings/a.exe': 'x' }), 'no program'],
    [
      'entities',
      docx({ 'word/header1.xml': '<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>' }),
      'document type',
    ],
    ['no XML', docx({ 'word/header1.xml': 'not XML' }), 'is no XML'],
    ['an archive', zipSync({ 'a.txt': strToU8('a') }), 'not an archive'],
    ['a bomb', zipSync({ 'word/document.xml': new Uint8Array(80_000_000) }), 'unpack to less'],
  ])('with %s is refused', (_, bytes, why) => {
    expect(refusal(bytes)).toContain(why)
  })
})

describe('A file', () => {
  test.each([
    ['a program for Windows', bytesOf('MZ', [0, 0]), 'this is a program'],
    ['a program for Linux', bytesOf([0x7f], 'ELF'), 'this is a program'],
    ['a script', bytesOf('#!/bin/sh\n'), 'this is a program'],
    ['a web page', bytesOf('  <!DOCTYPE html><script>x</script>'), 'save the page'],
    ['a drawing that may hold a script', bytesOf('<svg onload="x"/>'), 'save the page'],
    ['an older form', bytesOf([0xd0, 0xcf, 0x11, 0xe0]), 'present form'],
    ['nothing', bytesOf(), 'it is empty'],
    ['other bytes', bytesOf([0xff, 0xfe, 1]), 'to be one of jpg, png'],
    ['text with a null', bytesOf('a\0b'), 'bytes that are none'],
  ])('that is %s is refused, and why is said', (_, bytes, why) => {
    expect(refusal(bytes)).toContain(why)
  })

  test('larger than the limit is refused, and text is text whatever it is called', () => {
    expect(refusal(new Uint8Array(fileMax + 1))).toContain('20 MB')
    expect(checkFile(bytesOf('a, b\r\n1, 2'))).toMatchObject({
      mediaType: 'text/plain',
      text: 'a, b 1, 2',
    })
  })

  test('of any bytes is taken or refused, and nothing else happens', () => {
    const heads = [bytesOf(), jpeg(), png(), webp(), docx()]
    fc.assert(
      fc.property(
        fc.constantFrom(...heads),
        fc.nat(400),
        fc.uint8Array({ maxLength: 40 }),
        (head, keep, tail) => {
          expect(typeof refusal(bytesOf(head.slice(0, keep), tail))).toBe('string')
        },
      ),
      { numRuns: 400 },
    )
  })
})
