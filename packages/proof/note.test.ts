/** Signed notes, checkpoints and keys: the examples of Go's own package, and whatever is written otherwise. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { base64, hex, unbase64 } from './bytes.ts'
import {
  openCheckpoint,
  openRotation,
  parseCheckpoint,
  parseSize,
  printCheckpoint,
  signRotation,
} from './checkpoint.ts'
import * as node from './crypto.node.ts'
import * as web from './crypto.web.ts'
import {
  newSigner,
  openNote,
  parseNote,
  parseSigner,
  parseVerifier,
  printNote,
  printSigner,
  signerOf,
  signLine,
  signNote,
  type Verifier,
} from './note.ts'

/** From the documentation of golang.org/x/mod/sumdb/note. */
const peter = {
  secret: 'PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz',
  key: 'PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW',
  text: "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n",
  line: '— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=',
}
const verifier = parseVerifier(peter.key) as Verifier
const good = `${peter.text}\n${peter.line}\n`

describe('the example of Go', () => {
  test('is signed to the letter and opens', () => {
    const signer = parseSigner(peter.secret)
    expect(signer?.key).toBe(peter.key)
    expect(signer && signNote(peter.text, signer)).toBe(good)
    expect(signer && printSigner(signer)).toBe(peter.secret)
    expect(openNote(good, [verifier])).toMatchObject({ text: peter.text })
  })

  test('is refused under no key, spoiled by a known key that fails, and keeps unknown lines', () => {
    const stranger = newSigner('stranger.example')
    const strange = signLine(stranger, peter.text)
    expect(openNote(good, [stranger])).toHaveProperty('wrong')
    expect(openNote(printNote(peter.text, [strange, peter.line]), [verifier])).toMatchObject({
      signed: [{}],
    })
    const other = signLine(stranger, 'another text\n')
    expect(
      openNote(printNote(peter.text, [peter.line, other]), [verifier, stranger]),
    ).toHaveProperty('wrong')
    expect(openNote(printNote(peter.text, [peter.line, peter.line]), [verifier])).toMatchObject({
      signed: [{}],
    })
  })

  test('with any one byte changed is refused', () => {
    const bytes = Buffer.from(good)
    for (let at = 0; at < bytes.length; at += 1)
      for (const bit of [0, 1, 5]) {
        const changed = Buffer.from(bytes)
        changed[at] = (changed[at] as number) ^ (1 << bit)
        const text = changed.toString('utf8')
        expect(openNote(text, [verifier]), `byte ${at}, bit ${bit}`).toHaveProperty('wrong')
      }
  })
})

describe('no note', () => {
  const line = peter.line
  test.each([
    ['without a signature', peter.text],
    ['without an empty line', `${peter.text}${line}\n`],
    ['without its last newline', good.slice(0, -1)],
    ['with a line that is none', `${good}x\n`],
    ['with a tab', `a\tb\n\n${line}\n`],
    ['with a carriage return', good.replaceAll('\n', '\r\n')],
    ['with U+0000', `a\u0000\n\n${line}\n`],
    ['with a lone surrogate', `\ud800\n\n${line}\n`],
    ['with a hyphen for the dash', good.replace('\u2014', '-')],
    ['with three words in a line', good.replace('Neumann x', 'Neumann x x')],
    ['with base64 that is not plain', good.replace('JnAM=', 'JnAN=')],
    ['with a signature of nothing', `a\n\n\u2014 name AAAAAA==\n`],
    ['with too many signatures', `a\n\n${`${line}\n`.repeat(101)}`],
    ['of more than a megabyte', `${'a'.repeat(1_000_001)}\n\n${line}\n`],
    ['of nothing', ''],
    ['of newlines', '\n\n\n'],
  ])('is one %s', (_, note) => {
    expect(parseNote(note)).toBeUndefined()
  })

  test('comes of hostile input, and no exception either', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        parseNote(text)
        parseNote(`${text}\n\n${peter.line}\n`)
        parseVerifier(text)
        parseSigner(text)
        parseCheckpoint(text)
        openRotation(text)
      }),
    )
  })
})

describe('a key', () => {
  test.each([
    ['of another hash', peter.key.replace('c74f20a3', 'c74f20a4')],
    ['in capitals', peter.key.replace('c74f20a3', 'C74F20A3')],
    ['without a name', peter.key.replace('PeterNeumann', '')],
    ['with a space in its name', peter.key.replace('Peter', 'Peter ')],
    ['of another algorithm', peter.key.replace('+AR', '+BR')],
    ['too short', peter.key.slice(0, -4)],
    ['with more behind it', `${peter.key}+`],
    ['of nothing', '++'],
  ])('%s is none', (_, text) => {
    expect(parseVerifier(text)).toBeUndefined()
  })

  test('with a plus in its base64 reads back', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 32, maxLength: 32 }), (seed) => {
        const signer = signerOf('log.example', seed)
        expect(parseVerifier(signer.key)?.key).toBe(signer.key)
        expect(parseSigner(printSigner(signer))?.key).toBe(signer.key)
      }),
    )
  })
})

