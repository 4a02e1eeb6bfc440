/**
 * Every key of the application, in one table: what binds them and what the sheet of keys shows are the same rows. `where`: in the
 * whole frame, or in a list while it has the focus. A letter after another, such as g p, is pressed one after the other.
 */

export type Where = 'frame' | 'list'
export type Binding = {
  /** As `KeyboardEvent.key`; with Ctrl+ (or ⌘) and Shift+ before it; two keys with a blank between are a sequence. */
  press: readonly string[]
  does: string
  where: Where
}

export const bindings = [
  { where: 'frame', does: 'find', press: ['Ctrl+k'] },
  { where: 'frame', does: 'search', press: ['/'] },
  { where: 'frame', does: 'keys', press: ['?'] },
  { where: 'frame', does: 'help', press: ['h'] },
  { where: 'frame', does: 'undo', press: ['Ctrl+z'] },
  { where: 'frame', does: 'redo', press: ['Ctrl+Shift+z'] },
  { where: 'frame', does: 'back', press: ['b'] },
  { where: 'frame', does: 'up', press: ['u'] },
  { where: 'frame', does: 'new', press: ['n'] },
  { where: 'frame', does: 'amend', press: ['e'] },
  { where: 'frame', does: 'rows', press: ['j'] },
  { where: 'frame', does: 'filter', press: ['f'] },
  { where: 'frame', does: 'views', press: ['v'] },
  { where: 'frame', does: 'copy', press: ['c'] },
  { where: 'frame', does: 'times', press: ['t'] },
  { where: 'list', does: 'next', press: ['ArrowDown', 'j'] },
  { where: 'list', does: 'before', press: ['ArrowUp', 'k'] },
  { where: 'list', does: 'first', press: ['Home'] },
  { where: 'list', does: 'last', press: ['End'] },
  { where: 'list', does: 'far', press: ['PageDown'] },
  { where: 'list', does: 'farBack', press: ['PageUp'] },
  { where: 'list', does: 'open', press: ['Enter'] },
  { where: 'list', does: 'choose', press: [' '] },
  { where: 'list', does: 'right', press: ['ArrowRight'] },
  { where: 'list', does: 'left', press: ['ArrowLeft'] },
  { where: 'list', does: 'change', press: ['Enter', 'F2'] },
] as const satisfies readonly Binding[]

export type FrameDoing = Extract<(typeof bindings)[number], { where: 'frame' }>['does']
export type ListDoing = Extract<(typeof bindings)[number], { where: 'list' }>['does']

/** After g, the letter of a page; the pages are those of the rail. */
export const pageLetters: Readonly<Record<string, string>> = {
  '/overview': 'o',
  '/day': 'd',
  '/field': 'x',
  '/people': 'p',
  '/logistics': 'l',
  '/funds': 'f',
  '/situation': 's',
  '/operations': 'w',
  '/sharing': 'h',
  '/accountability': 'y',
  '/community': 'c',
  '/custody': 'u',
  '/mandate': 'm',
  '/access': 'a',
  '/plan': 'n',
  '/sources': 'q',
  '/rivals': 'v',
  '/registers': 'r',
  '/notices': 'i',
  '/orders': 't',
  '/outbox': 'b',
  '/log': 'e',
}

export type KeyLike = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>

/** As the table writes it. A sign that Shift makes, such as ?, is written as the sign. */
export function pressOf({ key, ctrlKey, metaKey, shiftKey }: KeyLike): string {
  const one = key.length === 1 && key !== ' ' ? key.toLowerCase() : key
  const isLetter = /^\p{L}$/u.test(key)
  if (ctrlKey || metaKey) return `Ctrl+${shiftKey ? 'Shift+' : ''}${one}`
  return shiftKey && (isLetter || key.length > 1) ? `Shift+${one}` : one
}

const holds = (binding: Binding, press: string): boolean => binding.press.includes(press)
const holdsIn = (all: readonly string[], event: KeyLike): boolean => all.includes(pressOf(event))

/** What a key does in a list that has the focus. */
export const listDoing = (event: KeyLike): ListDoing | undefined =>
  event.altKey
    ? undefined
    : (bindings.find((one) => one.where === 'list' && holds(one, pressOf(event)))?.does as
        | ListDoing
        | undefined)

/** Enter opens the record of a row; on a cell it begins to change it. */
export const isChange = (event: KeyLike): boolean =>
  !event.altKey && bindings.some(({ does, press }) => does === 'change' && holdsIn(press, event))

/** Single signs can be switched off: whoever speaks to the machine, or trembles, presses them without meaning to. */
const kept = 'konbit-keys'
export const singleKeys = {
  areOn: (): boolean => localStorage.getItem(kept) !== 'off',
  turn: (on: boolean): void => localStorage.setItem(kept, on ? 'on' : 'off'),
}

/** What a key does in the frame. `after`: the sign before it, where it may begin a sequence. */
export function frameDoing(
  event: KeyLike,
  { isTyping, isOn, after }: { isTyping: boolean; isOn: boolean; after: string | undefined },
): FrameDoing | { page: string } | 'begun' | undefined {
  if (event.altKey) return undefined
  const press = pressOf(event)
  const isSingle = !press.startsWith('Ctrl+')
  // Where something is typed its own undo is meant.
  if (isTyping && press !== 'Ctrl+k') return undefined
  if (isSingle && !isOn) return undefined
  if (after === 'g') {
    const page = Object.entries(pageLetters).find(([, letter]) => letter === press)?.[0]
    return page === undefined ? undefined : { page }
  }
  if (press === 'g') return 'begun'
  return bindings.find((one) => one.where === 'frame' && holds(one, press))?.does as
    | FrameDoing
    | undefined
}

/** Whether what has the focus takes letters. */
export function isTypedIn(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false
  if (target.isContentEditable || target.closest('[role="listbox"], [role="combobox"]')) return true
  if (target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement) return true
  return (
    target instanceof HTMLInputElement &&
    !['checkbox', 'radio', 'button', 'submit', 'reset', 'range', 'file'].includes(target.type)
  )
}
