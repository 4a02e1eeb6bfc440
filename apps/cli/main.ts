#!/usr/bin/env node
/** The command line. It finds the command, and turns what the world or the person got wrong into one sentence. */
import { StartFailure } from '@konbit/ledger'
import { ListenFailure } from '@konbit/server'
import { exportRegister } from './export.ts'
import { measure, rivals } from './figures.ts'
import { importInto } from './import.ts'
import { type Given, help, isUse, readOptions, UseFailure, type UseName } from './options.ts'
import { serve } from './serve.ts'
import { rebuild, verify } from './upkeep.ts'

const commands: Record<UseName, (given: Given) => Promise<void>> = {
  serve,
  import: importInto,
  export: exportRegister,
  measure,
  rivals,
  rebuild,
  verify,
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
  if (given.help) console.log(help(name))
  else await commands[name](given)
}

process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0) // whoever read us has read enough
  throw error
})

try {
  await main(process.argv.slice(2))
} catch (failure) {
  const isPlain =
    failure instanceof UseFailure ||
    failure instanceof StartFailure ||
    failure instanceof ListenFailure
  console.error(isPlain ? failure.message : failure)
  process.exitCode = 1
}
