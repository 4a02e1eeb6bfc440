/** Sealing, sharing out and the receipt code: what opens, what does not, and what is said of a mistake. */
import { Decrypter, Encrypter, generateX25519Identity, identityToRecipient } from 'age-encryption'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  codeKey,
  filled,
  isShareOf,
  join,
  lock,
  makeCode,
  makeKey,
  openOf,
  parcelKinds,
  readCode,
  readContent,
  readParcel,
  referenceOf,
  SealFailure,
  seal,
  split,
  tokenOf,
  unlock,
  unseal,
  writeContent,
  writeParcel,
} from './index.ts'

const twins = { node: await import('./stretch.node.ts'), web: await import('./stretch.web.ts') }

const text = (said: string): Uint8Array => new TextEncoder().encode(said)
const said = (bytes: Uint8Array): string => new TextDecoder().decode(bytes)

describe('what is sealed', () => {
  test('is opened by each of the keys it was sealed to, and by no other', async () => {
    const [conduct, monitor, other] = await Promise.all([makeKey(), makeKey(), makeKey()])
    const sealed = await seal(text('li te fè sa'), [conduct.open, monitor.open])
    expect(Buffer.from(sealed).includes('li te')).toBe(false)
    for (const { secret } of [conduct, monitor])
      expect(said(await unseal(sealed, secret))).toBe('li te fè sa')
    await expect(unseal(sealed, other.secret)).rejects.toMatchObject({ reason: 'not-for-this-key' })
  })

  test('is what the program age writes and reads', async () => {
    const theirs = await generateX25519Identity()
    const ours = await makeKey()
    const reader = new Decrypter()
    reader.addIdentity(theirs)
    const theirOpen = await identityToRecipient(theirs)
    expect(openOf(theirs)).toBe(theirOpen)
    expect(said(await reader.decrypt(await seal(text('a'), [theirOpen])))).toBe('a')
    const writer = new Encrypter()
    writer.addRecipient(ours.open)
    expect(said(await unseal(await writer.encrypt('b'), ours.secret))).toBe('b')
  })

  test('is refused when one byte of it has changed', async () => {
    const key = await makeKey()
    const sealed = await seal(text('x'.repeat(100)), [key.open])
    sealed[sealed.length - 3] = (sealed[sealed.length - 3] as number) ^ 1
    await expect(unseal(sealed, key.secret)).rejects.toMatchObject({ reason: 'torn' })
  })

  test('cannot be sealed to nobody, nor to what is no key', async () => {
    await expect(seal(text('x'), [])).rejects.toThrow(SealFailure)
    await expect(seal(text('x'), ['age1nokey'])).rejects.toMatchObject({ reason: 'not-a-key' })
  })
})

test('a key file is opened by its phrase alone', async () => {
  const key = await makeKey()
  const file = await lock(key.secret, 'kat jou lapli')
  expect(file).not.toContain(key.secret)
  expect(await unlock(file, 'kat jou lapli')).toBe(key.secret)
  await expect(unlock(file, 'kat jou')).rejects.toMatchObject({ reason: 'wrong-phrase' })
  await expect(unlock('no file', 'x')).rejects.toMatchObject({ reason: 'torn' })
})

describe('shares of a key', () => {
  test('bring it back by any two of three, and by no one', async () => {
    const key = await makeKey()
    const shares = (await split(key.secret)) as [string, string, string]
    for (const [a, b] of [
      [0, 1],
      [0, 2],
      [1, 2],
    ] as const)
      expect(await join([shares[b], shares[a].toUpperCase()])).toBe(key.secret)
    await expect(join([shares[0]])).rejects.toThrow('2 different shares')
    await expect(join([shares[0], shares[0]])).rejects.toThrow('2 different shares')
    expect(shares.every((share) => isShareOf(share, key.open))).toBe(true)
  })

  test('of two keys are told apart, and a slip of the pen is found', async () => {
    const [one, two] = await Promise.all([makeKey(), makeKey()])
    const [a = ''] = await split(one.secret)
    const [b = ''] = await split(two.secret)
    await expect(join([a, b])).rejects.toThrow('different keys')
    expect(isShareOf(a, two.open)).toBe(false)
    await expect(join([a.replace(/.$/, a.endsWith('q') ? 'p' : 'q'), b])).rejects.toThrow('no')
  })
})

