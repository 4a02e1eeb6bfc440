/** Keeping a command that cannot go now: asks for the code where the outbox is not open, and stamps the time of the deed. */
import { Problem } from '../api/client.ts'
import { add, type Box, boxNow, idOf, items } from './box.ts'
import { foresee } from './kept.ts'
import { tellLine, type Who } from './line.ts'
import { type Attached, type Command, heldBy } from './order.ts'
import { mendItem, run } from './run.ts'

/** Whether something in the queue has to go before it. */
export async function waitsFor(command: Command): Promise<boolean> {
  const box = boxNow()
  if (!box) return false
  const all = await items(box)
  const last = {
    n: Number.MAX_SAFE_INTEGER,
    state: 'waiting',
    made: '',
    tries: 0,
    next: 0,
  } as const
  return heldBy({ ...last, command }, all) !== undefined
}

/** The outbox of this person, opened by them if need be; `no-line` where they would rather not. */
async function boxOf(who: Who): Promise<Box> {
  const now = boxNow()
  if (now?.id === idOf(who)) return now
  const opened = await new Promise<boolean>((done) => tellLine({ asking: { who, done } })).finally(
    () => tellLine({ asking: undefined }),
  )
  const box = boxNow()
  if (!opened || box?.id !== idOf(who)) throw new Problem('no-line', 0, '')
  return box
}

/** Returns when it is on the disk. `bare`: it was tried without a time, and may have arrived. */
export async function keep(
  who: Who,
  command: Command,
  bare: boolean,
): Promise<{ record: string; waiting: true }> {
  const now = new Date().toISOString()
  const box = await boxOf(who)
  const stamped = command.at === undefined
  await add(box, {
    command: stamped ? { ...command, at: now } : command,
    ...(bare ? { bare } : {}),
    ...(stamped ? { stamped } : {}),
  })
  await foresee(box, stamped ? { ...command, at: now } : command).catch(() => undefined)
  run()
  return { record: command.record, waiting: true }
}

/** Puts it in the place of the one that was refused: what waits behind that goes on waiting behind this. */
export async function keepMended(
  command: Command,
  place: number,
): Promise<{ record: string; waiting: true }> {
  const box = boxNow()
  const item = box && (await items(box)).find(({ n }) => n === place)
  if (!box || !item) throw new Problem('not-found', 404, '')
  await mendItem(box, item, command)
  return { record: command.record, waiting: true }
}

/** Keeps a file that is to be added to a record; it goes after the commands. */
export async function keepFile(
  who: Who,
  command: Command,
  attached: Attached,
  bytes: Uint8Array<ArrayBuffer>,
): Promise<void> {
  const box = await boxOf(who)
  await add(box, { command, attached }, bytes)
  run()
}
