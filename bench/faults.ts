/**
 * Every kind of fault at random moments under load, again and again: KONBIT_RUNS runs (usually 5), from KONBIT_SEED on. Where a small
 * disk can be mounted, a full disk as well. A failure prints the seed that brings it about again.
 */
import { spawnSync } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Fault, faultKinds, randomFrom, rehearse } from '../apps/cli/faults.ts'

const runs = Number(process.env.KONBIT_RUNS ?? 5)
const first = Number(process.env.KONBIT_SEED ?? Math.floor(Math.random() * 2 ** 31))
const FAULTS_A_RUN = 8

const home = await mkdtemp(join(tmpdir(), 'konbit-small-'))
const isSmall =
  spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=700m,mode=755', 'konbit', home]).status === 0
if (!isSmall) console.log('No small disk can be mounted here: no full disk is rehearsed.')
const kinds: readonly Fault[] = isSmall ? [...faultKinds, 'disk full'] : faultKinds
const total = { faults: 0, acknowledged: 0, lostReplies: 0, looks: 0 }
const began = Date.now()
try {
  for (let run = 0; run < runs; run++) {
    const seed = (first + run) % 2 ** 31
    const random = randomFrom(seed ^ 0x5eed)
    const faults = Array.from(
      { length: FAULTS_A_RUN },
      () => kinds[Math.floor(random() * kinds.length)] as Fault,
    )
    console.log(`KONBIT_SEED=${seed}: ${faults.join(', ')}`)
    const survived = await rehearse({ seed, faults, ...(isSmall ? { home } : {}) })
    total.faults += faults.length
    total.acknowledged += survived.acknowledged
    total.lostReplies += survived.lostReplies
    total.looks += survived.looks
  }
  console.log(
    `${total.faults} faults in ${((Date.now() - began) / 60_000).toFixed(1)} minutes; ${total.acknowledged} acknowledged commands, each there once; ${total.lostReplies} replies lost on purpose; ${total.looks} looks by a clerk, none above the label.`,
  )
} finally {
  if (isSmall) spawnSync('umount', [home])
  await rm(home, { recursive: true, force: true })
}
