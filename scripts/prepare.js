/**
 * What must be there before Konbit's own code can run: the packages, Node 24 and the built pages.
 * Plain JavaScript for Node 20 and no package, since it runs before the first install. It does nothing twice.
 */
import { spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statfsSync,
  writeFileSync,
} from 'node:fs'
import { delimiter, join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = fileURLToPath(new URL('..', import.meta.url))
const modules = join(root, 'node_modules')
const isWindows = process.platform === 'win32'
const NODE_MAJOR = 24
const INSTALL_MB = 900
const signals = /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])

/** A sentence for the person at the terminal: no stack is worth reading. */
export class Stop extends Error {}

/** @param {string} line */
export const say = (line) => console.log(`  ${line}`)

/** Returns when every package that the lock file names for this machine is installed. */
export async function install() {
  if (isInstalled()) return
  const { bavail, bsize } = statfsSync(root)
  const freeMb = Math.floor((bavail * bsize) / 2 ** 20)
  if (freeMb < INSTALL_MB) {
    throw new Stop(
      `The disk that holds ${root} has ${freeMb} MB free, and the packages need ${INSTALL_MB} MB.`,
    )
  }
  say('Installing packages: about a minute, the first time only')
  const began = Date.now()
  const pulse = setInterval(() => say(`… ${seconds(began)}`), 10_000)
  const npm = process.env.npm_execpath
  const command = npm ? [process.execPath, npm] : [isWindows ? 'npm.cmd' : 'npm']
  // Not `npm ci`: it refuses a lock file that leaves out a build for some other system, as a mirror may make it do.
  const words = ['install', '--no-save', '--include=dev', '--loglevel=error']
  const done = await run([...command, ...words], { quiet: true })
  clearInterval(pulse)
  if (done.code !== 0) throw refusal('The packages could not be installed', done.text)
  say(`Installed in ${seconds(began)}`)
}

/**
 * One sentence where the reason is plain, else the first lines of what the tool said.
 * @param {string} what
 * @param {string} text
 */
function refusal(what, text) {
  if (/ENOSPC/.test(text)) return new Stop(`${what}: the disk is full.`)
  if (/EACCES|EROFS|EPERM/.test(text))
    return new Stop(`${what}: this user cannot write in ${root}.`)
  return new Stop(`${what}:\n${text.trim().split('\n').slice(0, 12).join('\n')}`)
}

/** npm notes in `.package-lock.json`, as its last act, what it has put where: that note against the lock file. */
function isInstalled() {
  const note = join(modules, '.package-lock.json')
  if (!existsSync(note)) return false
  const wanted = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')).packages
  const there = JSON.parse(readFileSync(note, 'utf8')).packages
  return Object.entries(wanted).every(
    ([path, { version, link, optional }]) =>
      !path.includes('node_modules') || link || optional || there[path]?.version === version,
  )
}

/** The path of Node 24: the one from npm, else this very one if it is new enough. */
export function findNode() {
  const platform = isWindows ? 'win' : process.platform
  const pinned = join(
    modules,
    `node-${platform}-${process.arch}`,
    'bin',
    isWindows ? 'node.exe' : 'node',
  )
  if (spawnSync(pinned, ['--version']).status === 0) return pinned
  if (Number(process.versions.node.split('.')[0]) >= NODE_MAJOR) return process.execPath
  throw new Stop(
    `npm brings no Node ${NODE_MAJOR} for ${platform}-${process.arch}, and this is Node ${process.versions.node}: install Node ${NODE_MAJOR} and try again.`,
  )
}

/**
 * Returns when apps/web/dist holds the pages of these very sources.
 * @param {string} node
 */
export async function buildPages(node) {
  const web = join(root, 'apps', 'web')
  if (!existsSync(join(web, 'index.html'))) return
  const digest = digestOf(['apps/web', 'packages', 'package-lock.json'])
  const stamp = join(web, 'dist', '.digest')
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === digest) return
  say('Building the pages')
  const began = Date.now()
  const vite = join(modules, 'vite', 'bin', 'vite.js')
  const built = await run([node, vite, 'build', '--logLevel', 'warn'], { quiet: true, cwd: web })
  if (built.code !== 0) throw refusal('The pages could not be built', built.text)
  mkdirSync(join(web, 'dist'), { recursive: true })
  writeFileSync(stamp, digest)
  say(`Built in ${seconds(began)}`)
}

/** @param {string[]} paths */
function digestOf(paths) {
  const hash = createHash('sha256')
  for (const path of paths.flatMap(filesBelow).sort()) {
    hash
      .update(`${path}\0`)
      .update(readFileSync(join(root, path)))
      .update('\0')
  }
  return hash.digest('hex')
}

/**
 * @param {string} path
 * @returns {string[]}
 */
function filesBelow(path) {
  if (/(^|\/)(node_modules|dist)$|\.test\.tsx?$/.test(path)) return []
  try {
    return readdirSync(join(root, path)).flatMap((name) => filesBelow(`${path}/${name}`))
  } catch {
    return [path]
  }
}

/**
 * The environment in which `node`, `vite` and the rest are the pinned ones, and what Node makes of our TypeScript is kept: it
 * halves the time to the first line of ours.
 */
export const environment = () => {
  const key = Object.keys(process.env).find((name) => name.toUpperCase() === 'PATH') ?? 'PATH'
  const path = [join(modules, '.bin'), process.env[key]].filter(Boolean).join(delimiter)
  return { NODE_COMPILE_CACHE: join(modules, '.cache', 'konbit'), ...process.env, [key]: path }
}

/**
 * Runs to the end, which comes at the latest after so many minutes, or when we are told to stop. Quiet keeps the
 * output for the answer instead of showing it.
 * @param {string[]} words
 * @param {{ quiet?: boolean, cwd?: string, env?: NodeJS.ProcessEnv, minutesMax?: number }} [options]
 * @returns {Promise<{ code: number, text: string }>}
 */
export function run(
  [command = '', ...rest],
  { quiet = false, cwd = root, env = environment(), minutesMax = 20 } = {},
) {
  return new Promise((resolve) => {
    let text = ''
    const stdio = quiet ? 'pipe' : 'inherit'
    const child = spawn(command, rest, {
      cwd,
      env,
      stdio: ['ignore', stdio, stdio],
      shell: command.endsWith('.cmd'),
    })
    const late = setTimeout(() => child.kill(), minutesMax * 60_000)
    const leave = () => {
      child.once('close', () => process.exit(130)).kill()
    }
    for (const signal of signals) process.once(signal, leave)
    const keep = (/** @type {Buffer} */ chunk) => {
      text += chunk
    }
    child.stdout?.on('data', keep)
    child.stderr?.on('data', keep)
    child.once('error', (error) => resolve({ code: 1, text: `${text}${error.message}` }))
    child.once('close', (code) => {
      clearTimeout(late)
      for (const signal of signals) process.off(signal, leave)
      resolve({ code: code ?? 1, text })
    })
  })
}

/** @param {number} began */
export const seconds = (began) => `${((Date.now() - began) / 1000).toFixed(1)} s`
