/** A link of the server, with what stands after its question mark, as the pages' own links take it. */
export function splitLink(link: string): {
  to: string
  search?: Record<string, string | string[]>
} {
  const [to = '', query] = link.split('?')
  if (!query) return { to }
  const search: Record<string, string | string[]> = {}
  for (const [name, value] of new URLSearchParams(query)) {
    const had = search[name]
    search[name] = had === undefined ? value : [had, value].flat()
  }
  return { to, search }
}