describe('a receipt code', () => {
  test('is read however it was written, and a wrong or swapped digit is found', () => {
    fc.assert(
      fc.property(fc.nat(18), fc.integer({ min: 1, max: 9 }), (at, more) => {
        const code = makeCode()
        expect(code).toMatch(/^(\d{4} ){4}\d{4}$/)
        const digits = code.replaceAll(' ', '')
        expect(readCode(digits.replaceAll(/(...)/g, '$1-'))).toBe(code)
        const wrong = [...digits]
        wrong[at] = String((Number(digits[at]) + more) % 10)
        expect(readCode(wrong.join(''))).toBeUndefined()
        const swapped = `${digits.slice(0, at)}${digits[at + 1]}${digits[at]}${digits.slice(at + 2)}`
        if (swapped !== digits) expect(readCode(swapped)).toBeUndefined()
      }),
      { numRuns: 200 },
    )
  })

  test('gives the same key each time, to which an answer is sealed', async () => {
    const code = '1234 5678 9012 3456 7890'
    const key = await codeKey(code)
    expect(await codeKey(code.replaceAll(' ', ''))).toEqual(key)
    expect(said(await unseal(await seal(text('wi'), [key.open]), key.secret))).toBe('wi')
    expect(referenceOf(key.open)).toMatch(/^[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}$/)
    expect(tokenOf(key.secret)).not.toBe(tokenOf((await makeKey()).secret))
    const [here, inBrowsers] = await Promise.all(
      [twins.node, twins.web].map((one) => one.stretch('1', '2')),
    )
    expect(here).toEqual(inBrowsers)
  })
})

describe('content', () => {
  test('comes back as it was put in, whatever it is', () => {
    const file = fc.record({
      name: fc.string(),
      type: fc.string(),
      bytes: fc.uint8Array({ maxLength: 3000 }),
    })
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.string()), fc.array(file), (sheet, files) => {
        const back = readContent(writeContent({ sheet, files }))
        expect(back.sheet).toEqual({ ...sheet })
        expect(back.files).toEqual(files)
      }),
      { numRuns: 50 },
    )
  })

  test('tells little by its length', () => {
    expect([1, 4096, 4097, 300_000, 2_100_000].map(filled)).toEqual([
      4096,
      4096,
      8192,
      524_288,
      3 << 20,
    ])
  })

  test('that is torn or was never written here is refused', () => {
    const whole = writeContent({ sheet: { a: 'b' }, files: [] })
    for (const bytes of [whole.subarray(0, 6), text('%PDF-1.7 something'), whole.subarray(1)])
      expect(() => readContent(bytes)).toThrow(SealFailure)
    const lying = whole.slice()
    lying[4] = 255
    expect(() => readContent(lying)).toThrow(SealFailure)
  })
})

describe('a parcel', () => {
  const outside = async () => ({
    id: '0192f3c4-5a6b-7c8d-9e0f-a1b2c3d4e5f6',
    kind: parcelKinds[0],
    replyTo: (await makeKey()).open,
    to: [(await makeKey()).open],
    day: '2026-05-14',
    sealedOn: 'phone' as const,
  })

  test('is read as it was written, without what somebody let ride along', async () => {
    const key = await makeKey()
    const sealed = await seal(text('x'), [key.open])
    const said = await outside()
    const parcel = { outside: said, sealed }
    expect(readParcel(writeParcel(parcel))).toEqual(parcel)
    const laden = { outside: { ...said, name: 'Jan' }, sealed }
    expect(readParcel(writeParcel(laden))).toEqual(parcel)
  })

  test('is none where what follows the line is not sealed', async () => {
    const said = await outside()
    expect(readParcel(writeParcel({ outside: said, sealed: text('in clear') }))).toBeUndefined()
    const sealed = await seal(text('x'), [said.replyTo])
    for (const wrong of [
      { id: '1' },
      { kind: 'x' },
      { replyTo: 'age1x' },
      { day: 'today' },
      { to: [] },
      { to: ['x'] },
    ])
      expect(
        readParcel(writeParcel({ outside: { ...said, ...wrong } as typeof said, sealed })),
      ).toBeUndefined()
    expect(readParcel(sealed)).toBeUndefined()
  })
})
