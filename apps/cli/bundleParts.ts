/**
 * What a machine needs to run Konbit and has not: our programs, the built pages, and of the packages in the lock file those that
 * run, for one platform. Not the tests, the tools that build, or sources of pages.
 */
import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { readdir, readFile, stat } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { promisify } from 'node:util'
import { UseFailure } from './options.ts'
import type { Part } from './tar.ts'

export const platforms = ['linux-x64', 'linux-arm64'] as const
export type Platform = (typeof platforms)[number]

const root = join(import.meta.dirname, '..', '..')
const ours = ['apps', 'docs', 'missions', 'packages']
const alone = ['package.json', 'package-lock.json', 'LICENSE', 'README.md', 'ARCHITECTURE.md']
/** Beside what is ours: tests, and sources of what comes built. */
const leftOut =
  /(^|\/)(node_modules|\.konbit)(\/|$)|\.test\.tsx?$|^apps\/web\/(?!dist\/|package\.json$)/
/** What a package brings for those who write programs with it. */
const notRun = /\.(d\.[mc]?ts|map|md)$|(^|\/)(include|share\/(man|doc))\//
/** Of the package that is Node: the program, not what it builds with. */
const ofNode = /^(bin\/node|LICENSE|package\.json)$/

type Locked = {
  version?: string
  integrity?: string
  link?: boolean
  resolved?: string
  os?: string[]
  cpu?: string[]
  optional?: boolean
  dependencies?: Record<string, string>
  optionalDependencies?: Record<string, string>
  peerDependencies?: Record<string, string>
  peerDependenciesMeta?: Record<string, { optional?: boolean }>
}
type Lock = Readonly<Record<string, Locked>>

/** Paths of the packages that run, as the lock file names them: `node_modules/pg`. Links to our own are among them. */
export function packagesOf(lock: Lock, platform: Platform): string[] {
  const [os, cpu] = platform.split('-') as [string, string]
  const fits = (one: Locked): boolean =>
    (one.os?.includes(os) ?? true) && (one.cpu?.includes(cpu) ?? true)
  const found = new Set(
    Object.keys(lock).filter((path) => lock[path]?.link && lock[path]?.resolved !== 'apps/web'),
  )
  const waiting: [from: string, one: Locked][] = [
    ['', { optionalDependencies: lock['']?.optionalDependencies ?? {} }],
  ]
  for (const [path, one] of Object.entries(lock))
    if (/^(apps|packages)\//.test(path) && !path.includes('node_modules') && path !== 'apps/web')
      waiting.push([path, one])
  for (const [from, one] of waiting) {
    const { peerDependencies = {}, peerDependenciesMeta: meta = {} } = one
    const peers = Object.keys(peerDependencies).filter((name) => !meta[name]?.optional)
    const must = [...Object.keys(one.dependencies ?? {}), ...peers]
    for (const name of [...must, ...Object.keys(one.optionalDependencies ?? {})]) {
      const path = placeOf(lock, from, name)
      const there = path === undefined ? undefined : lock[path]
      if (path === undefined || !there || found.has(path) || !fits(there)) continue
      found.add(path)
      if (!there.link) waiting.push([path, there])
    }
  }
  return [...found].sort()
}

/** Where Node finds a package from: beside, or above. */
function placeOf(lock: Lock, from: string, name: string): string | undefined {
  for (let at = from; ; at = at.includes('/') ? at.slice(0, at.lastIndexOf('/')) : '') {
    const path = `${at ? `${at}/` : ''}node_modules/${name}`
    if (lock[path]) return path
    if (at === '') return undefined
  }
}

/** All parts, in the order of their paths. `fetched`: where packages of another platform than this machine's are put. */
export async function* partsFor(platform: Platform, fetched: string): AsyncGenerator<Part> {
  if (!existsSync(join(root, 'apps', 'web', 'dist', 'index.html')))
    throw new UseFailure('The pages are not built yet: start Konbit once (npm start), then bundle.')
  const lock = (
    JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as { packages: Lock }
  ).packages
  for (const name of alone) if (existsSync(join(root, name))) yield await fileAt(root, name)
  for (const room of ours) {
    for (const path of await filesBelow(join(root, room)))
      if (!leftOut.test(`${room}/${path}`)) yield await fileAt(root, `${room}/${path}`)
  }
  for (const path of packagesOf(lock, platform)) {
    const one = lock[path] as Locked
    if (one.link) {
      const up = '../'.repeat(path.split('/').length - 1)
      yield { path, mode: 0o777, link: `${up}${one.resolved}` }
      continue
    }
    const folder = existsSync(join(root, path, 'package.json'))
      ? join(root, path)
      : await fetchPackage(path, one, fetched)
    yield* partsOfPackage(path, folder)
  }
}

async function* partsOfPackage(path: string, folder: string): AsyncGenerator<Part> {
  const isNode = /^node-(linux|win)-/.test(basename(path))
  const links = join(folder, 'native', 'pg-symlinks.json')
  const listed: { source: string; target: string }[] = existsSync(links)
    ? JSON.parse(await readFile(links, 'utf8'))
    : []
  const linked = new Set(listed.map(({ target }) => target))
  for (const name of await filesBelow(folder)) {
    if (name.startsWith('node_modules/') || linked.has(name)) continue
    if (isNode ? !ofNode.test(name) : notRun.test(name) && !/licen[cs]e|copying/i.test(name))
      continue
    yield { ...(await fileAt(folder, name)), path: `${path}/${name}` }
  }
  // npm packages hold no links; made here, nobody has to write into the folder at the first start.
  for (const { source, target } of listed)
    yield { path: `${path}/${target}`, mode: 0o777, link: basename(source) }
}

async function fileAt(folder: string, path: string): Promise<Part & { file: string }> {
  const file = join(folder, path)
  const { size, mode } = await stat(file)
  return { path, file, size, mode: mode & 0o111 ? 0o755 : 0o644 }
}

async function filesBelow(folder: string): Promise<string[]> {
  const found: string[] = []
  const look = async (at: string): Promise<void> => {
    for (const entry of await readdir(join(folder, at), { withFileTypes: true })) {
      const path = at ? `${at}/${entry.name}` : entry.name
      if (entry.isDirectory() && entry.name !== 'node_modules') await look(path)
      else if (entry.isFile()) found.push(path)
    }
  }
  await look('')
  return found.sort()
}

/** A package of another platform, by npm, and only as the lock file has its digest. */
async function fetchPackage(
  path: string,
  { version, integrity = '' }: Locked,
  into: string,
): Promise<string> {
  const name = path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length)
  const folder = join(into, name.replaceAll('/', '+'))
  const run = promisify(execFile)
  const { stdout } = await run(
    'npm',
    ['pack', `${name}@${version}`, '--json', '--pack-destination', into],
    {
      timeout: 10 * 60_000,
      maxBuffer: 1 << 26,
    },
  ).catch((failure: Error) => {
    throw new UseFailure(
      `npm could not bring ${name} ${version}: ${failure.message.split('\n')[0]}`,
    )
  })
  const [{ filename }] = JSON.parse(stdout) as [{ filename: string }]
  const archive = join(into, basename(filename.replace('@', '').replaceAll('/', '-')))
  const digest = createHash('sha512')
    .update(await readFile(archive))
    .digest('base64')
  if (integrity !== `sha512-${digest}`)
    throw new UseFailure(`What npm brought for ${name} ${version} is not what the lock file names.`)
  await run('mkdir', ['-p', folder])
  await run('tar', ['-xzf', archive, '-C', folder, '--strip-components=1'], {
    timeout: 10 * 60_000,
  })
  return folder
}
