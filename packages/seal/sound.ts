/**
 * How a name of Haiti sounds, whether it is written the French way or the Kreyòl way: Jean and Jan, Pierre and Pyè, Guerline and
 * Gèlin are one. Coarse on purpose: it finds who might be the same, and a person decides. What it does not bring together
 * (nicknames, short forms, slips of the pen) is told in docs/decisions/blinded-keys.md.
 */

const particles = new Set(['de', 'du', 'des', 'd', 'l', 'la', 'le', 'les'])

/** In order: each rule reads what those before it left. Capitals stand for sounds that need two letters. */
const rules: readonly (readonly [RegExp, string])[] = [
  [/ç/g, 's'],
  [/œ/g, 'e'],
  // Kreyòl writes an accent where the n is spoken: Etyèn, Antwàn, Giyòm.
  [/([èàò])([nm])(?!\2)/g, '$1$2$2e'],
  [/è/g, 'e'],
  [/à/g, 'a'],
  [/ò/g, 'o'],
  [/[^a-z]/g, ''],
  [/sch|ch/g, 'S'],
  [/ph/g, 'f'],
  [/c?qu|cq|ck|q/g, 'k'],
  // Kreyòl has a hard g there and French a soft one: taken as one, since nobody knows which was written.
  [/gu(?=[eiy])|g(?=[eiyu])/g, 'j'],
  [/c(?=[eiy])/g, 's'],
  [/c/g, 'k'],
  [/h/g, ''],
  [/x/g, 'ks'],
  [/gn/g, 'ni'],
  [/ill(?=[aeiou]|$)/g, 'i'],
  [/eau|au/g, 'o'],
  [/oi|oy(?![aeiou])/g, 'wa'],
  [/ou(?=[aeiy])/g, 'w'],
  [/ou/g, 'U'],
  [/oeu|eu/g, 'e'],
  [/ean(?![aeiouyn])/g, 'an'],
  [/y/g, 'i'],
  // French writes s for both; French u is Kreyòl i; Kreyòl speaks the n of -in, and French that of -ine.
  [/z/g, 's'],
  [/u/g, 'i'],
  [/(?<![ae])ine?$/g, 'A'],
  // Before the doubles go, since two of them are no nasal.
  [/(?:ai|ei|a|e|i)[nm](?![aeioUnm])/g, 'A'],
  [/o[nm](?![aeioUnm])/g, 'O'],
  [/ai|ei/g, 'e'],
  [/(.)\1+/g, '$1'],
  [/pt/g, 't'],
  [/(?<=[aeioUOA])re?$/g, ''],
  [/r(?=[oOU])/g, 'w'],
  [/r(?![aeioAU])/g, ''],
  [/(?<=.)e/g, ''],
  [/(.)\1+/g, '$1'],
  [/(?<=.)[std]+$/g, ''],
]

const soundOf = (word: string): string =>
  rules.reduce((text, [from, to]) => text.replace(from, to), word)

/** The sounds of a whole name, in no order of its words. Empty where nothing can be read as a name. */
export function nameSound(name: string): string {
  // Composed first, so that the accents of Kreyòl are read; then taken apart, so that they fall away.
  const words = name
    .normalize('NFC')
    .toLowerCase()
    .split(/[^\p{L}\p{M}]+/u)
    .filter((word) => word !== '' && !particles.has(word))
  return words
    .map((word) => soundOf(spread(word)))
    .filter(Boolean)
    .sort()
    .join(' ')
}

/** Accents as marks of their own, but for the three that Kreyòl reads. */
const spread = (word: string): string =>
  [...word].map((one) => ('èàòç'.includes(one) ? one : one.normalize('NFD'))).join('')
