/** A unit in words of the page. */
export const isMoney = (unit: string): boolean => /^[A-Z]{3}$/.test(unit)

/** A currency stays as it is, and so does what has no word. */
export function unitWord(t: (key: string) => string, unit: string): string {
  if (isMoney(unit) || !unit) return unit
  const key = `unit.word.${unit}`
  const word = t(key)
  return word === key ? unit : word
}
