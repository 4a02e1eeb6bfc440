/**
 * Documents of an office (DOCX, XLSX, ODT): zips of XML. Their parts are unpacked within a bound, what would run is refused,
 * what tells of the author is left out, and the text is read to find them by.
 */
import { strToU8, zipSync } from 'fflate'
import { SaxesParser } from 'saxes'
import { type Budget, partsOf, Unreadable, unpacked } from '../zip.ts'
import { type Checked, plain, textMax, Unfit } from './checked.ts'

const unpackedMax = 64_000_000
const noDate = new Date(1980, 0, 1)

type Kind = {
  mediaType: string
  /** A part that only this kind has. */
  by: string
  /** Where its text stands. */
  text: RegExp
  told: RegExp
}
const kinds: readonly Kind[] = [
  {
    mediaType: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
    by: 'word/document.xml',
    text: /^word\/(document|header\d*|footer\d*|footnotes)\.xml$/,
    told: /^docProps\//,
  },
  {
    mediaType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    by: 'xl/workbook.xml',
    text: /^xl\/sharedStrings\.xml$/,
    told: /^docProps\//,
  },
  {
    mediaType: 'application/vnd.oasis.opendocument.text',
    by: 'content.xml',
    text: /^content\.xml$/,
    told: /^meta\.xml$/,
  },
]

/** Programs, embedded objects, and what fetches from elsewhere when it is opened. */
const runs =
  /vbaProject|activeX|\/embeddings\/|\.bin$|^Basic\/|^Scripts\/|externalLinks\/|attachedTemplate/i

export const isZip = (bytes: Uint8Array): boolean =>
  bytes[0] === 0x50 && bytes[1] === 0x4b && bytes[2] === 3 && bytes[3] === 4

/** Throws Unfit. */
export function checkOffice(bytes: Uint8Array, keeps: boolean): Checked {
  try {
    const names = partsOf(bytes)
    const kind = kinds.find(({ by }) => names.has(by))
    if (!kind) throw new Unfit('to be a document, and not an archive: send what is in it')
    const running = [...names.keys()].find((name) => runs.test(name))
    if (running !== undefined)
      throw new Unfit(`to hold no program and no other file: it has ${running}`)
    const budget: Budget = { left: unpackedMax }
    const parts = new Map(
      [...names].map(([name, part]) => [name, joined([...unpacked(bytes, part, budget)])]),
    )
    let text = ''
    for (const [name, part] of parts) {
      if (!/\.(xml|rels)$/.test(name)) continue
      const found = textIn(name, part)
      if (kind.text.test(name) && text.length < textMax) text += `${found} `
    }
    const told = [...parts.keys()].filter((name) => kind.told.test(name))
    const found = { mediaType: kind.mediaType, text: plain(text) }
    if (keeps || told.length === 0) return { ...found, bytes, removed: [] }
    return { ...found, bytes: without(parts, told), removed: told }
  } catch (error) {
    throw error instanceof Unreadable ? new Unfit(error.message) : error
  }
}

/** The same parts; of those that tell of the author, only that they are there, since others point to them. */
function without(
  parts: ReadonlyMap<string, Uint8Array>,
  told: readonly string[],
): Uint8Array<ArrayBuffer> {
  const emptied = (name: string, part: Uint8Array): Uint8Array => {
    if (!told.includes(name)) return part
    return name.endsWith('.xml') ? strToU8(emptyOf(part)) : new Uint8Array()
  }
  return zipSync(
    Object.fromEntries(
      [...parts].map(([name, part]) => [
        name,
        [emptied(name, part), { mtime: noDate, level: name === 'mimetype' ? 0 : 6 }],
      ]),
    ),
  ) as Uint8Array<ArrayBuffer>
}

/** Its outermost element, with nothing in it. */
function emptyOf(part: Uint8Array): string {
  const root = /<([A-Za-z][\w:.-]*)((?:\s+xmlns(?::\w+)?="[^"<]*")*)/.exec(
    new TextDecoder().decode(part).replace(/<\?[^>]*\?>/, ''),
  )
  return root ? `<${root[1]}${root[2]}/>` : ''
}

const ends = new Set(['p', 'h', 'si', 'br', 'tab', 'tc'])

/** The text of a part; XML that names a document type, or is none, is refused. */
function textIn(name: string, part: Uint8Array): string {
  const parser = new SaxesParser({ xmlns: false, position: false })
  const pieces: string[] = []
  let length = 0
  parser.on('error', () => {
    throw new Unfit(`to be whole: ${name} is no XML`)
  })
  parser.on('doctype', () => {
    throw new Unfit('to hold no document type')
  })
  parser.on('text', (text) => {
    if (length > 2 * textMax) return
    pieces.push(text)
    length += text.length
  })
  // A word may stand in several runs; what ends a paragraph or a cell ends a word.
  parser.on('closetag', ({ name: tag }) => {
    if (ends.has(tag.slice(tag.indexOf(':') + 1))) pieces.push(' ')
  })
  parser.write(new TextDecoder().decode(part)).close()
  return pieces.join('')
}

function joined(pieces: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.length, 0))
  let at = 0
  for (const piece of pieces) {
    whole.set(piece, at)
    at += piece.length
  }
  return whole
}
