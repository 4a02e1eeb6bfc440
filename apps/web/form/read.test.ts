import { describe, expect, it } from 'vitest'
import type { FieldView } from '../api/types.ts'
import { draftOf, readDraft, readField, whenOf } from './read.ts'

const t = (key: string): string => key
const field = (
  control: FieldView['control'],
  kind: FieldView['kind'],
  more: Partial<FieldView> = {},
): FieldView => ({ control, kind, title: 'A field', ...more })

describe('a number', () => {
  const whole = field('number', 'count')
  const any = field('number', 'quantity')
  it.each([
    ['1,020', 1020],
    ['1 020', 1020],
    ['1020', 1020],
    ['−3', -3],
  ])('is read from %s', (typed, value) => {
    expect(readField(typed, whole, true, t)).toEqual({ value })
  })
  it.each([
    ['1,5', 1.5],
    ['12.25', 12.25],
  ])('may have a fraction: %s', (typed, value) => {
    expect(readField(typed, any, true, t)).toEqual({ value })
    expect(readField(typed, whole, true, t)).toEqual({ needs: 'form.needsWhole' })
  })
  it('is never made of words', () => {
    expect(readField('about 800', any, true, t)).toEqual({ needs: 'form.needsNumber' })
  })
})

describe('a date', () => {
  it.each([
    ['2025', '2025'],
    ['2025-05', '2025-05'],
    ['14 May 2025', '2025-05-14'],
    ['1er févr. 2025', '2025-02-01'],
    ['14 de mayo de 2025', '2025-05-14'],
    ['agosto de 2025', '2025-08'],
    ['14 me 2025', '2025-05-14'],
    ['Sept. 2025', '2025-09'],
    ['may 2025', '2025-05'],
    ['2025-05-14T16:30-04:00', '2025-05-14T16:30-04:00'],
  ])('is read from %s', (typed, iso) => expect(whenOf(typed)).toBe(iso))
  it.each(['2025-02-30', '30 February 2025', '14/05/2025', 'mediados 2025', 'jui 2025', ''])(
    'is not read from %s',
    (typed) => expect(whenOf(typed)).toBeUndefined(),
  )
})

describe('a draft', () => {
  const money = field('money', 'money')
  const place = field('place', 'place')
  const ref = field('reference', 'ref', { to: 'site' })
  it('leaves out what was not typed and names what is missing', () => {
    const fields: [string, FieldView][] = [
      ['title', field('text', 'line')],
      ['note', field('longText', 'prose')],
      ['amount', money],
    ]
    expect(readDraft({ title: '  ', note: ' kept ' }, fields, ['title'], t)).toEqual({
      input: { note: 'kept' },
      wrong: [{ field: 'title', needs: 'form.needsValue' }],
    })
  })
  it('keeps money in whole minor units with its currency', () => {
    expect(readField({ amount: '110.3', currency: 'USD' }, money, true, t)).toEqual({
      value: { minor: 11030, currency: 'USD' },
    })
    expect(readField({ amount: '5', currency: 'US' }, money, true, t)).toEqual({
      needs: 'form.needsCurrency',
    })
  })
  it('turns what stands into what a control holds, and back to the same', () => {
    const cases: [FieldView, unknown][] = [
      [money, { minor: 412_000, currency: 'USD' }],
      [place, { name: 'Kenscoff', precision: 'commune', lon: -72.28, lat: 18.4, pcode: 'HT0115' }],
      [ref, '5d877c2f-b1b7-8961-8745-5df12912a077'],
      [field('reference', 'refs', { to: 'claim' }), ['5d877c2f-b1b7-8961-8745-5df12912a077']],
      [field('number', 'count'), 18430],
      [field('flag', 'flag'), false],
      [field('date', 'when'), '2025-05'],
    ]
    for (const [one, value] of cases)
      expect(
        readField(
          draftOf(value, one, () => 'x'),
          one,
          true,
          t,
        ),
      ).toEqual({ value })
  })
})
