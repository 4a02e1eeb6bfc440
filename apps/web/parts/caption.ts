/**
 * What people call a record, in the language of the page. The server makes captions of what was entered, and a choice among it
 * comes as its code (`2026-03 missionAllowance KAV`), a day as it is stored: here both become words. Which register has one, and
 * as which word of its caption, counted from the end where negative, stands below; a test holds it against the registers.
 */
import { useCallback } from 'react'
import { useFormat } from '../format.ts'
import { spaced, useLanguage } from '../words.tsx'

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

/** Registers whose caption holds a day. */
export const dated: readonly string[] = [
  'courtSession',
  'custodyTransfer',
  'dutyShare',
  'exchangeRate',
  'forecast',
  'handover',
  'inspection',
  'observation',
  'publishedCount',
  'publishedFigure',
  'stockMovement',
  'storeCount',
  'strengthReturn',
  'tour',
]

const day = /\b\d{4}-\d\d-\d\d\b/g
const code = /^[a-z]+([A-Z][a-z]*)*$/
const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

/** `useCaption()(register, caption)`. */
export function useCaption(): (register: string, caption: string) => string {
  const { t, has } = useLanguage()
  const { when } = useFormat()
  return useCallback(
    (register, caption) => {
      const said = dated.includes(register) ? caption.replace(day, (one) => when(one)) : caption
      const [field, place] = coded[register] ?? []
      const one = place === undefined ? undefined : caption.split(' ').at(place)
      if (!one || !code.test(one)) return said
      const key = [`choice.${register}.${field}.${one}`, `term.${one}`].find(has)
      return capital(
        said.replace(new RegExp(`(?<![^ ])${one}(?![^ ])`), key ? t(key) : spaced(one)),
      )
    },
    [t, has, when],
  )
}
