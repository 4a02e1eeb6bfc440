/**
 * One copy as a file: a page that opens without a line, without script and fetches nothing; the same as CSV and JSON; how to
 * verify it; all named in a signed manifest. Made anew from what was previewed whenever it is asked for, to the byte the same.
 */
import { styleDigest, toLine, writeRelease } from '@konbit/formats'
import { type Signer, signerOf } from '@konbit/proof'
import type { House } from '../house.ts'
import { type Voice, voiceOf } from '../notices/compose.ts'
import type { Content } from './content.ts'
import { type Html, h } from './html.ts'
import { type MarkedTable, marked, unmarked } from './mark.ts'

export type Copy = {
  serial: string
  /** The office it is for, as the register calls it. */
  office: string
  releasedOn: string
  validUntil: string
  digest: string
}

/** The key that signs what leaves, made from the server's secret: another than the log's, which signs checkpoints alone. */
export const releaseSigner = (house: House, mission: string): Signer | undefined => {
  const seed = house.sealer?.secretFor(`release key ${mission}`)
  return seed && signerOf(`${mission}/release`, seed)
}

const style = `:root{color-scheme:light}body{font:16px/1.5 system-ui,sans-serif;color:#1b2328;background:#fff;margin:0 auto;padding:24px;max-width:1180px}
h1{font-size:24px;line-height:1.25;margin:8px 0}h2{font-size:18px;margin:28px 0 8px}p{margin:6px 0}dl{display:grid;grid-template-columns:max-content 1fr;gap:4px 16px;margin:12px 0}
dt{color:#4d5a61}dd{margin:0}.mark{border:2px solid #0b6b66;padding:6px 10px;display:inline-block;font-weight:600}.exercise{background:#ffe9b8;padding:6px 10px;font-weight:600}
.wide{overflow-x:auto}table{border-collapse:collapse;width:100%;font-size:14px}th,td{text-align:left;vertical-align:top;padding:6px 10px;border-bottom:1px solid #d5dcdf}
th{background:#f1f4f5}td.code,th.code{font-family:ui-monospace,monospace;font-size:12px;color:#4d5a61}footer{margin-top:28px;color:#4d5a61;font-size:14px}
@media(max-width:600px){body{padding:14px}dl{grid-template-columns:1fr}dd{margin-bottom:6px}}@media print{footer{position:fixed;bottom:0}th{background:none}}`

const policy = `default-src 'none'; style-src '${styleDigest(style)}'; base-uri 'none'; form-action 'none'`

/** The tables as a page shows them, also the one behind a link. */
export const tablesHtml = (tables: readonly MarkedTable[], { t }: Voice): Html[] =>
  tables.map(
    ({ title, columns, rows }) => h`<h2>${title}</h2>
<div class="wide"><table><thead><tr><th class="code">${t('shared.file.row')}</th>${columns.map((one) => h`<th>${one.title}</th>`)}</tr></thead>
<tbody>
${rows.map(
  ({ code, cells }) =>
    h`<tr><td class="code">${code}</td>${cells.map((cell) => h`<td>${cell}</td>`)}</tr>
`,
)}</tbody></table></div>
`,
  )

export function pageOf(content: Content, copy: Copy, tables: readonly MarkedTable[]): string {
  const voice = voiceOf(content.language)
  const { t, day } = voice
  const { missionName, number, title, purpose, level, exercise } = content
  return h`<!doctype html>
<html lang="${content.language}"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="referrer" content="no-referrer"><meta name="robots" content="noindex">
<meta name="viewport" content="width=device-width,initial-scale=1">
<title>${number}: ${title}</title><style>${{ html: style }}</style></head>
<body>
${exercise ? h`<p class="exercise">${t('shared.file.exercise')}</p>` : undefined}
<p class="mark">${t('shared.file.mark', { handling: t(`label.${level}`), office: copy.office, serial: copy.serial })}</p>
<h1>${title}</h1>
<dl><dt>${t('shared.file.from')}</dt><dd>${missionName}</dd><dt>${t('shared.file.number')}</dt><dd>${number}</dd>
<dt>${t('shared.file.purpose')}</dt><dd>${purpose}</dd><dt>${t('shared.file.for')}</dt><dd>${copy.office}</dd>
<dt>${t('shared.file.released')}</dt><dd>${day(copy.releasedOn)}</dd><dt>${t('shared.file.ends')}</dt><dd>${day(copy.validUntil)}</dd></dl>
<p>${t('shared.file.rules')}</p>
<p>${t('shared.file.traced')}</p>
${tablesHtml(tables, voice)}
<footer>${t('shared.file.foot', { number, serial: copy.serial, office: copy.office })}</footer>
</body></html>
`.html
}

const csvOf = ({ columns, rows }: MarkedTable, { t }: Voice, serial: string): string =>
  [
    toLine([t('shared.file.row'), ...columns.map((one) => one.title)]),
    ...rows.map(({ code, cells }) => toLine([code, ...cells])),
    toLine([`#copy ${serial}`, ...columns.map(() => '')]),
  ].join('')

/** One row a line, so that a part of it is still read as rows. */
const jsonOf = (content: Content, copy: Copy, tables: readonly MarkedTable[]): string => {
  const { missionName, number, title, purpose, level, exercise } = content
  const head = { missionName, exercise, number, title, purpose, level, copy: copy.serial }
  const printed = tables.map(({ register, columns, rows }) => {
    const lines = rows.map(({ code, cells }) =>
      JSON.stringify(
        Object.fromEntries([['row', code], ...columns.map((one, nth) => [one.name, cells[nth]])]),
      ),
    )
    return `${JSON.stringify(register)}: [\n${lines.join(',\n')}\n]`
  })
  return `{"about": ${JSON.stringify(head)},\n${printed.join(',\n')}\n}\n`
}

export type MadeCopy = { bytes: Uint8Array; tables: readonly MarkedTable[] }

/** The archive of one copy; without a key of the copy, what is previewed, bearing the same words and no marks. */
export function makeCopy(
  content: Content,
  copy: Copy,
  signer: Signer,
  key: Buffer | undefined,
): MadeCopy {
  const voice = voiceOf(content.language)
  const tables = content.tables.map((one) => (key ? marked(one, key) : unmarked(one)))
  const files = new Map([
    [
      'README.txt',
      `${voice.t('shared.file.readme', { key: signer.key, mission: content.missionName })}\n`,
    ],
    ['page.html', pageOf(content, copy, tables)],
    ...tables.map((one) => [`data/${one.register}.csv`, csvOf(one, voice, copy.serial)] as const),
    ['data.json', jsonOf(content, copy, tables)],
  ])
  const said = {
    mission: content.mission,
    release: content.number,
    title: content.title,
    copy: copy.serial,
    for: copy.office,
    handling: content.level,
    released: copy.releasedOn,
    ends: copy.validUntil,
    content: copy.digest,
  }
  return { bytes: writeRelease(files, said, signer), tables }
}
