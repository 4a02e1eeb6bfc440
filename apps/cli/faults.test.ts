/** Faults at random moments under load: nothing acknowledged is lost or doubled. `npm run bench -- faults` is the long form. */
import { spawnSync } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { faultKinds, randomFrom, rehearse } from './faults.ts'

const seed = Number(process.env.KONBIT_SEED ?? Math.floor(Math.random() * 2 ** 31))

test(`every kind of fault once, in an order of chance (KONBIT_SEED=${seed})`, async () => {
  const random = randomFrom(seed)
  const faults = [...faultKinds].sort(() => random() - 0.5)
  const survived = await rehearse({ seed, faults })
  expect(survived.acknowledged).toBe(survived.sent)
  expect(survived.sent).toBeGreaterThanOrEqual(faults.length * 30)
  expect(survived.lostReplies).toBeGreaterThan(0)
  expect(survived.looks).toBeGreaterThan(0)
}, 600_000)

test(`a full disk refuses, loses nothing, and goes on when there is room (KONBIT_SEED=${seed})`, async (context) => {
  const home = await mkdtemp(join(tmpdir(), 'konbit-small-'))
  const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=500m,mode=755', 'konbit', home])
  try {
    if (mounted.status !== 0) return context.skip('no small disk can be mounted here')
    const survived = await rehearse({ seed, faults: ['disk full'], home })
    expect(survived.acknowledged).toBe(survived.sent)
  } finally {
    if (mounted.status === 0) spawnSync('umount', [home])
    await rm(home, { recursive: true, force: true })
  }
}, 600_000)
