/** What a form takes for a name, a number or an address, in four languages; and what it leaves alone. */
import { describe, expect, test } from 'vitest'
import { namesIn } from './named.ts'

const kinds = (text: string, known?: string[]) => namesIn(text, known).map(({ kind }) => kind)

describe('somebody could be found by', () => {
  test.each([
    ['Call +509 3712 4455 for more.', 'number'],
    ['Rele 37 12 44 55.', 'number'],
    ['His card reads 003-455-781-2.', 'number'],
    ['A pick-up with the plate AA 23456.', 'number'],
    ['Write to someone@example.org tonight.', 'mail'],
    ['Elle habite 14, rue des Miracles.', 'address'],
    ['Li rete nan lari Magasen Leta nimewo 22.', 'address'],
    ['Seen at 18.55432, -72.33881 at noon.', 'address'],
    ['Vive en la calle Duarte 118.', 'address'],
    ['He lives at 12 Old Mill Road.', 'address'],
    ['They met in the house of Wilner.', 'address'],
    ['Nou te nan lakay Guerline.', 'address'],
    ['According to Mme Clervil, two came.', 'name'],
    ['Madan Dieudonné wè yo.', 'name'],
    ['Une femme nommée Lovelie a appelé.', 'name'],
    ['Yon nonm yo rele Ti Blan.', 'name'],
    ['Un hombre llamado Ramiro lo vio.', 'name'],
    ['It was told by Jean Exantus himself.', 'name'],
    ['Marie-Ange Belizaire saw the fire.', 'name'],
  ])('%s', (text, kind) => {
    expect(kinds(text)).toContain(kind)
  })
})

describe('nobody is found by', () => {
  test.each([
    'Gunfire near Croix-des-Bouquets on 2024-10-03 at 04:30.',
    'Twelve houses burnt in Cité Soleil; 300 people fled to Delmas.',
    'Viv Ansanm said so on 14/05/2025.',
    'The road HT0111-03 is open from 06:00 to 18:00.',
    'Le pont est coupé depuis deux jours.',
    'Yo tire anpil nan aswè, pèsonn pa mouri.',
    'Hubo disparos toda la noche cerca del puerto.',
    'Port Louis and Saint Marc are calm.',
    '1,250 persons, of whom 430 are children.',
  ])('%s', (text) => {
    expect(namesIn(text)).toEqual([])
  })

  test('a name that the mission knows as a place or a body', () => {
    expect(kinds('Shots in Jean Rabel.')).toEqual(['name'])
    expect(kinds('Shots in Jean Rabel.', ['Jean Rabel'])).toEqual([])
  })
})

test('what is found is told as it stands, each once, and not without end', () => {
  expect(namesIn('Mme Clervil. Mme Clervil. 3712 4455')).toEqual([
    { kind: 'number', what: '3712 4455' },
    { kind: 'name', what: 'Mme Clervil' },
  ])
  const many = Array.from({ length: 400 }, (_, n) => `Jean Exantus${'abcdefghij'[n % 10]}`).join(
    ', ',
  )
  expect(namesIn(many)).toHaveLength(6)
})

test('a text of a form’s length, however it is made, is read at once', () => {
  for (const text of [
    '1 '.repeat(4000),
    'rue '.repeat(2000),
    'Aa '.repeat(2600),
    '@'.repeat(8000),
  ]) {
    const from = process.cpuUsage().user
    namesIn(text)
    expect(process.cpuUsage().user - from).toBeLessThan(2_000_000)
  }
})
