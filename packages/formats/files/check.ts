/**
 * What a file is, by what is in it and not by what it is called. Only what is listed here is kept; whatever would run when
 * it is opened, or hides another file, is refused with the reason.
 */
import { type Checked, plain, Unfit } from './checked.ts'
import { checkOffice, isZip } from './office.ts'
import { checkJpeg, checkPng, checkWebp, isJpeg, isPng, isWebp } from './picture.ts'

/** Bytes of one file. */
export const fileMax = 20_000_000

/** The kinds that are kept, and how each is called in a file name. */
export const fileKinds: Readonly<Record<string, string>> = {
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'image/webp': 'webp',
  'application/pdf': 'pdf',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': 'docx',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': 'xlsx',
  'application/vnd.oasis.opendocument.text': 'odt',
  'text/plain': 'txt',
}

export const isPdf = (bytes: Uint8Array): boolean =>
  new TextDecoder('latin1').decode(bytes.subarray(0, 1024)).includes('%PDF-')

type Look = {
  is: (bytes: Uint8Array) => boolean
  check: (bytes: Uint8Array, keeps: boolean) => Checked
}
const looks: readonly Look[] = [
  { is: isJpeg, check: checkJpeg },
  { is: isPng, check: checkPng },
  { is: isWebp, check: checkWebp },
  { is: isZip, check: checkOffice },
]

/** What is refused by name, so that whoever sends it learns why. */
const known: readonly { begins: readonly number[]; needs: string }[] = [
  { begins: [0x4d, 0x5a], needs: 'to be a document: this is a program' },
  { begins: [0x7f, 0x45, 0x4c, 0x46], needs: 'to be a document: this is a program' },
  { begins: [0x23, 0x21], needs: 'to be a document: this is a program' },
  {
    begins: [0xd0, 0xcf, 0x11, 0xe0],
    needs: 'to be saved in the present form (.docx, .xlsx) or as PDF, without a password',
  },
]

/**
 * A file but for PDF, which needs more than can be done here. `keeps`: as it came, to the byte, as evidence is.
 * Throws Unfit.
 */
export function checkFile(bytes: Uint8Array, keeps = false): Checked {
  if (bytes.length === 0) throw new Unfit('to hold something: it is empty')
  if (bytes.length > fileMax) throw new Unfit(`at most ${fileMax / 1e6} MB`)
  const refused = known.find(({ begins }) => begins.every((byte, index) => bytes[index] === byte))
  if (refused) throw new Unfit(refused.needs)
  const look = looks.find(({ is }) => is(bytes))
  return look ? look.check(bytes, keeps) : checkText(bytes)
}

/** Text says what it says: no page, no drawing, no program that a browser would take it for. */
function checkText(bytes: Uint8Array): Checked {
  let text: string
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    throw new Unfit(`to be one of ${[...new Set(Object.values(fileKinds))].join(', ')}`)
  }
  if (text.includes('\0')) throw new Unfit('to be text, and holds bytes that are none')
  if (/^\s*<(!doctype|html|svg|\?xml|script|head|body)/i.test(text))
    throw new Unfit('to be a document: save the page or the drawing as PDF or as a picture')
  return { mediaType: 'text/plain', bytes, removed: [], text: plain(text) }
}
