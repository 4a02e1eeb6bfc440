/** Paths into a model: JSON pointers (RFC 6901), followed and written to without touching what they lead through. */

/** What stands at a path; undefined when nothing does. */
export function valueAt(model: unknown, path: string): unknown {
  let value = model
  for (const token of tokensOf(path) ?? ['']) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, token))
      return undefined
    value = (value as Record<string, unknown>)[token]
  }
  return value
}

const notNames = ['__proto__', 'constructor', 'prototype']

/** The names on the way; undefined for what is no pointer, or touches what every object has from elsewhere. */
export function tokensOf(path: string): string[] | undefined {
  if (path === '') return []
  if (!path.startsWith('/') || /~(?![01])/.test(path)) return undefined
  const tokens = path
    .slice(1)
    .split('/')
    .map((token) => token.replaceAll('~1', '/').replaceAll('~0', '~'))
  return tokens.some((token) => notNames.includes(token)) ? undefined : tokens
}

export const NOWHERE = Symbol('nowhere')

/** A copy in which only what lies on the way is new. */
export function put(into: unknown, tokens: string[] | undefined, value: unknown): unknown {
  if (tokens === undefined) return NOWHERE
  const [token, ...rest] = tokens
  if (token === undefined) return value
  if (typeof into !== 'object' || into === null) return NOWHERE
  if (Array.isArray(into)) {
    const place = token === '-' ? into.length : /^(0|[1-9]\d*)$/.test(token) ? Number(token) : -1
    if (place < 0 || place > into.length || (rest.length > 0 && place === into.length))
      return NOWHERE
    const inner = put(into[place], rest, value)
    return inner === NOWHERE ? NOWHERE : [...into.slice(0, place), inner, ...into.slice(place + 1)]
  }
  if (rest.length > 0 && !Object.hasOwn(into, token)) return NOWHERE
  const inner = put((into as Record<string, unknown>)[token], rest, value)
  return inner === NOWHERE ? NOWHERE : { ...into, [token]: inner }
}