describe('a checkpoint', () => {
  const signer = newSigner('log.example/x')
  const root = new Uint8Array(32).fill(7)
  const now = { origin: 'log.example/x', size: 12, root }
  const note = signNote(printCheckpoint(now), signer)

  test('reads back, and only under its own log', () => {
    expect(openCheckpoint(note, [signer])).toMatchObject({ size: 12 })
    const other = signNote(printCheckpoint({ ...now, origin: 'log.example/y' }), signer)
    expect(openCheckpoint(other, [signer])).toMatchObject({
      wrong: expect.stringMatching(/another log/),
    })
  })

  test('cosigned by a witness needs the log’s signature too, and says when', () => {
    const witness = newSigner('monitor.example', 'cosignature')
    const text = printCheckpoint(now)
    const line = signLine(witness, text, 1_700_000_000)
    expect(openCheckpoint(printNote(text, [line]), [signer], [witness])).toMatchObject({
      wrong: expect.stringMatching(/not signed by the log/),
    })
    expect(
      openCheckpoint(printNote(text, [signLine(signer, text), line]), [signer], [witness]),
    ).toMatchObject({
      signed: [{ seconds: 0 }, { seconds: 1_700_000_000 }],
    })
    // A witness's signature is over the time too, and no plain signature passes for one.
    const plain = signLine(signerOf('monitor.example', witness.seed), text)
    expect(openNote(printNote(text, [plain]), [witness])).toHaveProperty('wrong')
  })

  test.each(['0', '7', '9007199254740991'])('of size %s is one', (size) => {
    expect(parseSize(size)).toBe(Number(size))
  })
  test.each([
    '',
    '00',
    '07',
    '-1',
    '+1',
    '1.0',
    '1e3',
    ' 1',
    '9007199254740992',
    '99999999999999999999',
    '٣',
  ])('of size %j is none', (size) => {
    expect(parseSize(size)).toBeUndefined()
  })
  test.each([
    ['no root', 'o\n1\n'],
    ['a short root', `o\n1\n${base64(root.subarray(1))}\n`],
    ['no origin', `\n1\n${base64(root)}\n`],
    ['an empty extension', `o\n1\n${base64(root)}\n\n`],
    ['no last newline', `o\n1\n${base64(root)}`],
  ])('with %s is none', (_, text) => {
    expect(parseCheckpoint(text)).toBeUndefined()
  })

  test('at which the key changes is signed by both keys, in this order', () => {
    const next = newSigner('log.example/x')
    const turned = openRotation(signRotation(now, signer, next))
    expect(turned).toMatchObject({ size: 12, old: { key: signer.key }, next: { key: next.key } })
    const text = parseNote(signRotation(now, signer, next))?.text as string
    expect(openRotation(signNote(text, signer))).toHaveProperty('wrong')
    expect(openRotation(signNote(text, next))).toHaveProperty('wrong')
    expect(openRotation(signRotation(now, signer, newSigner('log.example/z')))).toHaveProperty(
      'wrong',
    )
  })
})

describe('base64', () => {
  test.each(['A', 'AA', 'AA=', 'AB==', 'AAB=', 'AA==\n', 'A A=', '====', 'AA-_'])(
    '%j is none',
    (text) => {
      expect(unbase64(text)).toBeUndefined()
    },
  )
})

test('a browser’s SHA-256 and Ed25519 are Node’s', () => {
  fc.assert(
    fc.property(
      fc.uint8Array({ maxLength: 200 }),
      fc.uint8Array({ minLength: 32, maxLength: 32 }),
      (bytes, seed) => {
        expect(hex(web.sha256(bytes))).toBe(hex(node.sha256(bytes)))
        expect(hex(web.publicKeyOf(seed))).toBe(hex(node.publicKeyOf(seed)))
        const signature = node.signEd25519(seed, bytes)
        expect(hex(web.signEd25519(seed, bytes))).toBe(hex(signature))
        const key = node.publicKeyOf(seed)
        for (const one of [node, web]) {
          expect(one.verifyEd25519(key, bytes, signature)).toBe(true)
          expect(one.verifyEd25519(key, Uint8Array.of(1, ...bytes), signature)).toBe(false)
          expect(one.verifyEd25519(key.subarray(1), bytes, signature)).toBe(false)
        }
      },
    ),
    { numRuns: 20 },
  )
})
