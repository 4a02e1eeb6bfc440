/**
 * PDF: opened to see that it is one, that nothing in it runs, starts or hides a file, and to read its text. What tells of its
 * author is left out, unless it is kept as it came.
 */
import { PDFArray, PDFDict, PDFDocument, PDFName, type PDFObject, PDFStream } from '@cantoo/pdf-lib'
import { type Checked, plain, textMax, Unfit } from '@konbit/formats/files'
import { getDocumentProxy } from 'unpdf'

const pagesMax = 2_000

/** Names of what acts when a document is opened or touched, or carries another file. */
const acts: Readonly<Record<string, string>> = {
  JS: 'a script',
  JavaScript: 'a script',
  Launch: 'something that starts a program',
  EmbeddedFile: 'another file',
  EmbeddedFiles: 'another file',
  RichMedia: 'a film or a program',
  XFA: 'a form that runs',
  SubmitForm: 'a form that sends itself',
  ImportData: 'a form that fetches',
  GoToR: 'something that opens another file',
  GoToE: 'something that opens another file',
}

/** Throws Unfit. */
export async function checkPdf(bytes: Uint8Array, keeps: boolean): Promise<Checked> {
  const document = await opened(bytes)
  const objects = document.context.enumerateIndirectObjects()
  for (const [, object] of objects) refuseActs(object, 0)
  const pages = document.getPageCount()
  if (pages === 0) throw new Unfit('to hold at least one page')
  if (pages > pagesMax) throw new Unfit(`at most ${pagesMax} pages`)
  const found = { mediaType: 'application/pdf', text: await textOf(bytes) }
  return keeps ? { ...found, bytes, removed: [] } : { ...found, ...(await without(document)) }
}

async function opened(bytes: Uint8Array): Promise<PDFDocument> {
  try {
    return await PDFDocument.load(bytes, {
      updateMetadata: false,
      throwOnInvalidObject: true,
      ignoreEncryption: false,
    })
  } catch (error) {
    throw /encrypt|password/i.test(String(error))
      ? new Unfit('to be saved without a password')
      : new Unfit('to be whole: this PDF cannot be read')
  }
}

const depthMax = 60

function refuseActs(object: PDFObject | undefined, depth: number): void {
  if (depth > depthMax) throw new Unfit('to be nested less deeply')
  if (object instanceof PDFStream) refuseActs(object.dict, depth + 1)
  if (object instanceof PDFArray) for (const one of object.asArray()) refuseActs(one, depth + 1)
  if (object instanceof PDFName) refuseName(object)
  if (!(object instanceof PDFDict)) return
  for (const [key, value] of object.entries()) {
    refuseName(key)
    refuseActs(value, depth + 1)
  }
}

function refuseName(name: PDFName): void {
  const what = acts[name.decodeText()]
  if (what !== undefined) throw new Unfit(`to hold nothing that runs: it has ${what}`)
}

/** Without its author, its programs, its dates and what a page keeps for the program that made it. */
async function without(document: PDFDocument): Promise<Pick<Checked, 'bytes' | 'removed'>> {
  const removed = new Set<string>()
  const { trailerInfo } = document.context
  if (trailerInfo.Info) removed.add('Info')
  delete trailerInfo.Info
  for (const [, object] of document.context.enumerateIndirectObjects()) {
    const dict = object instanceof PDFStream ? object.dict : object
    if (!(dict instanceof PDFDict)) continue
    for (const name of ['Metadata', 'PieceInfo', 'LastModified'])
      if (dict.delete(PDFName.of(name))) removed.add(name)
  }
  for (const [ref, object] of document.context.enumerateIndirectObjects()) {
    const dict = object instanceof PDFStream ? object.dict : object
    const isMetadata =
      dict instanceof PDFDict &&
      (dict.get(PDFName.of('Type')) === PDFName.of('Metadata') || isInfo(dict))
    if (isMetadata) document.context.delete(ref)
  }
  return {
    bytes: await document.save({ addDefaultPage: false, updateFieldAppearances: false }),
    removed: [...removed],
  }
}

/** An information dictionary has no type; what it holds is known. */
const isInfo = (dict: PDFDict): boolean =>
  !dict.has(PDFName.of('Type')) &&
  ['Producer', 'Creator', 'CreationDate'].some((name) => dict.has(PDFName.of(name)))

/** A run of text; a mark of the page's structure has none. */
type Piece = { str?: string; hasEOL?: boolean }

/** As much of its text as it is found by. */
async function textOf(bytes: Uint8Array): Promise<string> {
  try {
    const document = await getDocumentProxy(bytes.slice(), { isEvalSupported: false })
    let text = ''
    for (let page = 1; page <= document.numPages && text.length < textMax; page += 1) {
      const { items }: { items: unknown[] } = await (await document.getPage(page)).getTextContent()
      text += `${(items as Piece[]).map(({ str = '', hasEOL }) => `${str}${hasEOL ? ' ' : ''}`).join('')} `
    }
    await document.destroy()
    return plain(text)
  } catch {
    return '' // it can be shown and not be read: a scan of a letter is such a one
  }
}
