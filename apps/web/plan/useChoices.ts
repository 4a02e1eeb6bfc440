/** The choices of the page: changed at once, written into the address when the hand has come to rest, read again when the address changes. */
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { type Choices, type PlanSearch, readChoices, writeChoices } from './choices.ts'

const REST_MS = 400

const asTheyAre = (choices: Choices): Choices => choices

/** `adopt`: what is made of what the address says, the same function as long as it makes the same. */
export function useChoices(
  adopt: (choices: Choices) => Choices = asTheyAre,
): readonly [Choices, (change: Partial<Choices>) => void] {
  const search = useSearch({ strict: false }) as PlanSearch
  const navigate = useNavigate()
  const said = JSON.stringify(writeChoices(readChoices(search)))
  const [choices, setChoices] = useState(() => adopt(readChoices(search)))
  const written = useRef(said)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)

  // A link, or the way back: what the address says that this page did not write itself.
  // biome-ignore lint/correctness/useExhaustiveDependencies: `said` is all that counts of the address
  useEffect(() => {
    if (said === written.current) return
    written.current = said
    setChoices(adopt(readChoices(search)))
  }, [said])

  useEffect(() => {
    const next = writeChoices(choices)
    const text = JSON.stringify(next)
    if (text === written.current) return
    timer.current = setTimeout(() => {
      written.current = text
      void navigate({
        to: '.',
        search: ((before: object) => ({ ...before, ...next })) as never,
        replace: true,
        resetScroll: false,
      })
    }, REST_MS)
    return () => clearTimeout(timer.current)
  }, [choices, navigate])

  const change = useCallback(
    (some: Partial<Choices>) => setChoices((before) => ({ ...before, ...some })),
    [],
  )
  return useMemo(() => [choices, change], [choices, change])
}
