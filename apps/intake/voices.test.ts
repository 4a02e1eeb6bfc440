/** What a mission lays beside its page for complaints: recorded voices and where care is found. */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { makeKey } from '@konbit/seal'
import { expect, test } from 'vitest'
import { makeIntake } from './intake.ts'
import { careIn, voicesIn } from './voices.ts'

test('recorded voices are offered where a mission has recorded them, each beside its question, and played in parts', async () => {
  const { open } = await makeKey()
  const folder = await mkdtemp(join(tmpdir(), 'konbit-voices-'))
  await mkdir(join(folder, 'voice', 'ht'), { recursive: true })
  const sound = Buffer.from('not any voice, only bytes')
  const names = ['heading.mp3', 'what.m4a', 'nothing.mp3', 'reach.exe']
  for (const name of names) await writeFile(join(folder, 'voice', 'ht', name), sound)
  await writeFile(join(folder, 'voice', 'secret.mp3'), sound)
  await writeFile(join(folder, 'care.txt'), 'Lopital egzanp, lajounen kou lannwit\n\n')
  const heard = makeIntake({
    mission: { id: 'm', name: 'M', zone: 'UTC', isDemonstration: false },
    keys: async () => [{ open, of: 'conduct', title: 'Conduct unit' }],
    pass: async () => 'kept',
    thread: async () => undefined,
    script: async () => undefined,
    voices: voicesIn(join(folder, 'voice')),
    care: careIn(folder),
    leaveTo: 'https://example.org/',
    now: () => new Date(),
  })
  const ask = async (path: string, init?: RequestInit) => {
    const answer = await heard(new Request(`http://h/complain${path}`, init), '/complain', 'a')
    return { answer, text: await answer.text() }
  }
  const form = (kind: string, l = 'ht') =>
    ask(`?l=${l}`, { method: 'POST', body: new URLSearchParams({ kind }) })
  const said = (text: string) => [...text.matchAll(/<audio[^>]* src="([^"]+)"/g)].map((m) => m[1])
  expect(said((await ask('?l=ht')).text)).toEqual(['/complain/voice/ht/heading.mp3'])
  expect(said((await form('complain')).text)).toEqual(['/complain/voice/ht/what.m4a'])
  expect(said((await form('complain', 'fr')).text)).toEqual([])
  // Between the question and its field.
  expect((await form('complain')).text).toMatch(
    /<label for="say.what">.*?<\/label><audio [^>]*><\/audio><textarea/,
  )
  expect((await form('sea')).text).toContain('Lopital egzanp, lajounen kou lannwit')
  const whole = await ask('/voice/ht/what.m4a')
  expect([whole.answer.status, whole.answer.headers.get('content-type'), whole.text]).toEqual([
    ...[200, 'audio/mp4', String(sound)],
  ])
  const part = await ask('/voice/ht/what.m4a', { headers: { range: 'bytes=4-6' } })
  expect([part.answer.status, part.answer.headers.get('content-range'), part.text]).toEqual([
    ...[206, `bytes 4-6/${sound.length}`, 'any'],
  ])
  for (const path of ['ht/nothing.mp3', 'ht/reach.exe', 'ht/../secret.mp3', 'ht%2f..', 'xx/a.mp3'])
    expect([path, (await ask(`/voice/${path}`)).answer.status]).toEqual([path, 404])
  await rm(folder, { recursive: true, force: true })
})
