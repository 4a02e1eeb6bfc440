/** The keys: no two of one place mean two things, every desk has a letter, and nothing fires where somebody types. */
import { expect, test } from 'vitest'
import { deskOrder, deskPath } from './desks.ts'
import { bindings, frameDoing, type KeyLike, listDoing, pageLetters } from './keys.ts'

const key = (press: string, more: Partial<KeyLike> = {}): KeyLike => ({
  ...{ key: press, ctrlKey: false, metaKey: false, altKey: false, shiftKey: false },
  ...more,
})
const free = { isTyping: false, isOn: true, after: undefined }

test('in the frame no key means two things, and in a list only Enter does: on a row and on a cell', () => {
  const twice = (where: string): string[] => {
    const all = bindings.filter((one) => one.where === where).flatMap(({ press }) => [...press])
    return all.filter((one, index) => all.indexOf(one) !== index)
  }
  expect(twice('frame')).toEqual([])
  expect(twice('list')).toEqual(['Enter'])
  const letters = Object.values(pageLetters)
  expect(new Set(letters).size).toBe(letters.length)
})

test('every desk has its letter after g', () => {
  const paths = deskOrder.map(deskPath)
  expect(paths.filter((path) => !(path in pageLetters))).toEqual([])
  expect(frameDoing(key('p'), { ...free, after: 'g' })).toEqual({ page: '/people' })
  expect(frameDoing(key('g'), free)).toBe('begun')
})

test('nothing but the way to find things fires where somebody types, and single keys can be switched off', () => {
  const all = bindings.filter((one) => one.where === 'frame').flatMap(({ press }) => [...press])
  const fired = (isTyping: boolean, isOn: boolean): string[] =>
    all.filter((press) => {
      const parts = press.split('+')
      const event = key(parts.at(-1) as string, {
        ctrlKey: parts.includes('Ctrl'),
        shiftKey: parts.includes('Shift'),
      })
      return frameDoing(event, { isTyping, isOn, after: undefined }) !== undefined
    })
  expect(fired(false, true)).toEqual(all)
  expect(fired(true, true)).toEqual(['Ctrl+k'])
  expect(fired(false, false)).toEqual(['Ctrl+k', 'Ctrl+z', 'Ctrl+Shift+z'])
})

test('a sign made with Shift is the sign, and Alt is the browser’s', () => {
  expect(frameDoing(key('?', { shiftKey: true }), free)).toBe('keys')
  expect(frameDoing(key('Z', { shiftKey: true, metaKey: true }), free)).toBe('redo')
  expect(frameDoing(key('ArrowDown', { altKey: true }), free)).toBeUndefined()
  expect(listDoing(key('j'))).toBe('next')
  expect(listDoing(key('J', { shiftKey: true }))).toBeUndefined()
})
