/** What can be taken back, by which commands, and what is remembered of it. */
import { beforeEach, expect, test } from 'vitest'
import { type Deed, deedsNow, lastSeen, replaceDeeds, tellDeed, tellSent } from './deeds.ts'
import { backOf, lastToRedo, lastToUndo, whyNot } from './rules.ts'

const here = { mission: 'm', member: 'fleet' }
const may = { may: ['enter', 'amend', 'void', 'correct'] }
const deed = (more: Partial<Deed> = {}): Deed => ({
  ...{ id: 'one', register: 'vehicle', verb: 'amend', made: [{ record: 'a', seq: 7 }], ...here },
  ...more,
})
beforeEach(() => replaceDeeds(() => true, []))

test('one takes back one’s own deed where the register lets one void, and is told why not', () => {
  expect(whyNot(deed(), may, here)).toBeUndefined()
  expect(whyNot(deed(), { may: ['amend'] }, here)).toBe('undo.mayNot')
  expect(whyNot(deed(), undefined, here)).toBe('undo.mayNot')
  expect(whyNot(deed({ member: 'watch' }), may, here)).toBe('undo.notYours')
  expect(whyNot(deed({ verb: 'erase' }), may, here)).toBe('undo.never')
  expect(whyNot(deed({ verb: 'correct' }), may, here)).toBe('undo.mended')
  expect(whyNot(deed({ took: [] }), { may: ['void'] }, here)).toBe('undo.mayNot')
})

test('many are taken back the last first, each with the entry of its record that was seen last', () => {
  const many = deed({
    made: [
      { record: 'a', seq: 7 },
      { record: 'b', seq: 8 },
    ],
  })
  const seen = (record: string): number | undefined => (record === 'a' ? 12 : undefined)
  expect(
    backOf(many, 'why', seen).map(({ record, verb, entry, expects }) => [
      record,
      verb,
      entry,
      expects,
    ]),
  ).toEqual([
    ['b', 'void', 8, 8],
    ['a', 'void', 7, 12],
  ])
  expect(backOf(deed({ took: [{ record: 'a', seq: 7 }] }), 'why', seen)[0]).toMatchObject({
    ...{ verb: 'correct', entry: 7, expects: 12 },
  })
})

test('what is sent is remembered: a void as taking back, a correction that says nothing as bringing back', () => {
  const sent = { id: 'x', register: 'vehicle', record: 'r', verb: 'enter' }
  tellSent(here, sent, 20)
  tellSent(here, { ...sent, id: 'y', verb: 'void', entry: 20 }, 21)
  expect(deedsNow().at(-1)).toMatchObject({ verb: 'void', took: [{ record: 'r', seq: 20 }] })
  expect(lastToUndo(deedsNow(), () => true)?.id).toBe('x')
  expect(lastToRedo(deedsNow(), () => true)?.id).toBe('y')
  tellSent(here, { ...sent, id: 'z', verb: 'correct', entry: 20 }, 22)
  expect(deedsNow().at(-1)).toMatchObject({ verb: 'bring', made: [{ record: 'r', seq: 20 }] })
  expect(lastToRedo(deedsNow(), () => true)).toBeUndefined()
  expect(lastSeen('r')).toBe(22)
})

test('twenty deeds are remembered and no more', () => {
  for (let n = 0; n < 30; n++) tellDeed(deed({ id: String(n) }))
  expect(deedsNow()).toHaveLength(20)
  expect(deedsNow().at(-1)?.id).toBe('29')
})
