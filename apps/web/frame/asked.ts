/** What somebody asked for from a menu and what lies beyond the page answers, also where that is fetched only then. */
export type Asked = 'keys' | 'hour' | 'help'

const event = 'konbit-asked'
let waiting: Asked | undefined

export function askFor(what: Asked): void {
  waiting = what
  dispatchEvent(new Event('konbit-wanted'))
  dispatchEvent(new Event(event))
}

/** Hears of what was asked for, also before it came. Returns how to hear no more. */
export function onAsked(answer: (what: Asked) => void): () => void {
  const take = (): void => {
    const what = waiting
    waiting = undefined
    if (what) answer(what)
  }
  take()
  addEventListener(event, take)
  return () => removeEventListener(event, take)
}
