/**
 * A chart as a file: an SVG that stands alone (computed colours and fonts written into it, with its title and source
 * line), a PNG drawn from that SVG, and CSV from the table twin. Nothing leaves the browser.
 */
export type Column = { key: string; title: string; number?: boolean }
export type Row = Readonly<Record<string, string | number | null>>
export type Table = { columns: readonly Column[]; rows: readonly Row[] }

const kept = [
  'fill',
  'fill-opacity',
  'stroke',
  'stroke-width',
  'stroke-dasharray',
  'stroke-opacity',
  'stroke-linejoin',
  'opacity',
  'font-size',
  'font-weight',
  'text-anchor',
  'letter-spacing',
  'paint-order',
] as const

const NS = 'http://www.w3.org/2000/svg'

function inline(from: Element, to: Element): void {
  const style = getComputedStyle(from)
  // Attributes, not a style attribute: a strict content policy forbids writing the latter.
  for (const name of kept) to.setAttribute(name, style.getPropertyValue(name))
  to.removeAttribute('class')
  to.removeAttribute('style')
  for (const [i, child] of [...from.children].entries()) {
    const copy = to.children[i]
    if (copy) inline(child, copy)
  }
}

export type Caption = { title: string; subtitle?: string; source: string }

/** The chart as standalone SVG text, on the page's own surface colour. */
export function svgText(svg: SVGSVGElement, caption: Caption): string {
  const { width, height } = svg.getBoundingClientRect()
  const style = getComputedStyle(svg)
  const copy = svg.cloneNode(true) as SVGSVGElement
  inline(svg, copy)
  const out = document.createElementNS(NS, 'svg')
  const [head, foot] = [caption.subtitle ? 46 : 30, 26]
  // A little wider than on screen: where the shipped face is not at hand, labels run longer.
  const size = { width: width + 56, height: height + head + foot }
  for (const [name, value] of Object.entries({
    xmlns: NS,
    width: size.width,
    height: size.height,
    viewBox: `0 0 ${size.width} ${size.height}`,
    'font-family': style.fontFamily,
    'font-size': 12,
  }))
    out.setAttribute(name, String(value))
  const add = (name: string, attributes: Record<string, string | number>, text?: string): void => {
    const node = document.createElementNS(NS, name)
    for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, String(value))
    if (text) node.textContent = text
    out.append(node)
  }
  const token = (name: string): string => {
    svg.style.color = `var(${name})`
    const { color } = getComputedStyle(svg)
    svg.style.color = ''
    return color
  }
  add('rect', { width: '100%', height: '100%', fill: token('--surface') })
  add(
    'text',
    { x: 12, y: 20, 'font-size': 14, 'font-weight': 600, fill: token('--ink') },
    caption.title,
  )
  if (caption.subtitle) add('text', { x: 12, y: 37, fill: token('--ink3') }, caption.subtitle)
  add('text', { x: 12, y: size.height - 9, 'font-size': 10, fill: token('--ink3') }, caption.source)
  copy.setAttribute('x', '12')
  copy.setAttribute('y', String(head))
  copy.setAttribute('width', String(width))
  copy.setAttribute('height', String(height))
  out.append(copy)
  return new XMLSerializer().serializeToString(out)
}

/** Hands a text or picture to the reader as a file. */
export function save(name: string, content: Blob): void {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(content)
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000)
}

const svgBlob = (svg: SVGSVGElement, caption: Caption): Blob =>
  new Blob([svgText(svg, caption)], { type: 'image/svg+xml' })

export const saveSvg = (svg: SVGSVGElement, caption: Caption, name: string): void =>
  save(`${name}.svg`, svgBlob(svg, caption))

/** Twice the size on screen, so that print stays sharp. */
export async function savePng(svg: SVGSVGElement, caption: Caption, name: string): Promise<void> {
  const address = URL.createObjectURL(svgBlob(svg, caption))
  const image = new Image()
  image.src = address
  await image.decode()
  const canvas = document.createElement('canvas')
  canvas.width = image.width * 2
  canvas.height = image.height * 2
  canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height)
  URL.revokeObjectURL(address)
  canvas.toBlob((blob) => blob && save(`${name}.png`, blob), 'image/png')
}

/** A cell that a spreadsheet could take for a formula is set behind an apostrophe. */
const cell = (value: string | number | null | undefined): string => {
  const text = value === null || value === undefined ? '' : String(value)
  const safe = typeof value === 'string' && /^[=+\-@\t\r]/.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

export const csvText = ({ columns, rows }: Table): string =>
  [columns.map((c) => cell(c.title)), ...rows.map((row) => columns.map((c) => cell(row[c.key])))]
    .map((line) => line.join(','))
    .join('\r\n')

export const saveCsv = (table: Table, name: string): void =>
  save(`${name}.csv`, new Blob([`\uFEFF${csvText(table)}\r\n`], { type: 'text/csv' }))
