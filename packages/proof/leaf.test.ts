/** The bytes of a leaf, held against the page that defines them. */
import { hash, randomBytes } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { hex, isEqual } from './bytes.ts'
import { canonical } from './canonical.ts'
import { type Content, envelopeDigest, FORMAT, leafData, sealFacet } from './leaf.ts'

const sha256 = (...parts: (Uint8Array | string)[]): Buffer =>
  hash('sha256', Buffer.concat(parts.map((part) => Buffer.from(part as string))), 'buffer')
const salt = Buffer.alloc(32, 7)
const seed = Buffer.alloc(32, 8)
const filler = Buffer.alloc(32, 9)

describe('the leaf', () => {
  test('its bytes are those of docs/decisions/leaf.md, for ever', () => {
    const envelope = envelopeDigest(salt, '{"a":1}')
    const low = sealFacet('mission', seed, { set: {} }).digest
    const said: Content = { set: { fault: 'axle', backOn: null }, because: 'so' }
    const high = sealFacet('restricted', seed, said).digest
    expect(sealFacet('restricted', seed, said).text).toBe(canonical(said))
    const member = (key: string, text: string): Buffer =>
      sha256('konbit/field/1\n', sha256('konbit/salt/1\n', seed, key), text)
    expect(isEqual(envelope, sha256('konbit/envelope/1\n', salt, '{"a":1}'))).toBe(true)
    expect(
      isEqual(low, sha256('konbit/facet/1/mission\n', member('label', '["label","mission"]'))),
    ).toBe(true)
    expect(
      isEqual(
        high,
        sha256(
          'konbit/facet/1/restricted\n',
          member('label', '["label","restricted"]'),
          member('because', '["because","so"]'),
          member('set/backOn', '["set","backOn",null]'),
          member('set/fault', '["set","fault","axle"]'),
        ),
      ),
    ).toBe(true)
    const stack = sha256('konbit/stack/1\n', low, sha256('konbit/stack/1\n', high, filler))
    const leaf = leafData(envelope, [low, high], filler)
    expect(
      isEqual(leaf, Buffer.concat([Buffer.of(1), sha256('konbit/entry/1\n', envelope, stack)])),
    ).toBe(true)
    expect(hex(leaf)).toBe('0148b8060a18e1eb04b1e28a4a8935646b948bbcb82c3c5bbef065994ae85c0c35')
  })

  test('on whose behalf it was entered is a member of its own, and where nobody is named no byte changes', () => {
    const seed = randomBytes(32)
    const said = { because: 'so', set: { fault: 'axle' } }
    const named = sealFacet('mission', seed, { ...said, onBehalfOf: 'Sgt Paul' })
    expect(named.text).toBe(canonical({ ...said, onBehalfOf: 'Sgt Paul' }))
    const member = (key: string, text: string): Buffer =>
      sha256('konbit/field/1\n', sha256('konbit/salt/1\n', seed, key), text)
    const [label, because, set] = [
      member('label', '["label","mission"]'),
      member('because', '["because","so"]'),
      member('set/fault', '["set","fault","axle"]'),
    ]
    const other = member('onBehalfOf', '["onBehalfOf","Sgt Paul"]')
    const facet = 'konbit/facet/1/mission\n'
    expect(isEqual(named.digest, sha256(facet, label, because, other, set))).toBe(true)
    expect(
      isEqual(sealFacet('mission', seed, said).digest, sha256(facet, label, because, set)),
    ).toBe(true)
  })

  test('it has the same length whatever was written', () => {
    for (const facets of [1, 2, 4]) {
      const leaf = leafData(
        randomBytes(32),
        Array.from({ length: facets }, () => randomBytes(32)),
        filler,
      )
      expect([leaf.length, leaf[0]]).toEqual([33, FORMAT])
    }
  })

  test('whoever sees the lower facets can check the leaf with one value for all above, there or not', () => {
    const [envelope, low, high] = [randomBytes(32), randomBytes(32), randomBytes(32)]
    const above = sha256('konbit/stack/1\n', high, filler)
    expect(isEqual(leafData(envelope, [low, high], filler), leafData(envelope, [low], above))).toBe(
      true,
    )
    expect(above.length).toBe(filler.length)
  })
})
