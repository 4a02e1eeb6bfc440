/**
 * The spool of an intake that stands alone: sealed parcels on disk until the record has them. A file holds what a parcel holds, so
 * nothing in it can be read here; it goes with the parcel. Bounded: when it is full, whoever writes is asked to come again.
 */
import { randomUUID } from 'node:crypto'
import { mkdir, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { readParcel } from '@konbit/seal'
import type { Passed } from './settings.ts'

export type Spool = {
  /** Returns when it lies on disk, or is in the record. */
  pass: (parcel: Uint8Array) => Promise<Passed>
  waiting: () => Promise<number>
  close: () => Promise<void>
}
type Settings = {
  folder: string
  /** Hands one to the record: `later` where that cannot be said now. */
  hand: (parcel: Uint8Array) => Promise<'kept' | 'unknown' | 'refused' | 'later'>
  /** What could not be passed on is tried again after so long, then after twice that, up to ten minutes. */
  againMs?: number
  bytesMax?: number
  note: (sentence: string) => void
}
const longestMs = 600_000
const ending = '.sealed'

export async function openSpool(settings: Settings): Promise<Spool> {
  const { folder, hand, againMs = 5000, bytesMax = 2_000_000_000, note } = settings
  await mkdir(folder, { recursive: true, mode: 0o700 })
  let isClosed = false
  let pause = againMs
  let timer: NodeJS.Timeout | undefined
  let round: Promise<void> | undefined

  const names = async (): Promise<string[]> =>
    (await readdir(folder)).filter((name) => name.endsWith(ending)).sort()

  let held = 0
  for (const name of await names()) held += (await stat(join(folder, name))).size

  async function keep(parcel: Uint8Array): Promise<string> {
    // In the order in which they came; the number says nothing of the hour.
    const last = (await names()).at(-1)
    const number = String(Number(last?.slice(0, 12) ?? 0) + 1).padStart(12, '0')
    const name = `${number}-${randomUUID()}`
    const file = await open(join(folder, `${name}.part`), 'wx', 0o600)
    try {
      await file.writeFile(parcel)
      await file.sync()
    } finally {
      await file.close()
    }
    await rename(join(folder, `${name}.part`), join(folder, name + ending))
    held += parcel.length
    return name + ending
  }

  /** One after the other, first first; where the record cannot be reached it ends and comes again. */
  async function passAll(): Promise<void> {
    for (const name of await names()) {
      if (isClosed) return
      const parcel = new Uint8Array(await readFile(join(folder, name)))
      const done = readParcel(parcel) ? await hand(parcel).catch(() => 'later' as const) : 'refused'
      if (done === 'later') {
        pause = Math.min(longestMs, pause * 2)
        return
      }
      pause = againMs
      held -= parcel.length
      if (done === 'kept') await rm(join(folder, name))
      else {
        // Nothing real is lost: what the record refuses stays here for somebody to look at.
        await rename(join(folder, name), join(folder, name.replace(ending, '.refused')))
        note(
          `The record refused a sealed parcel (${done}): it is kept as ${name.replace(ending, '.refused')}.`,
        )
      }
    }
  }

  function go(): Promise<void> {
    clearTimeout(timer)
    round ??= passAll()
      .catch((failure: unknown) => note(`The spool: ${(failure as Error).message}`))
      .finally(async () => {
        round = undefined
        if (!isClosed && (await names()).length > 0)
          timer = setTimeout(() => void go(), pause).unref()
      })
    return round
  }
  void go()

  return {
    pass: async (parcel) => {
      if (held + parcel.length > bytesMax) return 'full'
      const name = await keep(parcel)
      await go()
      const left = await readdir(folder)
      if (left.includes(name)) return 'waits'
      return left.includes(name.replace(ending, '.refused')) ? 'refused' : 'kept'
    },
    waiting: async () => (await names()).length,
    close: async () => {
      isClosed = true
      clearTimeout(timer)
      await round
    },
  }
}
