import { registers } from '@konbit/registers'
import { expect, test } from 'vitest'
import { coded, dated } from './caption.ts'

test('every register whose caption holds a choice is known, with the word of the caption that is its code', () => {
  const found = [...registers.values()].flatMap(({ name, caption, fields }) => {
    const field = caption.find((one) => fields[one]?.options)
    if (!field) return []
    const place = caption.indexOf(field)
    // A code before a name is counted from the beginning, one behind it from the end.
    return [[name, [field, place > 0 && place === caption.length - 1 ? -1 : place]] as const]
  })
  expect(coded).toEqual(Object.fromEntries(found))
})

test('every register whose caption holds a day is known', () => {
  const found = [...registers.values()].filter(({ caption, fields }) =>
    caption.some((one) => fields[one]?.kind.name === 'when'),
  )
  expect(dated).toEqual(found.map(({ name }) => name).sort())
})
