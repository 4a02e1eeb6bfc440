/**
 * What may stand on the command line, and the help that says so. One table: a command that is not in it does not
 * exist, and an option that a command does not take is refused by name.
 */
import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { type Use, uses } from './uses.ts'

/** The person at the keyboard asked for something that is not there: one sentence, no stack. */
export class UseFailure extends Error {}

type Option = { value: string; about: string; env?: string; usual?: string; short?: string }

const root = join(import.meta.dirname, '..', '..')
export const missionsFolder = join(root, 'missions')
export const usualData = join(root, '.konbit')
export const webFolder = join(root, 'apps', 'web', 'dist')

const options = {
  port: {
    value: '<number>',
    about: 'Port to listen on; 0 takes a free one',
    env: 'KONBIT_PORT',
    usual: '8787',
    short: 'p',
  },
  host: {
    value: '<name>',
    about: 'Address to listen on; anything but loopback can be reached by others',
    env: 'KONBIT_HOST',
    usual: '127.0.0.1',
  },
  data: {
    value: '<folder>',
    about: 'Where the database lies',
    env: 'KONBIT_DATA',
    usual: usualData,
  },
  mission: {
    value: '<id or folder>',
    about: 'The mission: its id, or the folder that holds its mission.json',
    env: 'KONBIT_MISSION',
    usual: 'the one in the data folder, or mss-haiti',
    short: 'm',
  },
  scale: { value: '<number>', about: 'How large: 1 is 2,500 people; from 0.01 to 40 (usually 1)' },
  seed: {
    value: '<word>',
    about: 'The same seed gives the same (usually twin-rivers, of a plan konbit)',
  },
  ends: { value: '<day>', about: 'The last day of the story (usually yesterday)' },
  log: {
    value: 'text|json',
    about: 'json: one line for each request, without anything personal',
    env: 'KONBIT_LOG',
  },
  server: {
    value: '<address>',
    about: 'Ask a running Konbit instead of opening the data folder',
    env: 'KONBIT_SERVER',
  },
  as: {
    value: '<person>',
    about: 'As which of the mission’s people; see GET /api/missions',
    env: 'KONBIT_PERSON',
  },
  at: {
    value: '<date>',
    about: 'As it was on: 2025, 2025-05, 2025-05-14 or 2025-05-14T16:30-04:00',
  },
  known: { value: '<date>', about: 'As it was known on, written like --at' },
  by: { value: '<name>', about: 'Break the figure down, for instance by contributor' },
  from: { value: '<day>', about: 'First day of a series' },
  to: { value: '<day>', about: 'Last day of a series' },
  step: { value: 'day|week|month', about: 'Step of a series' },
  format: { value: 'text|json|csv|xlsx|geojson', about: 'How to answer' },
  out: { value: '<file>', about: 'Write there instead of to the screen', short: 'o' },
  register: { value: '<name>', about: 'The register that the rows belong to' },
  verb: { value: '<name>', about: 'What each row does; enter unless told, amend or a verb of it' },
  'all-or-none': { value: '', about: 'Enter nothing when one row is wrong' },
  for: {
    value: '<public key>',
    about: 'Whom the backup is sealed for, as konbit backup-key new printed it',
    env: 'KONBIT_BACKUP_FOR',
  },
  'key-file': {
    value: '<file>',
    about: 'The private key that opens backups, from another disk',
    env: 'KONBIT_KEY_FILE',
  },
  into: { value: '<folder or address>', about: 'A folder that is not there, or an empty database' },
  erasures: {
    value: '<file>',
    about: 'What was erased: keep/erasures.jsonl of the ledger that was lost',
  },
  'no-erasures': { value: '', about: 'Nothing was ever erased, so there is no list' },
  copy: { value: '<file or address>', about: 'The copy elsewhere: a backup, or a database' },
  'dry-run': { value: '', about: 'Prove what can be proved and change nothing' },
  confirm: { value: '<words>', about: 'The words that are otherwise asked for' },
  key: { value: '<key or file>', about: 'The log’s verifier key, from anywhere but the log' },
  since: { value: '<file>', about: 'A checkpoint kept from earlier, which the log must continue' },
  because: { value: '<text>', about: 'The reason, kept with the entry' },
  unit: {
    value: 'chain|conduct|custody|care',
    about: 'Whose: the mission’s, or of one compartment',
  },
  'seal-for': { value: '<open key>', about: 'The open key of the unit that may open it' },
  'log-at': { value: '<address>', about: 'Where the successor’s log is served' },
  folder: { value: '<folder>', about: 'Where the witness keeps its key and what it saw last' },
  name: { value: '<name>', about: 'What the witness is called, such as monitor.example' },
  every: { value: '<seconds>', about: 'Look again after so long' },
  rounds: { value: '<number>', about: 'And stop after so many looks' },
  yes: { value: '', about: 'Do it; without it the import only tries', short: 'y' },
  database: {
    value: '<address>',
    about: 'The database of the queue, such as postgres://konbit_worker:…@host/konbit',
    env: 'KONBIT_WORK_URL',
  },
  threads: { value: '<number>', about: 'How many play at once; all cores unless told' },
  model: { value: '<file>', about: 'A model as JSON, instead of the mission’s; needs no record' },
  scenario: { value: '<file>', about: 'Changes of the model, as JSON: name, changes, shocks' },
  runs: { value: '<number>', about: 'How many replications (usually 1000)' },
  horizon: { value: '<days>', about: 'How many days ahead (usually as many as the model has)' },
  language: {
    value: 'en|fr|ht|es',
    about: 'In which language it answers (usually en)',
    env: 'KONBIT_LANGUAGE',
  },
  platform: {
    value: 'linux-x64|linux-arm64',
    about: 'For which machines; as this one unless told',
  },
  keys: {
    value: '<file>',
    about: 'The open keys: what GET /api/<mission>/intake/keys of the record answers',
  },
  'pass-to': {
    value: '<address>',
    about: 'The record that sealed parcels go to, such as https://record.example',
  },
  'sign-with': {
    value: '<file>',
    about: 'The private key (Ed25519, PEM) that signs; made there if there is none',
    env: 'KONBIT_BUNDLE_KEY',
    usual: join(usualData, 'keys', 'bundle.pem'),
  },
  json: { value: '', about: 'Answer in JSON' },
  csv: { value: '', about: 'Answer in CSV: the bands, day by day' },
  help: { value: '', about: 'This help', short: 'h' },
} as const satisfies Record<string, Option>

