/** The title of a demonstration person or an author, in the language of the page where it has the word. */
import { useCallback } from 'react'
import { useHere } from '../api/hooks.ts'
import { useLanguage } from '../words.tsx'

export function usePersonTitle(): (id: string, given: string | undefined) => string {
  const { t, has } = useLanguage()
  return useCallback(
    (id, given) => {
      const key = [`person.${id}`, `author.${id}`, `role.${id}`].find(has)
      return key ? t(key) : (given ?? id)
    },
    [t, has],
  )
}

/** What the mission calls who signed. */
export function useWhoIs(): (signed: unknown) => string {
  const title = usePersonTitle()
  const { mission } = useHere()
  return (signed) => {
    const id = String(signed)
    return title(id, mission.people.find((one) => one.id === id)?.title)
  }
}
