/**
 * Which words an element says. While words are mended every word that is said is noted with its key; what is pointed at is then
 * looked up by its text. Pure but for the notes.
 */

/** Text as it is compared: pages write some words small, or with a capital. */
const plain = (text: string): string => text.replaceAll(/\s+/g, ' ').trim().toLowerCase()

const NOTES_MAX = 20_000
/** Most words that one thing pointed at is asked about. */
const FOUND_MAX = 8

export class Heard {
  #keys = new Map<string, Set<string>>()
  note(key: string, text: string): void {
    const at = plain(text)
    if (at === '' || (this.#keys.size >= NOTES_MAX && !this.#keys.has(at))) return
    const keys = this.#keys.get(at) ?? new Set()
    this.#keys.set(at, keys.add(key))
  }

  /** The keys whose words these texts are, or hold: whole ones first, then the longest within. */
  keysOf(texts: readonly string[]): string[] {
    const wanted = texts.map(plain).filter((one) => one !== '')
    const whole = wanted.flatMap((one) => [...(this.#keys.get(one) ?? [])])
    const within = [...this.#keys]
      .filter(([said]) => said.length > 1 && wanted.some((one) => one !== said && holds(one, said)))
      .sort(([a], [b]) => b.length - a.length)
      .flatMap(([, keys]) => [...keys])
    return [...new Set([...whole, ...within])].slice(0, FOUND_MAX)
  }
}

/** Whether a text holds another as words of their own, not as letters of a longer one. */
function holds(text: string, said: string): boolean {
  const isLetter = (one: string | undefined): boolean =>
    one !== undefined && /[\p{L}\p{N}]/u.test(one)
  for (let at = text.indexOf(said); at >= 0; at = text.indexOf(said, at + 1)) {
    const before = isLetter(text[at - 1]) && isLetter(said[0])
    const after = isLetter(text[at + said.length]) && isLetter(said.at(-1))
    if (!before && !after) return true
  }
  return false
}

/** What an element says: its own text, and what it says to those who do not see it. */
export function textsOf(element: Element): string[] {
  const own = [...element.childNodes]
    .filter(({ nodeType }) => nodeType === Node.TEXT_NODE)
    .map(({ textContent }) => textContent ?? '')
  const said = element.closest('a, button, label, option, [title], [aria-label], input, textarea')
  const aside = ['aria-label', 'title', 'placeholder'].map((name) => said?.getAttribute(name) ?? '')
  const whole = [element.textContent ?? '', said?.textContent ?? '']
  return [...own, ...aside, ...whole.filter((one) => one.length <= 600)].filter(Boolean)
}
