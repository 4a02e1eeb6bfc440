/**
 * What a log needs that must not lie in its database: the key that signs, and the last checkpoint signed. A restored database
 * cannot know what was told after its backup was made; this folder does. One pair of files for each origin.
 */
import { constants } from 'node:fs'
import { chmod, mkdir, open, readFile, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { newSigner, parseSigner, printSigner, type Signer } from '@konbit/proof'

export type Keyring = {
  /** The key that signs for the origin; undefined where there is none, or a file that holds something else. */
  find: (origin: string) => Promise<Signer | undefined>
  /** Whether a file of that name is here, whatever it holds. */
  has: (origin: string) => Promise<boolean>
  /** The key for the origin, made where there is none. */
  make: (origin: string) => Promise<Signer>
  /** A key that is to follow; it signs only when `change` has been called. One that waits already is taken again. */
  prepare: (origin: string) => Promise<Signer>
  prepared: (origin: string) => Promise<Signer | undefined>
  /** Puts the key that was prepared in the place of the old one, which is then gone. */
  change: (origin: string) => Promise<void>
  /** The last checkpoint signed for the origin, as a note. */
  lastNote: (origin: string) => Promise<string | undefined>
  /** Returns when the note is on the disk and stays there. */
  keepNote: (origin: string, note: string) => Promise<void>
}

const missing = (error: NodeJS.ErrnoException): undefined => {
  if (error.code === 'ENOENT') return undefined
  throw error
}

export function openKeyring(folder: string): Keyring {
  const path = (origin: string, ending: string): string =>
    join(folder, `${encodeURIComponent(origin)}.${ending}`)

  const read = async (file: string): Promise<string | undefined> =>
    readFile(file, 'utf8').catch(missing)

  /** Aside, to the disk, then in place: whoever reads it finds the old text or the new one. */
  async function write(file: string, text: string): Promise<void> {
    await mkdir(folder, { recursive: true, mode: 0o700 })
    const draft = `${file}.${process.pid}.draft`
    const handle = await open(draft, 'w', 0o600)
    try {
      await handle.writeFile(text)
      await handle.sync()
    } finally {
      await handle.close()
    }
    await chmod(draft, 0o600)
    await rename(draft, file)
    await syncFolder(folder)
  }

  async function signerIn(file: string, origin: string): Promise<Signer | undefined> {
    const text = await read(file)
    if (text === undefined) return undefined
    const signer = parseSigner(text.trim())
    return signer?.algorithm === 'ed25519' && signer.name === origin ? signer : undefined
  }

  async function makeIn(file: string, origin: string): Promise<Signer> {
    const there = await signerIn(file, origin)
    if (there) return there
    if ((await read(file)) !== undefined) throw new Error(`${file} holds no key of ${origin}`)
    const signer = newSigner(origin)
    await write(file, `${printSigner(signer)}\n`)
    return signer
  }

  return {
    find: (origin) => signerIn(path(origin, 'key'), origin),
    has: async (origin) => (await read(path(origin, 'key'))) !== undefined,
    make: (origin) => makeIn(path(origin, 'key'), origin),
    prepare: (origin) => makeIn(path(origin, 'next'), origin),
    prepared: (origin) => signerIn(path(origin, 'next'), origin),
    change: async (origin) => {
      await rename(path(origin, 'next'), path(origin, 'key')).catch(missing)
      await rm(path(origin, 'next'), { force: true })
      await syncFolder(folder)
    },
    lastNote: (origin) => read(path(origin, 'checkpoint')),
    keepNote: (origin, note) => write(path(origin, 'checkpoint'), note),
  }
}

/** A rename is on the disk only when its folder is. Windows knows no such thing. */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return
  const handle = await open(folder, constants.O_RDONLY)
  await handle.sync().finally(() => handle.close())
}
