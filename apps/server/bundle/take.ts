/**
 * Takes a queue that was carried here as a file: believes nothing before the device's signature holds, and then performs each
 * command as that device's owner, as if it had come over the line. What was taken before changes nothing.
 */
import type { Device } from '@konbit/ledger'
import { type Command, isRefusal, type Refusal, type Role, refuse } from '@konbit/model'
import {
  CARRIED_MAX_COMMANDS,
  type CarriedPart,
  isSignedBy,
  openCarried,
  readCarried,
} from '@konbit/proof'
import { isPlain } from '../body.ts'
import { commandShape } from '../commands.ts'
import type { House, MissionHere } from '../house.ts'
import { detailTold, toldOf } from '../told.ts'
import { carryingPair } from './key.ts'

/** So many go to the ledger at once. */
const slice = 256

export type Taken = {
  device: string
  member: string
  made: string
  counts: Record<'landed' | 'same' | 'refused', number>
  items: {
    n: number
    id: string
    outcome: 'landed' | 'same' | 'refused'
    seq?: number
    problem?: string
    /** Only for whoever made it: it may tell what is in it. */
    why?: string
    wrong?: readonly { field: string; needs: string }[]
  }[]
}

const sentences: Readonly<Record<CarriedPart | 'lost' | 'member', string>> = {
  format: 'This is no file of a queue that Konbit wrote.',
  mission: 'This file is for another mission.',
  device: 'No device of this mission made this file.',
  made: 'The file does not say when it was made.',
  to: 'This file is sealed for another server.',
  from: 'The file is damaged: its key is none.',
  iv: 'The file is damaged.',
  content: 'What is sealed in the file cannot be read: it is damaged, or too large.',
  signature: 'The file is not what its device signed: something in it was changed.',
  lost: 'The device that made this file was given up as lost. What is true of it is entered by hand.',
  member: 'Whoever made this file is in the mission no longer.',
}
// Never the refusals that concern the asker: whoever carries a file of a lost phone has lost none.
const wrong = (part: keyof typeof sentences): Refusal =>
  refuse('invalid-input', sentences[part], [{ field: part, needs: sentences[part] }])

/** `asker`: who brings it; only its own author reads why something was refused. */
export async function take(
  house: House,
  mission: MissionHere,
  asker: string,
  file: Uint8Array,
): Promise<Taken | Refusal> {
  const read = readCarried(file)
  if ('wrong' in read) return wrong(read.wrong)
  if (read.mission !== mission.id) return wrong('mission')
  const pair = await carryingPair(house, mission.id)
  if (!pair) return refuse('not-found')
  const device = await house.ledger.device(mission.id, read.device)
  if (!device?.signKey) return wrong('device')
  if (!(await isSignedBy(read, device.signKey))) return wrong('signature')
  if (device.lost !== null) return wrong('lost')
  if (read.to !== pair.point) return wrong('to')
  const opened = await openCarried(read, pair.mine)
  if ('wrong' in opened) return wrong(opened.wrong)
  const commands = commandsIn(opened)
  if (isRefusal(commands)) return commands
  const roles = await rolesOf(house, mission, device)
  if (!roles) return wrong('member')
  const { member } = device
  const taken: Taken = {
    device: device.id,
    member,
    made: read.made,
    counts: { landed: 0, same: 0, refused: 0 },
    items: [],
  }
  const actor = { mission: mission.id, member, roles }
  let waiting = commands.map((command, index) => ({ command, n: index + 1 }))
  while (waiting.length > 0) {
    const [some, rest] = firstOfEach(waiting)
    const answers = await house.ledger.performAll(
      actor,
      some.map(({ command }) => command),
    )
    const seqs = new Map<string, number>()
    for (const [index, answer] of answers.entries()) {
      const { command, n } = some[index] as Waiting
      const item = { n, id: command.id, ...told(answer, asker === member) }
      taken.counts[item.outcome] += 1
      taken.items.push(item)
      if (!isRefusal(answer)) seqs.set(seenBy(command), answer.seq)
    }
    // What saw the same entry goes on from the one before it, as when the phone sends them itself.
    waiting = rest.map((one) => {
      const seq = seqs.get(seenBy(one.command))
      return seq === undefined || one.command.expects === undefined
        ? one
        : { ...one, command: { ...one.command, expects: seq } }
    })
  }
  taken.items.sort((a, b) => a.n - b.n)
  return taken
}

type Waiting = { command: Command; n: number }
const seenBy = ({ record, expects }: Command): string => `${record} ${expects ?? ''}`

/** Of each record the first that waits, up to a slice; and what is left, in order. */
function firstOfEach(waiting: readonly Waiting[]): [some: Waiting[], rest: Waiting[]] {
  const records = new Set<string>()
  const [some, rest]: [Waiting[], Waiting[]] = [[], []]
  for (const one of waiting) {
    const isFirst = !records.has(one.command.record)
    records.add(one.command.record)
    if (isFirst && some.length < slice) some.push(one)
    else rest.push(one)
  }
  return [some, rest]
}

function told(
  answer: Refusal | { seq: number; repeated?: true },
  isAuthor: boolean,
): Omit<Taken['items'][number], 'n' | 'id'> {
  if (!isRefusal(answer)) return { outcome: answer.repeated ? 'same' : 'landed', seq: answer.seq }
  const { refusal, why, details } = answer
  return {
    outcome: 'refused',
    problem: refusal,
    ...(isAuthor
      ? { why, ...toldOf(answer), ...(details ? { wrong: details.map(detailTold) } : {}) }
      : {}),
  }
}

function commandsIn(given: readonly unknown[]): Command[] | Refusal {
  if (given.length > CARRIED_MAX_COMMANDS)
    return refuse('too-large', `A file holds at most ${CARRIED_MAX_COMMANDS} commands.`)
  const commands: Command[] = []
  for (const [index, one] of given.entries()) {
    const parsed = commandShape.safeParse(one)
    if (!parsed.success || !isPlain(one))
      return refuse(
        'invalid-input',
        `Command ${index + 1} of the file is none. Nothing was taken.`,
        [{ field: `commands.${index + 1}`, needs: 'to be a command' }],
      )
    commands.push(parsed.data as Command)
  }
  return commands
}

/** What the owner may do today; undefined where they are in the mission no longer. */
async function rolesOf(
  house: House,
  mission: MissionHere,
  { member }: Device,
): Promise<readonly Role[] | undefined> {
  const standing = await house.ledger.memberOf(mission.id, member)
  if (standing?.kind === 'record') return standing.isActive ? standing.roles : undefined
  return mission.demo ? mission.people.find(({ id }) => id === member)?.roles : undefined
}