export type OptionName = keyof typeof options
export type Given = Partial<Record<OptionName, string>> & { words: string[] }

/** A data folder may hold its mission's folder too, as the exercise's does. */
export const missionBeside = (data: string): string => join(data, 'mission')

function usualMission(data: string): string {
  const beside = missionBeside(resolve(process.env.INIT_CWD ?? process.cwd(), data))
  return existsSync(join(beside, 'mission.json')) ? beside : 'mss-haiti'
}

export type UseName = keyof typeof uses
export const isUse = (word: string | undefined): word is UseName => Object.hasOwn(uses, word ?? '')

/** Reads what follows the command's name. Throws a UseFailure that says what to write instead. */
export function readOptions(name: UseName, args: readonly string[], env: NodeJS.ProcessEnv): Given {
  const takes: readonly OptionName[] = [...uses[name].takes, 'help']
  const known = Object.fromEntries(
    (Object.entries(options) as [OptionName, Option][]).map(([one, { value, short }]) => [
      one,
      {
        type: value === '' ? ('boolean' as const) : ('string' as const),
        ...(short ? { short } : {}),
      },
    ]),
  )
  let read: { values: Record<string, string | boolean | undefined>; positionals: string[] }
  try {
    read = parseArgs({ args: [...args], options: known, allowPositionals: true }) as typeof read
  } catch (error) {
    throw new UseFailure(
      `${(error as Error).message.split('\n')[0]?.replace(/\. To specify.*/, '.')} See konbit ${name} --help.`,
    )
  }
  const given: Given = { words: read.positionals }
  for (const one of Object.keys(options) as OptionName[]) {
    const value = read.values[one]
    if (value !== undefined && !takes.includes(one))
      throw new UseFailure(`konbit ${name} does not take --${one}. See konbit ${name} --help.`)
    const { env: variable, usual } = options[one] as Option
    const text = value === true ? 'yes' : (value as string | undefined)
    const final = text ?? (takes.includes(one) ? ((variable && env[variable]) ?? usual) : undefined)
    if (final !== undefined && final !== '') given[one] = final
  }
  if (given.mission === options.mission.usual) given.mission = usualMission(given.data ?? '')
  return given
}

const wrap = (left: string, right: string): string => `  ${left.padEnd(26)} ${right}`

export function help(name?: UseName): string {
  if (!name) {
    return [
      'Konbit: the system of record of a multinational security-support mission.',
      '',
      'Use: konbit <command> [options]      (from a clone: npm run konbit -- <command> [options])',
      '',
      ...Object.values(uses).map(({ line, about }) => wrap(line, about)),
      '',
      'konbit <command> --help says what each takes, with examples.',
    ].join('\n')
  }
  const { line, about, takes, examples, more }: Use = uses[name]
  return [
    `konbit ${line}`,
    '',
    about,
    ...(more ? ['', more] : []),
    '',
    'Options:',
    ...takes.map((one) => {
      const { value, about: says, env, usual, short }: Option = options[one]
      const from = [usual && `usually ${usual}`, env && `or ${env}`].filter(Boolean).join(', ')
      return wrap(
        `${short ? `-${short}, ` : ''}--${one} ${value}`,
        `${says}${from ? ` (${from})` : ''}`,
      )
    }),
    '',
    'Examples:',
    ...examples.map((example) => `  ${example}`),
  ].join('\n')
}
