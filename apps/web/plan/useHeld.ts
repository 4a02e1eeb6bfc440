/** The kept scenario that the address names: read before the page begins, so that its levers stand turned from the first picture on. */
import { useSearch } from '@tanstack/react-router'
import { useMemo } from 'react'
import { useScenario } from '../api/plan.ts'
import type { RecordView } from '../api/types.ts'
import type { PlanSearch } from './choices.ts'
import { heldIn } from './scenarios.ts'

/** `id` is undefined where the address names none. */
export function useHeldRecord() {
  const { scenario } = useSearch({ strict: false }) as PlanSearch
  return { id: scenario, query: useScenario(scenario) }
}

export const useHeld = (record: RecordView | undefined) =>
  useMemo(() => record && heldIn(record), [record])
