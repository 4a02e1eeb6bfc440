/**
 * Whether a text looks as if somebody could be found by it: a name, a number, an address. It warns and never refuses, for it cannot
 * know; what it takes for a name may be a town. Of English, French, Kreyòl and Spanish. Pure, and quick enough for each keystroke.
 */

export const namedKinds = ['name', 'number', 'mail', 'address'] as const
export type Named = { kind: (typeof namedKinds)[number]; what: string }

/** Longer texts are looked at in their first so many characters. */
const MOST = 8000
const TOLD = 6

const upper = String.raw`\p{Lu}[\p{L}'’-]+`
const before = String.raw`(?<![\p{L}\p{N}])`
const after = String.raw`(?![\p{L}\p{N}])`

/** Forms of address, and words that a name follows. */
const titles =
  'mr|mrs|ms|mme|mlle|monsieur|madame|mademoiselle|msye|mesye|madan|manmzèl|sr|sra|srta|señor|señora|don|doña|dr|doctor|docteur|dokte|doktè|pastor|pasteur|pastè|padre|père|pè|father|frère|frè|sister|sœur|soeur|sè|maître|mèt|boss|bòs'
const callings =
  'named|called|alias|a\\.k\\.a\\.|aka|nommée?|appelée?|surnommée?|prénommée?|rele|yo rele|ki rele|llamad[oa]|conocid[oa] como|apodad[oa]|se llama'
/** Given names that are common in the region; with another word in capitals beside one, it is somebody. */
const given =
  'jean|pierre|joseph|marie|jacques|paul|louis|michel|francois|françois|andre|andré|claude|wilson|wilner|wilfrid|evens|junior|ricardo|frantz|emmanuel|samuel|daniel|david|rose|marc|guerline|mirlande|nadège|nadege|roseline|yolande|guy|luc|yves|robert|roland|josé|jose|juan|carlos|luis|miguel|pedro|ana|maría|maria|john|james|mary|peter|michael|grace|kevin|stephen|faith'
/** What begins the name of a place, not of somebody. */
const places =
  'cité|cite|rue|route|avenue|place|pont|port|camp|croix|fort|cap|saint|sainte|san|santa|bois|ville|village|rivière|riviere|morne|plaine|source|quartier|base|hôpital|hopital|hospital|lycée|lycee|école|ecole|carrefour|delmas|portail|wharf|marché|marche|market'

const streets =
  'rue|ruelle|impasse|avenue|boulevard|calle|callejón|lari|ri|street|road|lane|alley|corridor|korido|koridò'
const houses = 'house of|home of|maison de|chez|lakay|kay|casa de|domicile de'

const marks: readonly (readonly [Named['kind'], RegExp])[] = [
  ['mail', /[^\s@]{1,64}@[^\s@]{1,200}\.\p{L}{2,}/u],
  ['number', /(?:\+|00)\d{1,3}(?:[\s.\-()]{0,2}\d){6,12}/],
  // Eight digits and more, in whatever groups: a telephone, an identity card.
  ['number', /(?<![\d.,])\d(?:[\s.-]?\d){7,15}(?![\d])/],
  // A plate, or the number of a document.
  ['number', new RegExp(`${before}\\p{Lu}{1,3}[ -]?\\d{4,9}${after}`, 'u')],
  ['address', /-?\d{1,2}\.\d{4,}\s*[,;]\s*-?\d{1,3}\.\d{4,}/],
  [
    'address',
    new RegExp(`${before}\\d{1,4}\\s?(?:bis)?,?\\s+(?:${streets})${after}[^.;,]{0,40}`, 'iu'),
  ],
  [
    'address',
    new RegExp(
      `${before}(?:${flexible(streets)})\\s+(?:(?:de|des|du|la|le|las|los)\\s)?${upper}(?:\\s[\\p{L}'’-]+){0,3}?,?\\s(?:#|n°|nº|no\\.?|numéro|número)?\\s?\\d{1,4}${after}`,
      'u',
    ),
  ],
  [
    'address',
    new RegExp(`${before}\\d{1,4}\\s(?:${upper}\\s){1,3}(?:${flexible(streets)})${after}`, 'u'),
  ],
  ['address', /#\s?\d{1,4}(?!\d)/],
]

const house = new RegExp(`${before}(?:${flexible(houses)})\\s+(${upper})`, 'u')
const addressed = new RegExp(`${before}(?:${flexible(titles)})\\.?\\s+(?:${upper}\\s?){1,3}`, 'u')
const calledSo = new RegExp(
  `${before}(?:${flexible(callings)})\\s+["'«“]?\\s?(?:${upper}\\s?){1,3}`,
  'u',
)
const run = new RegExp(`${before}${upper}(?:[ ]${upper}){1,3}`, 'gu')
const givenOne = new RegExp(`^(?:${given})$`, 'iu')
const placeOne = new RegExp(`^(?:${places})$`, 'iu')

/** The words as they stand or with a capital first; the name after them keeps its case. */
function flexible(words: string): string {
  return words
    .split('|')
    .map((word) => {
      const [first = '', ...rest] = word
      return `[${first}${first.toUpperCase()}]${rest.join('')}`
    })
    .join('|')
}

/** Days, times and P-codes are written in digits too, and find nobody. */
const harmless = [
  /\d{4}-\d{2}-\d{2}(?:T[\d:.]+(?:Z|[+-]\d{2}:\d{2})?)?/g,
  /\b\d{1,2}[./]\d{1,2}[./]\d{4}\b/g,
  /\b\d{1,2}[:h]\d{2}\b/g,
  /\b[A-Z]{2}\d{2,8}(?:-\d{2})?\b(?=[\s).,;:]|$)/g,
]

/**
 * What looks so, each once and at most six, as it stands in the text. `known`: names that the mission itself knows, of places,
 * bodies and groups; they are no one's.
 */
export function namesIn(text: string, known: Iterable<string> = []): Named[] {
  const told = text.slice(0, MOST)
  const ours = new Set([...known].map((one) => one.toLowerCase()))
  const found = new Map<string, Named>()
  const note = (kind: Named['kind'], what: string | undefined): void => {
    const plain = what?.trim()
    if (plain && found.size < TOLD && !found.has(plain)) found.set(plain, { kind, what: plain })
  }
  let bare = told
  for (const one of harmless)
    bare = bare.replace(one, (part) => (/^[A-Z]{2}\d{2,8}/.test(part) ? codeLess(part) : ' '))
  for (const [kind, mark] of marks) note(kind, mark.exec(bare)?.[0])
  note('address', house.exec(told)?.[0])
  note('name', addressed.exec(told)?.[0])
  note('name', calledSo.exec(told)?.[0])
  for (const [whole] of told.matchAll(run)) {
    const words = whole.split(' ')
    if (ours.has(whole.toLowerCase()) || placeOne.test(words[0] as string)) continue
    if (words.some((word) => word.split('-').some((part) => givenOne.test(part))))
      note('name', whole)
  }
  return [...found.values()]
}

/** A P-code has two letters and at least four digits of its own country; a plate of that look is told all the same. */
const codeLess = (part: string): string => (/^[A-Z]{2}0\d/.test(part) ? ' ' : part)
