/**
 * What people call a record, in the language of the page. The server makes captions of what was entered, and a choice among it
 * comes as its code (`2026-03 missionAllowance KAV`): here it becomes a word. Which register has one, and as which word of its
 * caption, counted from the end where negative, stands below; a test holds it against the registers.
 */
import { useCallback } from 'react'
import { useLanguage } from '../words.tsx'

export const coded: Readonly<Record<string, readonly [field: string, place: number]>> = {
  absence: ['kind', 0],
  agreementLine: ['lease', -1],
  appointment: ['role', 0],
  breakdown: ['system', 0],
  capacity: ['resource', 0],
  careGiven: ['kind', -1],
  clearance: ['level', 0],
  deduction: ['kind', 0],
  dutyShift: ['kind', 0],
  emergency: ['level', 0],
  handover: ['kind', 0],
  inspection: ['kind', 0],
  payroll: ['payPart', 1],
  rate: ['lease', -1],
  ruling: ['decides', 0],
  seizure: ['kind', -1],
  stockMovement: ['direction', 0],
  storeCount: ['storeKind', 0],
  successionItem: ['kind', 0],
  training: ['kind', 0],
  vetting: ['kind', 0],
  workOrder: ['kind', 0],
}

/** `useCaption()(register, caption)`. */
export function useCaption(): (register: string, caption: string) => string {
  const { t, has } = useLanguage()
  return useCallback(
    (register, caption) => {
      const [field, place] = coded[register] ?? []
      if (field === undefined || place === undefined) return caption
      const words = caption.split(' ')
      const code = words.at(place)
      const key = [`choice.${register}.${field}.${code}`, `term.${code}`].find(has)
      if (!code || !key) return caption
      const said = words.with(place, t(key)).join(' ')
      return said.charAt(0).toUpperCase() + said.slice(1)
    },
    [t, has],
  )
}
