/**
 * A paper as a Word file: headings, tables with a header row, pictures with their words, the language of the text. As much of
 * Office Open XML as a report needs; the same paper gives the same bytes.
 */
import { strToU8, zipSync } from 'fflate'
import type { Paper, PaperPart } from './paper.ts'

export const docxType = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'

const tags: Readonly<Record<string, string>> = {
  en: 'en-GB',
  fr: 'fr-FR',
  ht: 'ht-HT',
  es: 'es-419',
}
/** English Metric Units in a pixel of 96 to the inch, and twentieths of a point across an A4 page within its margins. */
const EMU = 9525
const ACROSS = 9638

/** What XML cannot hold is left out; the rest is text. */
const escaped = (text: string): string =>
  text
    .replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '')
    .replace(/[&<>"]/g, (one) => `&#${one.charCodeAt(0)};`)

const run = (text: string, look = ''): string =>
  `<w:r>${look ? `<w:rPr>${look}</w:rPr>` : ''}<w:t xml:space="preserve">${escaped(text)}</w:t></w:r>`
const paragraph = (text: string, style?: string, more = ''): string =>
  `<w:p><w:pPr>${style ? `<w:pStyle w:val="${style}"/>` : ''}${more}</w:pPr>${run(text)}</w:p>`

/** A table whose first row is told again on each page and to whoever hears it read. */
function table(
  head: readonly string[],
  rows: readonly string[][],
  numeric: readonly boolean[],
): string {
  const width = Math.floor(ACROSS / Math.max(1, head.length))
  const cell = (text: string, column: number, isHead: boolean): string =>
    `<w:tc><w:tcPr><w:tcW w:w="${width}" w:type="dxa"/></w:tcPr><w:p><w:pPr><w:pStyle w:val="Cell"/>${numeric[column] ? '<w:jc w:val="right"/>' : ''}</w:pPr>${run(text, isHead ? '<w:b/>' : '')}</w:p></w:tc>`
  const line = (cells: readonly string[], isHead: boolean): string =>
    `<w:tr><w:trPr><w:cantSplit/>${isHead ? '<w:tblHeader/>' : ''}</w:trPr>${cells.map((text, column) => cell(text, column, isHead)).join('')}</w:tr>`
  const rule = (side: string): string =>
    `<w:${side} w:val="single" w:sz="4" w:space="0" w:color="C5C8C2"/>`
  return `<w:tbl><w:tblPr><w:tblW w:w="${ACROSS}" w:type="dxa"/><w:tblBorders>${['top', 'bottom', 'insideH'].map(rule).join('')}</w:tblBorders><w:tblLook w:val="0020" w:firstRow="1" w:lastRow="0" w:firstColumn="0" w:lastColumn="0" w:noHBand="1" w:noVBand="1"/></w:tblPr><w:tblGrid>${head.map(() => `<w:gridCol w:w="${width}"/>`).join('')}</w:tblGrid>${line(head, true)}${rows.map((one) => line(one, false)).join('')}</w:tbl>`
}

type Chart = Extract<PaperPart, { kind: 'chart' }>

/** The picture as it is drawn, and an empty one for programs that draw no SVG: the points stand in the table below. */
const picture = ({ title, alt, width, height }: Chart, nth: number): string => {
  const share = Math.min(1, 640 / width)
  const [cx, cy] = [Math.round(width * share * EMU), Math.round(height * share * EMU)]
  const named = `id="${nth + 1}" name="${escaped(title)}" descr="${escaped(alt)}"`
  return `<w:p><w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent cx="${cx}" cy="${cy}"/><wp:docPr ${named}/><a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic><pic:nvPicPr><pic:cNvPr ${named}/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip r:embed="blank"><a:extLst><a:ext uri="{96DAC541-7B7A-43D3-8B79-37D633B846F1}"><asvg:svgBlip r:embed="chart${nth}"/></a:ext></a:extLst></a:blip><a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="${cx}" cy="${cy}"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>`
}

/** One transparent pixel. */
const blank = Uint8Array.from(
  atob(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNkYAAAAAYAAjCB0C8AAAAASUVORK5CYII=',
  ),
  (one) => one.charCodeAt(0),
)

const names = [
  'w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"',
  'r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"',
  'wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"',
  'a="http://schemas.openxmlformats.org/drawingml/2006/main"',
  'pic="http://schemas.openxmlformats.org/drawingml/2006/picture"',
  'asvg="http://schemas.microsoft.com/office/drawing/2016/SVG/main"',
]
  .map((one) => `xmlns:${one}`)
  .join(' ')
const xml = (body: string): Uint8Array =>
  strToU8(`<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n${body}`)

const style = (id: string, title: string, look: string, paragraphLook = '', outline = ''): string =>
  `<w:style w:type="paragraph" w:styleId="${id}"><w:name w:val="${title}"/><w:basedOn w:val="Normal"/><w:qFormat/><w:pPr>${paragraphLook}${outline}</w:pPr><w:rPr>${look}</w:rPr></w:style>`
const size = (points: number): string =>
  `<w:sz w:val="${points * 2}"/><w:szCs w:val="${points * 2}"/>`
const room = (before: number, after: number): string =>
  `<w:spacing w:before="${before * 20}" w:after="${after * 20}"/>`
const level = (nth: number): string => `<w:keepNext/><w:outlineLvl w:val="${nth}"/>`

const styles = (language: string): string =>
  `<w:styles ${names}><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="IBM Plex Sans" w:hAnsi="IBM Plex Sans" w:cs="Arial"/>${size(10.5)}<w:lang w:val="${language}"/></w:rPr></w:rPrDefault><w:pPrDefault><w:pPr>${room(0, 6)}</w:pPr></w:pPrDefault></w:docDefaults><w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>${[
    style('Title', 'Title', `<w:b/>${size(20)}`, room(0, 6)),
    style('Over', 'Over', `<w:color w:val="5F686D"/>${size(9)}`, room(0, 2)),
    style(
      'Banner',
      'Banner',
      `<w:b/>${size(10)}`,
      `${room(0, 8)}<w:shd w:val="clear" w:color="auto" w:fill="FAE7A6"/>`,
    ),
    style('Heading1', 'heading 1', `<w:b/>${size(14)}`, room(16, 4), level(0)),
    style('Heading2', 'heading 2', `<w:b/>${size(12)}`, room(12, 4), level(1)),
    style('Caption', 'caption', `<w:b/>${size(9)}`, `<w:keepNext/>${room(8, 3)}`),
    style('Cell', 'Cell', size(9), room(2, 2)),
    style('Small', 'Small', `<w:color w:val="414A4F"/>${size(8.5)}`, room(2, 4)),
  ].join('')}</w:styles>`

const part = (one: PaperPart, charts: Chart[]): string => {
  if (one.kind === 'heading') return paragraph(one.text, `Heading${one.level}`)
  if (one.kind === 'paragraph')
    return one.text
      .split(/\n+/)
      .map((text) => paragraph(text))
      .join('')
  const note = one.note ? paragraph(one.note, 'Small') : ''
  if (one.kind === 'table')
    return `${paragraph(one.caption, 'Caption')}${table(one.head, one.rows, one.numeric)}${note || paragraph('', 'Small')}`
  charts.push(one)
  return `${paragraph(one.title, 'Caption')}${picture(one, charts.length)}${table(
    one.head,
    one.rows,
    one.head.map((_, column) => column > 0),
  )}${note}`
}

/** Any paper as the bytes of a DOCX file. */
export function writeDocx(paper: Paper): Uint8Array {
  const language = tags[paper.language] ?? paper.language
  const charts: Chart[] = []
  const body = [
    ...(paper.banner ? [paragraph(paper.banner, 'Banner')] : []),
    paragraph(paper.over, 'Over'),
    paragraph(paper.title, 'Title'),
    ...paper.facts.map(
      ([name, text]) =>
        `<w:p><w:pPr><w:pStyle w:val="Small"/></w:pPr>${run(`${name}: `, '<w:b/>')}${run(text)}</w:p>`,
    ),
    ...paper.parts.map((one) => part(one, charts)),
    paragraph(paper.notesTitle, 'Heading1'),
    ...paper.notes.map((one) => paragraph(one, 'Small')),
  ].join('')
  const field = (what: string): string =>
    `<w:fldSimple w:instr="${what}"><w:r><w:t>1</w:t></w:r></w:fldSimple>`
  const foot = `<w:ftr ${names}><w:p><w:pPr><w:pStyle w:val="Small"/></w:pPr>${run(`${[paper.banner, paper.foot].filter(Boolean).join(' · ')} · `)}${field('PAGE')}${run(' / ')}${field('NUMPAGES')}</w:p></w:ftr>`
  const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
  const link = (id: string, kind: string, target: string): string =>
    `<Relationship Id="${id}" Type="${office}/${kind}" Target="${target}"/>`
  const links = (list: string[]): Uint8Array =>
    xml(
      `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${list.join('')}</Relationships>`,
    )
  const word = 'application/vnd.openxmlformats-officedocument.wordprocessingml'
  const files: Record<string, Uint8Array> = {
    '[Content_Types].xml': xml(
      `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Default Extension="png" ContentType="image/png"/><Default Extension="svg" ContentType="image/svg+xml"/><Override PartName="/word/document.xml" ContentType="${word}.document.main+xml"/><Override PartName="/word/styles.xml" ContentType="${word}.styles+xml"/><Override PartName="/word/footer1.xml" ContentType="${word}.footer+xml"/><Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>`,
    ),
    '_rels/.rels': links([
      link('document', 'officeDocument', 'word/document.xml'),
      `<Relationship Id="core" Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties" Target="docProps/core.xml"/>`,
    ]),
    'docProps/core.xml': xml(
      `<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title>${escaped(paper.title)}</dc:title><dc:creator>Konbit</dc:creator><dc:language>${language}</dc:language><dcterms:created xsi:type="dcterms:W3CDTF">${paper.day}T00:00:00Z</dcterms:created></cp:coreProperties>`,
    ),
    'word/document.xml': xml(
      `<w:document ${names}><w:body>${body}<w:sectPr><w:footerReference w:type="default" r:id="foot"/><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1134" w:right="1134" w:bottom="1134" w:left="1134" w:header="567" w:footer="567" w:gutter="0"/></w:sectPr></w:body></w:document>`,
    ),
    'word/styles.xml': xml(styles(language)),
    'word/footer1.xml': xml(foot),
    'word/_rels/document.xml.rels': links([
      link('styles', 'styles', 'styles.xml'),
      link('foot', 'footer', 'footer1.xml'),
      ...(charts.length > 0 ? [link('blank', 'image', 'media/blank.png')] : []),
      ...charts.map((_, nth) => link(`chart${nth + 1}`, 'image', `media/chart${nth + 1}.svg`)),
    ]),
    ...(charts.length > 0 ? { 'word/media/blank.png': blank } : {}),
    ...Object.fromEntries(
      charts.map(({ svg }, nth) => [`word/media/chart${nth + 1}.svg`, strToU8(svg)]),
    ),
  }
  return zipSync(files, { level: 6, mtime: '1980-01-01T12:00:00' })
}
