/** Text into a page without script: every value is escaped on its way in. Attributes stand between double quotes, always. */

export type Html = { html: string }

const escapes: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
}
const escaped = (text: string): string =>
  text.replaceAll(/[&<>"]/g, (one) => escapes[one] as string)

type Part = string | number | Html | readonly Html[] | undefined
const printed = (part: Part): string => {
  if (part === undefined) return ''
  if (typeof part === 'string' || typeof part === 'number') return escaped(String(part))
  return 'html' in part ? part.html : part.map(({ html }) => html).join('')
}

export const h = (texts: TemplateStringsArray, ...parts: Part[]): Html => ({
  html: texts.reduce(
    (made, text, nth) => made + text + (nth < parts.length ? printed(parts[nth]) : ''),
    '',
  ),
})
