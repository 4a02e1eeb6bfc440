/** Under which keys help for a page may stand, the nearest first: a page without its own takes that of what it lies under. */

/** Parts of an address that name a record, not a page. */
const isName = (part: string): boolean => /\d/.test(part) || part.length > 24

export function helpKeys(path: string): string[] {
  const parts = path.split('/').filter((part) => part !== '' && !isName(part))
  if (parts.length === 0) return ['help.page.overview']
  if (parts[0] === 'r') {
    const last = parts[2] ?? ''
    if (last === 'new' || last === 'import') return [`help.page.r/${last}`]
    return [path.split('/').filter(Boolean).length > 2 ? 'help.page.record' : 'help.page.list']
  }
  return parts.map((_, index) => `help.page.${parts.slice(0, parts.length - index).join('/')}`)
}
