/** Receipts, facets with something erased, and exported logs: what holds, and everything that does not. */
import { randomBytes } from 'node:crypto'
import type { Label } from '@konbit/model'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { base64, hex } from './bytes.ts'
import { printCheckpoint } from './checkpoint.ts'
import { collectErasures } from './erasure.ts'
import { EXPORT, verifyExport } from './exported.ts'
import { forgetFacet, forgetMembers, type KeptFacet, openFacet, parseContent } from './facet.ts'
import { type Content, envelopeDigest, envelopeText, leafData, sealFacet } from './leaf.ts'
import { newSigner, signNote } from './note.ts'
import { RECEIPT, type Receipt, verifyReceipt } from './receipt.ts'
import { type Edge, emptyEdge, grow, leafHash, rootOf } from './tree.ts'

const signer = newSigner('log.example/test')
const facetOf = (label: Label, content: Content): KeptFacet & { digest: Uint8Array } => {
  const seed = randomBytes(32)
  const { text, digest } = sealFacet(label, seed, content)
  return { label, seed, content: text, kept: null, digest }
}
const inReceipt = ({ label, seed, content, kept }: KeptFacet) => ({
  label,
  seed: seed && base64(seed),
  content,
  kept,
})

type Made = { leaf: Uint8Array; bundle: Receipt['bundle'] }
function entryOf(seq: number, facets: (KeptFacet & { digest: Uint8Array })[], more = {}): Made {
  const salt = randomBytes(32)
  const filler = randomBytes(32)
  const text = envelopeText({
    mission: 'test',
    seq,
    author: 'ana',
    register: 'vehicle',
    edition: 1,
    record: 'r1',
    verb: 'amend',
    at: '2025-01-01T00:00:00.000Z',
    atText: '2025-01-01',
    known: '2025-01-02T00:00:00.000Z',
    recorded: '2025-01-02T00:00:00.000Z',
    from: null,
    to: null,
    corrects: null,
    ...more,
  })
  const digests = facets.map(({ digest }) => digest)
  return {
    leaf: leafData(envelopeDigest(salt, text), digests, filler),
    bundle: {
      envelope: { text, salt: base64(salt) },
      facets: facets.map(inReceipt),
      above: base64(filler),
    },
  }
}
const checkpointOf = (edge: Edge): string =>
  signNote(printCheckpoint({ origin: signer.name, size: edge.size, root: rootOf(edge) }), signer)

function receiptOf({ leaf, bundle }: Made): Receipt {
  const edge = grow(emptyEdge, leafHash(leaf))
  return {
    format: RECEIPT,
    index: 0,
    leaf: base64(leaf),
    checkpoint: checkpointOf(edge),
    proof: [],
    bundle,
  }
}
const low = facetOf('mission', { set: { plate: 'MSS 001', type: null } })
const high = facetOf('restricted', { set: { fault: 'axle' }, because: 'A reason.' })
const receipt = receiptOf(entryOf(1, [low, high]))
const said = (changed: unknown): string => {
  const found = verifyReceipt(changed, signer.key)
  return found.ok ? 'holds' : found.wrong
}

describe('a receipt', () => {
  test('holds, and shows what it proves', () => {
    const found = verifyReceipt(receipt, [newSigner('other.example').key, signer.key])
    expect(found).toMatchObject({ ok: true, seq: 1, envelope: { author: 'ana' } })
    expect(found.ok && found.facets.map(({ content }) => content?.set)).toEqual([
      { plate: 'MSS 001', type: null },
      { fault: 'axle' },
    ])
  })

  test('with any leaf of its JSON changed does not hold', () => {
    const wrong: string[] = []
    const walk = (value: unknown, path: string, change: (to: unknown) => unknown): void => {
      if (typeof value === 'object' && value !== null) {
        for (const [key, one] of Object.entries(value))
          walk(one, `${path}/${key}`, (to) =>
            change(Array.isArray(value) ? value.with(Number(key), to) : { ...value, [key]: to }),
          )
        return
      }
      const others = [
        undefined,
        0,
        {},
        [],
        `${value}x`,
        true,
        typeof value === 'string'
          ? value.replace(/[a-y]/, (one) => String.fromCharCode(one.charCodeAt(0) + 1))
          : 1,
      ]
      for (const other of others)
        if (other !== value && said(change(other)) === 'holds')
          wrong.push(`${path} ${JSON.stringify(other)}`)
    }
    walk(receipt, '', (to) => to)
    // An absent seed, content or kept is not what was written; whatever else is equal to what stood says the same.
    expect(wrong).toEqual([])
  })

  test('of hostile input does not hold, and throws nothing', () => {
    fc.assert(fc.property(fc.jsonValue(), (value) => said(value) !== 'holds'))
    // What cannot be made a number is none.
    for (const index of [{ toString: {} }, { valueOf: null, toString: false }, '0', [0], null])
      expect(said({ ...receipt, index })).not.toBe('holds')
    fc.assert(
      fc.property(
        fc.jsonValue(),
        fc.constantFrom('index', 'leaf', 'checkpoint', 'proof', 'bundle'),
        (value, key) =>
          said({ ...receipt, [key]: value }) !== 'holds' ||
          JSON.stringify(value) === JSON.stringify(receipt[key as 'index']),
      ),
    )
  })

  test('under another key, or of another entry, does not hold', () => {
    expect(verifyReceipt(receipt, newSigner(signer.name).key)).toMatchObject({ ok: false })
    expect(verifyReceipt(receipt, 'no key')).toMatchObject({ wrong: 'the key of the log is none' })
    expect(said(receiptOf(entryOf(2, [low])))).toMatch(/another entry/)
    expect(said(receiptOf(entryOf(1, [high, low])))).toMatch(/order/)
  })
})

