#!/usr/bin/env node
/**
 * The command line. It finds the command, loads what that one needs and no more, and turns what the world or the
 * person got wrong into one sentence.
 */
import { type Given, help, isUse, readOptions, UseFailure, type UseName } from './options.ts'

type Command = (given: Given) => Promise<void>
const commands: Record<UseName, () => Promise<Command>> = {
  serve: async () => (await import('./serve.ts')).serve,
  new: async () => (await import('./new.ts')).makeMission,
  exercise: async () => (await import('./exercise.ts')).exercise,
  intake: async () => (await import('./intake.ts')).intake,
  'seal-key': async () => (await import('./sealKey.ts')).sealKey,
  bundle: async () => (await import('./bundle.ts')).bundle,
  'setup-link': async () => (await import('./setUp.ts')).printSetUpLink,
  import: async () => (await import('./import.ts')).importInto,
  take: async () => (await import('./take.ts')).takeIn,
  export: async () => (await import('./export.ts')).exportRegister,
  measure: async () => (await import('./figures.ts')).measure,
  report: async () => (await import('./report.ts')).report,
  rivals: async () => (await import('./figures.ts')).rivals,
  plan: async () => (await import('./plan.ts')).plan,
  work: async () => (await import('./work.ts')).work,
  rebuild: async () => (await import('./upkeep.ts')).rebuild,
  sweep: async () => (await import('./upkeep.ts')).sweep,
  verify: async () => (await import('./verify.ts')).verify,
  'verify-release': async () => (await import('./release.ts')).verifyRelease,
  'trace-release': async () => (await import('./release.ts')).traceRelease,
  witness: async () => (await import('./witness.ts')).witness,
  log: async () => (await import('./log.ts')).log,
  backup: async () => (await import('./backup.ts')).backup,
  'backup-key': async () => (await import('./backup.ts')).backupKey,
  restore: async () => (await import('./restore.ts')).restore,
  words: async () => (await import('./words.ts')).takeInWords,
  roles: async () => (await import('./roles.ts')).roles,
  succeed: async () => (await import('./succeed.ts')).succeed,
  evacuate: async () => (await import('./evacuate.ts')).evacuate,
}

async function main([name, ...args]: readonly string[]): Promise<void> {
  if (!name || ['help', '--help', '-h'].includes(name)) {
    const [about] = args
    if (about && !isUse(about))
      throw new UseFailure(`There is no command ${about}. See konbit help.`)
    console.log(help(isUse(about) ? about : undefined))
    return
  }
  if (!isUse(name)) throw new UseFailure(`There is no command ${name}. See konbit help.`)
  const given = readOptions(name, args, process.env)
  if (given.help) {
    console.log(help(name))
    return
  }
  const isServer = name === 'serve'
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error
    if (!isServer) process.exit(0) // whoever read us has read enough; a server goes on unheard
  })
  await (await commands[name]())(given)
}

/** Failures that are one sentence for the person, by the name of their class, so that nothing is loaded to ask. */
const plain = new Set([
  'UseFailure',
  'StartFailure',
  'ListenFailure',
  'ServeFailure',
  'SealFailure',
])

try {
  await main(process.argv.slice(2))
} catch (failure) {
  const isPlain = failure instanceof Error && plain.has(failure.constructor.name)
  console.error(isPlain ? failure.message : failure)
  process.exitCode = 1
}
