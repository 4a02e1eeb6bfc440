/** The unit of a resource in words: beds, seats, litres a day; a currency stays as it is. */
import { unitWord } from '../../parts/unit.ts'
import { useWords } from '../../words.tsx'

export function useUnit(): (unit: string, count?: number) => string {
  const t = useWords()
  return (unit, count) => unitWord(t, unit, count)
}
