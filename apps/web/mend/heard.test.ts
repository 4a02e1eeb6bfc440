/** What is pointed at is found by its text: whole words first, those within it after, the longest first, never half a word. */
import { expect, test } from 'vitest'
import { Heard } from './heard.ts'

const heard = (): Heard => {
  const one = new Heard()
  one.note('views.title', 'Vues')
  one.note('page.people', 'Personnes')
  one.note('table.count.other', '12 fiches')
  one.note('term.ready', 'prêt')
  one.note('verb.get', 'prêt')
  one.note('bit', 'perso')
  return one
}

test('a text finds its key, whatever its capitals and blanks', () => {
  expect(heard().keysOf([' VUES\n'])).toEqual(['views.title'])
  expect(heard().keysOf(['Prêt'])).toEqual(['term.ready', 'verb.get'])
})

test('words within a longer text are found, the longest first, and half words are not', () => {
  expect(heard().keysOf(['Personnes · 12 fiches, prêt'])).toEqual([
    'page.people',
    'table.count.other',
    'term.ready',
    'verb.get',
  ])
  expect(heard().keysOf(['Personnel'])).toEqual([])
})