describe('a facet of which something was erased', () => {
  const content: Content = {
    set: { a: 1, b: 'two', c: null, é: true },
    because: 'why',
    does: { raise: 'restricted' },
    onBehalfOf: 'Sgt Paul',
  }
  const names = ['because', 'onBehalfOf', 'set/a', 'set/b', 'set/c', 'set/é']

  test('keeps its digest, whatever is forgotten and in whichever order', () => {
    fc.assert(
      fc.property(fc.array(fc.subarray(names), { maxLength: 4 }), (rounds) => {
        const facet = facetOf('mission', content)
        let left: KeptFacet = facet
        for (const keys of rounds) left = forgetMembers(left, keys)
        const gone = [...new Set(rounds.flat())].sort()
        const opened = openFacet(left)
        if ('wrong' in opened) throw new Error(opened.wrong)
        expect(hex(opened.digest)).toBe(hex(facet.digest))
        expect([...(opened.erased as string[])].sort()).toEqual(gone)
        for (const key of gone)
          expect(JSON.stringify(left.content)).not.toContain(
            { because: 'why', onBehalfOf: 'Paul' }[key] ?? `"${key.slice(4)}"`,
          )
        expect(left.seed === null).toBe(gone.length > 0)
        const whole = openFacet(forgetFacet(left))
        expect('wrong' in whole ? whole.wrong : hex(whole.digest)).toBe(hex(facet.digest))
      }),
    )
  })

  test('cannot lose its label or what it does', () => {
    const facet = facetOf('mission', content)
    expect(forgetMembers(facet, ['label', 'does', 'set/none'])).toBe(facet)
  })

  test.each<[string, Partial<KeptFacet>]>([
    ['nothing at all', { seed: null, content: null, kept: null }],
    ['content without a seed', { seed: null, kept: null }],
    ['a short seed', { seed: new Uint8Array(31) }],
    [
      'a digest and content',
      { seed: null, kept: JSON.stringify({ digest: base64(randomBytes(32)) }) },
    ],
    ['a digest of the wrong length', { seed: null, content: null, kept: '{"digest":"AAAA"}' }],
    ['no JSON', { seed: null, kept: 'x' }],
    ['salts that do not fit', { seed: null, kept: '{"digests":{},"salts":{}}' }],
    ['a seed and something kept', { kept: '{"digests":{},"salts":{}}' }],
    ['content in another form', { content: '{ "set": {} }' }],
    ['more than a facet says', { content: '{"more":1,"set":{}}' }],
  ])('does not pass with %s', (_, change) => {
    expect(openFacet({ ...facetOf('mission', content), ...change })).toHaveProperty('wrong')
  })

  test('content is read only in its one form', () => {
    expect(parseContent('{"set":{"a":1}}')).toEqual({ set: { a: 1 } })
    for (const text of [
      '',
      'null',
      '[]',
      '{}',
      '{"set":[]}',
      '{"set":{"a":1.0}}',
      '{"set":{"b":1,"a":2}}',
      '{"because":1,"set":{}}',
    ])
      expect(parseContent(text)).toBeUndefined()
  })
})

