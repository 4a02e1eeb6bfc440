/** The registers as told to the web app: one answer for the same roles, written in bytes once. */
import { registers } from '@konbit/registers'
import { expect, test } from 'vitest'
import { describeAll } from './registers.ts'
import { ok, send } from './wire.ts'

const mayOf = (roles: Parameters<typeof describeAll>[1], register: string) =>
  describeAll(registers, roles).items.find(({ name }) => name === register)?.may ?? []

test('the same roles get the same answer in any order, others what they may themselves', () => {
  const told = describeAll(registers, ['fleet', 'watch'])
  expect(describeAll(registers, ['watch', 'fleet'])).toBe(told)
  expect(mayOf(['fleet'], 'vehicle')).toContain('enter')
  expect(mayOf(['monitor'], 'vehicle')).not.toContain('enter')
})

test('an answer that is kept is packed once, and says the same in every coding; another one never takes its place', async () => {
  const told = describeAll(registers, ['fleet'])
  const asked = (coding: string) =>
    send(new Request('http://konbit/', { headers: { 'accept-encoding': coding } }), ok(told))
  const [plain, packed, again] = [await asked('identity'), await asked('br'), await asked('br')]
  expect(await plain.json()).toEqual(JSON.parse(JSON.stringify(told)))
  expect(packed.headers.get('etag')).toBe(plain.headers.get('etag'))
  expect(Buffer.from(await again.arrayBuffer())).toEqual(Buffer.from(await packed.arrayBuffer()))
  const other = await send(new Request('http://konbit/'), ok(describeAll(registers, ['monitor'])))
  expect(other.headers.get('etag')).not.toBe(plain.headers.get('etag'))
})

test('a field that an act signs is told as such, for pages to say who it was', () => {
  const { items } = describeAll(registers, ['watch'])
  const signed = items.flatMap(({ name, fields }) =>
    Object.entries(fields).flatMap(([field, { isSigned }]) =>
      isSigned ? [`${name}.${field}`] : [],
    ),
  )
  expect(signed).toContain('useOfForce.settledBy')
  expect(signed).not.toContain('useOfForce.reference')
})
