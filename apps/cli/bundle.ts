/**
 * konbit bundle: one archive that installs Konbit where there is no internet: programs, built pages, packages, Node and
 * Postgres for one platform, with the digest of every file and a signature on the list. It holds no mission's data.
 */
import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  sign,
} from 'node:crypto'
import { createWriteStream, existsSync } from 'node:fs'
import { mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'
import { type Platform, partsFor, platforms } from './bundleParts.ts'
import { fromHere } from './missions.ts'
import { type Given, UseFailure } from './options.ts'
import { type Part, tarOf } from './tar.ts'
import { version } from './version.ts'

export async function bundle(given: Given): Promise<void> {
  const platform = (given.platform ?? `${process.platform}-${process.arch}`) as Platform
  if (!platforms.includes(platform))
    throw new UseFailure(`A bundle is for ${platforms.join(' or ')}, not for ${platform}.`)
  const name = `konbit-${await version()}-${platform}`
  const out = fromHere(given.out ?? `${name}.tar.gz`)
  if (!/\.(tar|tar\.gz|tgz)$/.test(out))
    throw new UseFailure('A bundle ends in .tar.gz, .tgz or .tar.')
  const key = await keyAt(fromHere(given['sign-with'] ?? ''))
  const fetched = await mkdtemp(join(tmpdir(), 'konbit-bundle-'))
  const draft = `${out}.draft` // a name that never bears half a bundle
  const whole = createHash('sha256')
  try {
    await mkdir(dirname(out), { recursive: true })
    let [files, bytes] = [0, 0]
    const tell = setInterval(
      () => console.log(`  ${files} files, ${Math.round(bytes / 2 ** 20)} MB`),
      5000,
    )
    const archive = archiveOf(name, platform, fetched, key.sign, (size) => {
      files += 1
      bytes += size
    })
    const count = async function* (source: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
      for await (const piece of source) {
        whole.update(piece)
        yield piece
      }
    }
    const end = createWriteStream(draft)
    const written = out.endsWith('.tar')
      ? pipeline(archive, count, end)
      : pipeline(archive, createGzip({ level: 6 }), count, end)
    await written.finally(() => clearInterval(tell))
    await rename(draft, out)
    const line = `${whole.digest('hex')}  ${basename(out)}\n`
    await writeFile(`${out}.sha256`, line)
    await writeFile(`${out}.sha256.sig`, key.sign(Buffer.from(line)))
    await writeFile(`${out}.pub`, key.pem)
    console.log(`  ${out}: ${files} files, ${Math.round(bytes / 2 ** 20)} MB unpacked, for ${platform}.
  Beside it: its digest, the signature on that, and the key that proves it. Give that key by another way than the archive.
  There: tar -xf ${basename(out)} && ${name}/konbit`)
  } finally {
    await rm(draft, { force: true })
    await rm(fetched, { recursive: true, force: true })
  }
}

const launcher = (platform: Platform): string => `#!/bin/sh
# Runs the Konbit of this folder with its own Node and Postgres; nothing else need be on the machine. Without words: serve.
here=$(CDPATH= cd -- "$(dirname -- "$0")" && pwd -P)
[ $# -gt 0 ] || set -- serve
export INIT_CWD="$PWD"
exec "$here/node_modules/node-${platform}/bin/node" "$here/apps/cli/main.ts" "$@"
`

async function* archiveOf(
  name: string,
  platform: Platform,
  fetched: string,
  signed: (bytes: Uint8Array) => Buffer,
  onPart: (size: number) => void,
): AsyncGenerator<Uint8Array> {
  const digests = new Map<string, ReturnType<typeof createHash>>()
  const text = (path: string, bytes: string | Uint8Array, mode = 0o644): Part => ({
    path: `${name}/${path}`,
    mode,
    text: Buffer.from(bytes),
  })
  const parts = async function* (): AsyncGenerator<Part> {
    yield text('konbit', launcher(platform), 0o755)
    for await (const part of partsFor(platform, fetched)) {
      onPart('size' in part ? part.size : 0)
      yield { ...part, path: `${name}/${part.path}` }
    }
    // Last, when every other file has gone by.
    const lines = [...digests].map(
      ([path, hash]) => `${hash.digest('hex')}  ${path.slice(name.length + 1)}\n`,
    )
    const list = Buffer.from(lines.join(''))
    digests.clear()
    yield text('SHA256SUMS', list)
    yield text('SHA256SUMS.sig', signed(list))
  }
  yield* tarOf(parts(), (path, bytes) => {
    const hash = digests.get(path) ?? createHash('sha256')
    digests.set(path, hash.update(bytes))
  })
}

/** The operator's own key. Made where there is none yet, readable by them alone. */
async function keyAt(path: string): Promise<{ sign: (bytes: Uint8Array) => Buffer; pem: string }> {
  if (!existsSync(path)) {
    const { privateKey } = generateKeyPairSync('ed25519')
    await mkdir(dirname(path), { recursive: true, mode: 0o700 })
    await writeFile(path, privateKey.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600 })
    console.log(
      `  A key that signs bundles was made: ${path}. Keep it, and give nobody but its public half.`,
    )
  }
  const key = createPrivateKey(await readFile(path))
  if (key.asymmetricKeyType !== 'ed25519') throw new UseFailure(`${path} is no Ed25519 key.`)
  return {
    sign: (bytes) => sign(null, bytes, key),
    pem: createPublicKey(key).export({ type: 'spki', format: 'pem' }).toString(),
  }
}