describe('an erasure', () => {
  const gone = (seq: number, erased: 'all' | string[], label: Label = 'mission', record = 'r1') =>
    [{ seq, record, verb: 'enter' }, label, { content: undefined, erased }] as const
  const eraser = (
    seq: number,
    does: unknown,
    label: Label = 'mission',
    record = 'r1',
    verb = 'erase',
  ) => [{ seq, record, verb }, label, { content: { does }, erased: [] as string[] }] as const
  const result = (...notes: (ReturnType<typeof gone> | ReturnType<typeof eraser>)[]) => {
    const erasures = collectErasures()
    for (const [entry, label, facet] of notes) erasures.note(entry, label, facet)
    return erasures.result()
  }
  const erase = { erase: { ground: 'request', entries: [3] } }

  test('is told by a later entry of the same record under the same label', () => {
    expect(result(gone(3, 'all'), eraser(9, erase))).toEqual({
      erased: [{ entry: 3, by: [9] }],
      wrong: undefined,
    })
    expect(
      result(
        gone(3, ['set/a', 'set/b']),
        eraser(8, { erase: { entries: [3], fields: ['a'] } }),
        eraser(9, { erase: { entries: [3], fields: ['b'] } }),
      ),
    ).toEqual({ erased: [{ entry: 3, by: [8, 9] }], wrong: undefined })
    expect(
      result(gone(3, ['because']), eraser(9, { erase: { fields: ['because'] } })).wrong,
    ).toBeUndefined()
    expect(
      result(
        gone(3, 'all'),
        eraser(8, { erase: { entries: [3], fields: ['a'] } }),
        eraser(9, erase),
      ),
    ).toEqual({ erased: [{ entry: 3, by: [8, 9] }], wrong: undefined })
  })

  test.each([
    ['by nobody', [gone(3, 'all')]],
    ['by an entry before it', [eraser(2, erase), gone(3, 'all')]],
    ['by an entry on another record', [gone(3, 'all'), eraser(9, erase, 'mission', 'r2')]],
    ['by an entry under another label', [gone(3, 'all'), eraser(9, erase, 'restricted')]],
    ['by an entry of another verb', [gone(3, 'all'), eraser(9, erase, 'mission', 'r1', 'amend')]],
    ['by an entry that names others', [gone(3, 'all'), eraser(9, { erase: { entries: [4] } })]],
    [
      'by an entry that names fields only',
      [gone(3, 'all'), eraser(9, { erase: { entries: [3], fields: ['a'] } })],
    ],
    [
      'in one field of two',
      [gone(3, ['set/a', 'set/b']), eraser(9, { erase: { entries: [3], fields: ['a'] } })],
    ],
    ['by an entry that says nothing', [gone(3, 'all'), eraser(9, { erase: null })]],
  ])('%s is none', (_, notes) => {
    expect(result(...notes).wrong).toBe(3)
  })
})

describe('an exported log', () => {
  const entries = [1, 2, 3, 4].map((seq) => entryOf(seq, [facetOf('mission', { set: { seq } })]))
  const edges: Edge[] = []
  for (const { leaf } of entries) edges.push(grow(edges.at(-1) ?? emptyEdge, leafHash(leaf)))
  const linesOf = (): string[] => [
    JSON.stringify({
      format: EXPORT,
      mission: 'test',
      key: signer.key,
      rotations: [],
      checkpoint: checkpointOf(edges[3] as Edge),
    }),
    ...entries.map(({ leaf, bundle }, at) =>
      JSON.stringify({ seq: at + 1, leaf: base64(leaf), ...(at === 2 ? {} : { bundle }) }),
    ),
    JSON.stringify({ end: 4 }),
  ]
  const verified = async (list: string[], more = {}): Promise<string> => {
    async function* lines() {
      yield* list
    }
    const found = await verifyExport({ lines: lines(), ...more })
    return found.ok
      ? `holds ${found.size} ${found.seen}`
      : `${found.entry ?? ''} ${found.wrong}`.trim()
  }

  test('holds with the content its holder may see, and continues an older checkpoint', async () => {
    expect(await verified(linesOf())).toBe('holds 4 3')
    expect(
      await verified(linesOf(), { since: checkpointOf(edges[1] as Edge), key: signer.key }),
    ).toBe('holds 4 3')
  })

  test('without a line, with one twice, in another order, or cut off does not hold', async () => {
    const lines = linesOf()
    for (let at = 0; at < lines.length; at += 1) {
      expect(await verified(lines.toSpliced(at, 1))).not.toMatch(/^holds/)
      expect(await verified(lines.toSpliced(at, 0, lines[at] as string))).not.toMatch(/^holds/)
    }
    const [head, one, two, ...rest] = lines as [string, string, string]
    expect(await verified([head, two, one, ...rest])).toMatch(/^1 the line/)
    expect(await verified([])).toMatch(/first line/)
  })

  test('with one character changed anywhere does not hold', async () => {
    const text = linesOf().join('\n')
    const roll = (seed: number) => (seed * 7919) % text.length
    for (let flip = 0; flip < 200; flip += 1) {
      const at = roll(flip)
      if (text[at] === '\n') continue
      const changed = `${text.slice(0, at)}${text[at] === 'A' ? 'B' : 'A'}${text.slice(at + 1)}`
      expect(
        await verified(changed.split('\n')),
        `${at}: ${text.slice(at - 20, at + 20)}`,
      ).not.toMatch(/^holds/)
    }
  })

  test('that does not continue what somebody kept does not hold', async () => {
    const other = grow(emptyEdge, leafHash(Uint8Array.of(1)))
    expect(await verified(linesOf(), { since: checkpointOf(other) })).toMatch(/does not continue/)
    expect(await verified(linesOf(), { key: newSigner(signer.name).key })).toMatch(/known key/)
  })
})
