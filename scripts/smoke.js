/**
 * What a newcomer does, done to a fresh clone of HEAD in the home folder, which root keeps private: two starts, the
 * page, Ctrl-C, a kill, and the starts that must be refused. Ends with one line, `N passed, N failed`.
 */
import assert from 'node:assert/strict'
import { execFileSync, spawn } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, readlinkSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { root, seconds } from './prepare.js'

const FIRST_START_MS = 10 * 60_000
const LATER_START_MS = 60_000

const score = { passed: 0, failed: 0 }
const home = mkdtempSync(join(homedir(), '.konbit-smoke-'))
const clone = join(home, 'konbit')
const port = await freePort()
const address = `http://127.0.0.1:${port}`

/**
 * @param {string} title
 * @param {() => Promise<void>} work
 */
async function prove(title, work) {
  const began = Date.now()
  try {
    await work()
    score.passed += 1
    console.log(`  holds: ${title} (${seconds(began)})`)
    return true
  } catch (error) {
    score.failed += 1
    console.log(`  FAILS: ${title}\n${/** @type {Error} */ (error).stack}`)
    return false
  }
}

/** @returns {Promise<number>} */
function freePort() {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = /** @type {import('node:net').AddressInfo} */ (server.address())
      server.close(() => resolve(port))
    })
  })
}

/**
 * `npm start` in the clone, in a process group of its own as a terminal would make one.
 * @param {string[]} words
 */
function start(...words) {
  const child = spawn(
    'npm',
    ['start', '--', '--port', String(port), '--data', '../data', ...words],
    {
      cwd: clone,
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, INIT_CWD: clone },
    },
  )
  const run = {
    pid: child.pid ?? 0,
    text: '',
    code: /** @type {number | null | undefined} */ (undefined),
  }
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk) => (run.text += chunk))
  const ended = new Promise((resolve) =>
    child.once('close', (code) => {
      run.code = code
      resolve(code)
    }),
  )
  return { run, ended }
}

/** @param {{ run: { text: string, code?: number | null } }} started @param {number} patience */
async function healthy({ run }, patience) {
  const until = Date.now() + patience
  for (;;) {
    assert.equal(run.code, undefined, `npm start ended:\n${run.text}`)
    const answer = await fetch(`${address}/api/health`).catch(() => undefined)
    if (answer?.ok) return
    assert.ok(Date.now() < until, `no answer after ${patience} ms:\n${run.text}`)
    await sleep(50)
  }
}

/** Every process that has to do with the clone, by what it runs or where it stands. */
function processes() {
  return readdirSync('/proc').filter((pid) => {
    if (!/^\d+$/.test(pid) || Number(pid) === process.pid) return false
    try {
      const words = readFileSync(`/proc/${pid}/cmdline`, 'utf8')
      return words.includes(home) || readlinkSync(`/proc/${pid}/cwd`).startsWith(home)
    } catch {
      return false
    }
  })
}

/**
 * @param {ReturnType<typeof start>} started
 * @param {() => void} tell
 */
async function stop({ run, ended }, tell) {
  tell()
  assert.equal(await Promise.race([ended, sleep(30_000, 'still running')]), 0, run.text)
  await gone()
}

async function gone() {
  const until = Date.now() + 15_000
  while (processes().length > 0 && Date.now() < until) await sleep(50)
  const left = processes().map((pid) =>
    readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' '),
  )
  assert.deepEqual(left, [])
}

/** One may be gone with another that was killed before it. @param {string} pid */
function killed(pid) {
  try {
    process.kill(Number(pid), 'SIGKILL')
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'ESRCH') throw error
  }
}

/** What the record holds, to be found again. */
const missions = async () => (await fetch(`${address}/api/missions`)).text()

/** Each stands on the one before: where the first start fails there is nothing to go on with. */
async function proveAll() {
  let before = ''
  let started = /** @type {ReturnType<typeof start>} */ ({})

  const isUp = await prove('npm start makes a fresh clone ready and serves the page', async () => {
    started = start()
    await healthy(started, FIRST_START_MS)
    const page = await fetch(address)
    assert.equal(page.status, 200)
    assert.match(await page.text(), /<script[^>]+src=/)
    // It answers a moment before it says so.
    const printed = new RegExp(`http://localhost:${port}`)
    for (let tries = 0; tries < 600 && !printed.test(started.run.text); tries++) await sleep(50)
    assert.match(started.run.text, printed, 'the address is printed')
    before = await missions()
  })
  if (!isUp) return

  await prove('a start on a data folder in use is refused in one sentence', async () => {
    const second = start('--port', String(await freePort()))
    assert.notEqual(await second.ended, 0)
    assert.match(second.run.text, /is in use by another Konbit/)
    assert.doesNotMatch(second.run.text, /\n\s+at /, 'no stack')
  })

  await prove('a start on a port in use is refused in one sentence', async () => {
    const second = start('--data', '../other')
    assert.notEqual(await second.ended, 0)
    assert.match(second.run.text, new RegExp(`Port ${port} .*in use`))
    assert.doesNotMatch(second.run.text, /\n\s+at /, 'no stack')
  })

  await prove('Ctrl-C stops everything, with code 0 and no process left', async () => {
    // In a terminal it reaches the whole process group.
    await stop(started, () => process.kill(-started.run.pid, 'SIGINT'))
  })

  await prove('the second start finds the record', async () => {
    started = start()
    await healthy(started, LATER_START_MS)
    assert.equal(await missions(), before)
  })

  await prove('a start after everything was killed finds the record too', async () => {
    for (const pid of processes()) killed(pid)
    await started.ended
    await gone()
    started = start()
    await healthy(started, LATER_START_MS)
    assert.equal(await missions(), before)
  })

  await prove('a polite kill of npm alone stops everything too', async () => {
    await stop(started, () => process.kill(started.run.pid, 'SIGTERM'))
  })

  await prove('the checkout is as git knows it', async () => {
    const changed = execFileSync('git', ['status', '--porcelain'], { cwd: clone, encoding: 'utf8' })
    assert.equal(changed, '')
  })
}

try {
  execFileSync('git', ['clone', '--quiet', '--no-hardlinks', root, clone], { stdio: 'inherit' })
  await proveAll()
} finally {
  for (const pid of processes()) killed(pid)
  rmSync(home, { recursive: true, force: true })
}
console.log(`${score.passed} passed, ${score.failed} failed`)
process.exitCode = score.failed > 0 ? 1 : 0
