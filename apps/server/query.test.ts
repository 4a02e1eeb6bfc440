import { isRefusal } from '@konbit/model'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { moments, paging, param, readQuery } from './query.ts'

const params = {
  ...moments,
  ...paging(200, 50),
  kind: { ...param.oneOf('Kind.', ['a', 'b']), many: true },
  q: { ...param.text('Words.', 20), required: true },
}
const named = (text: string): string[] => {
  const read = readQuery(params, new URLSearchParams(text))
  return isRefusal(read) ? (read.details ?? []).map(({ field }) => field) : []
}

test('what fits is read, numbers as numbers, what may be repeated as a list', () => {
  expect(readQuery(params, new URLSearchParams('at=2025-05&limit=20&kind=a&kind=b&q=x'))).toEqual({
    at: '2025-05',
    limit: 20,
    kind: ['a', 'b'],
    q: 'x',
  })
})
test.each([
  ['at=2025-02-30&q=x', ['at']],
  ['known=2025-13&q=x', ['known']],
  ['at=yesterday&q=x', ['at']],
  ['at=2025&at=2024&q=x', ['at']],
  ['limit=0&q=x', ['limit']],
  ['limit=201&q=x', ['limit']],
  ['limit=1e2&q=x', ['limit']],
  ['limit=-1&q=x', ['limit']],
  ['limit=99999999999999999999&q=x', ['limit']],
  ['kind=c&q=x', ['kind']],
  ['colour=red&q=x', ['colour']],
  ['q=%00', ['q']],
  ['q=', ['q']],
  ['', ['q']],
  ['cursor=a b&q=x', ['cursor']],
  ['__proto__=1&constructor=1&q=x', ['__proto__', 'constructor']],
])('%s names %j', (text, fields) => {
  expect(named(text)).toEqual(fields)
})
test('no address makes it throw', () => {
  fc.assert(
    fc.property(
      fc.array(
        fc.tuple(
          fc.oneof(fc.string(), fc.constantFrom('at', 'limit', 'q', 'kind')),
          fc.string({ unit: 'binary' }),
        ),
      ),
      (pairs) => {
        expect(typeof readQuery(params, new URLSearchParams(pairs))).toBe('object')
      },
    ),
  )
})
