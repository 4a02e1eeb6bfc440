/** What follows the question mark of an address of the app. */

/** Values in the address are texts; nothing in it is read as a number, so that 2025 stays the year as written. */
export const readSearch = (text: string): Record<string, string | string[]> => {
  const found: Record<string, string | string[]> = {}
  const params = new URLSearchParams(text)
  for (const name of new Set(params.keys())) {
    const all = params.getAll(name)
    found[name] = all.length > 1 ? all : (all[0] as string)
  }
  return found
}

export const writeSearch = (search: Record<string, unknown>): string => {
  const params = new URLSearchParams()
  for (const [name, value] of Object.entries(search)) {
    for (const one of [value].flat())
      if (one !== undefined && one !== null && one !== '') params.append(name, String(one))
  }
  const text = params.toString().replaceAll('%3A', ':').replaceAll('%2C', ',')
  return text ? `?${text}` : ''
}
