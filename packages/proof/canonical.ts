/**
 * Canonical JSON, RFC 8785: the one text of a value, so that two programs hash the same bytes. JavaScript's own
 * number and string forms are the ones the RFC prescribes; what is left is the order of keys and what it refuses.
 */

/** Deeper than any field nests; hostile input must not exhaust the stack. */
const DEPTH_MAX = 32

/** Throws a `TypeError` for what JSON cannot hold: NaN, infinities, lone surrogates, functions, nesting beyond 32. */
export function canonical(value: unknown, depth = 0): string {
  switch (typeof value) {
    case 'string':
      if (!value.isWellFormed()) throw new TypeError('a lone surrogate has no canonical form')
      return JSON.stringify(value)
    case 'number':
      if (!Number.isFinite(value)) throw new TypeError('only finite numbers have a canonical form')
      return JSON.stringify(value)
    case 'boolean':
      return value ? 'true' : 'false'
    case 'object':
      break
    default:
      throw new TypeError(`a ${typeof value} has no canonical form`)
  }
  if (value === null) return 'null'
  if (depth >= DEPTH_MAX) throw new TypeError('nested too deeply')
  if (Array.isArray(value)) return `[${value.map((one) => canonical(one, depth + 1)).join(',')}]`
  const members = value as Record<string, unknown>
  const parts: string[] = []
  // Array.sort compares UTF-16 code units, which is the order the RFC asks for.
  for (const key of Object.keys(members).sort()) {
    const member = members[key]
    if (member !== undefined) parts.push(`${canonical(key)}:${canonical(member, depth + 1)}`)
  }
  return `{${parts.join(',')}}`
}
