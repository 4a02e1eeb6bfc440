/**
 * For browser tests only: what a form costs whoever fills it in, counted as it is done and priced by the keystroke-level model
 * (Card, Moran and Newell 1980), with slow figures for a phone and a tired thumb.
 */
import type { Locator, Page } from 'playwright-core'

/** Seconds. */
export const price = {
  /** Reaching a target and tapping it: pointing 1.1, pressing 0.2. */
  tap: 1.3,
  /** One key on glass; the model's average typist on a keyboard needs 0.28. */
  key: 0.5,
  /** Making up one's mind before a tap or a field. */
  think: 1.35,
  /** Reading one screen of what the record says, before confirming it. */
  read: 8,
  /** The answer of the server on a line of 64 kbit/s. */
  answer: 3,
} as const

export type Budget = {
  tap: (target: Locator) => Promise<void>
  type: (target: Locator, text: string) => Promise<void>
  /** A screen that is read through. */
  read: () => void
  taps: () => number
  keys: () => number
  seconds: () => number
}

export function counting(page: Page): Budget {
  let [taps, keys, reads] = [0, 0, 0]
  return {
    tap: async (target) => {
      await target.click()
      taps += 1
    },
    type: async (target, text) => {
      await target.click()
      await page.keyboard.type(text)
      taps += 1
      keys += text.length
    },
    read: () => {
      reads += 1
    },
    taps: () => taps,
    keys: () => keys,
    seconds: () =>
      taps * (price.think + price.tap) + keys * price.key + reads * price.read + price.answer,
  }
}
