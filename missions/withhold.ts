/**
 * Withholding: the names of dead, missing and captive officers never enter the record. They are known here only by the
 * SHA-256 of their folded words, so the list itself tells no name. After a colon, as in a subject, a name becomes a token;
 * in prose it becomes `[name withheld]`; an address is cut before it.
 */
import { fold } from '@konbit/model'
import { sha256 } from './ids.ts'

/** `alone`: withheld wherever the word stands; otherwise only beside another withheld word, as a given name. */
export type WithheldWord = { sha256: string; token: string; alone: boolean }
export type Withhold = (text: string) => string

const word = /[\p{L}\p{M}]+/gu
const inProse = '[name withheld]'
const joint = /^[\s.\-_’']*$/u

type Run = { from: number; to: number; token: string; alone: boolean }

export function withholder(list: readonly WithheldWord[]): Withhold {
  const known = new Map(list.map((one) => [one.sha256, one]))
  const seen = new Map<string, WithheldWord | undefined>()
  const lookUp = (text: string): WithheldWord | undefined => {
    const folded = fold(text)
    if (!seen.has(folded)) seen.set(folded, known.get(sha256(folded)))
    return seen.get(folded)
  }

  function runsOf(text: string): Run[] {
    const runs: Run[] = []
    for (const found of text.matchAll(word)) {
      const hit = lookUp(found[0])
      if (!hit) continue
      const [from, to] = [found.index, found.index + found[0].length]
      const last = runs.at(-1)
      if (last && last.token === hit.token && joint.test(text.slice(last.to, from))) {
        last.to = to
        last.alone ||= hit.alone
      } else runs.push({ from, to, token: hit.token, alone: hit.alone })
    }
    return runs.filter(({ alone }) => alone)
  }

  return (text) => {
    const runs = runsOf(text)
    const [first] = runs
    if (!first) return text
    if (/^https?:\/\//.test(text)) return text.slice(0, first.from).replace(/[^\p{L}\p{N}]+$/u, '')
    let rest = 0
    let out = ''
    for (const { from, to, token } of runs) {
      out += text.slice(rest, from) + (text[from - 1] === ':' ? token : inProse)
      rest = to
    }
    return out + text.slice(rest)
  }
}
