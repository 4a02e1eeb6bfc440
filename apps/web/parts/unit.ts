/** A unit in words of the page. */
export const isMoney = (unit: string): boolean => /^[A-Z]{3}$/.test(unit)

/** A currency stays as it is, and so does what has no word. One of it has a word of its own where that differs. */
export function unitWord(t: (key: string) => string, unit: string, count?: number): string {
  if (isMoney(unit) || !unit) return unit
  const single = `unit.one.${unit}`
  if (count === 1 && t(single) !== single) return t(single)
  const key = `unit.word.${unit}`
  const word = t(key)
  return word === key ? unit : word
}
