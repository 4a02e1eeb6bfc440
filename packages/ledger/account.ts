/**
 * Under which account Postgres runs. Postgres refuses to be root; Konbit may well be started by root.
 * It answers "what goes in front of the command, and as whom?". It starts nothing but probes.
 */
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { chown, stat } from 'node:fs/promises'
import { userInfo } from 'node:os'
import { dirname, join } from 'node:path'

/** Konbit cannot start, and the message is one sentence for the person who tried: no stack is worth reading. */
export class StartFailure extends Error {}

export type Account = {
  /** Words before the command. */
  before: string[]
  /** Another user to run it as. */
  as: { uid?: number; gid?: number }
}

const NOBODY = 65534
const unshare = ['unshare', '--user', `--map-user=${NOBODY}`, `--map-group=${NOBODY}`]
/** The kernel asks Postgres to finish when the process that started it is gone. */
const leash = ['setpriv', '--pdeathsig', 'INT']

/**
 * As an ordinary user: as yourself. As root: as the folder's owner; if that is root too, inside a user namespace
 * where we are nobody and yet own our files, even in root's private home; where none may be made, as nobody.
 * A container may run us under a number without a name, which initdb cannot stand: nobody has a name.
 */
export async function chooseAccount(
  folder: string,
  cluster: string,
  programs: string,
): Promise<Account> {
  const tether = works([...leash, 'true'], {}) ? leash : []
  const probe = join(programs, 'postgres')
  const masked = () =>
    works([...unshare, probe, '--version'], {}) && { before: [...unshare, ...tether], as: {} }
  if (process.getuid?.() !== 0) return (!hasName() && masked()) || { before: tether, as: {} }

  const owner = await stat(existsSync(cluster) ? cluster : folder)
  const inside = owner.uid === 0 && masked()
  if (inside) return inside
  const as = owner.uid === 0 ? { uid: NOBODY, gid: NOBODY } : { uid: owner.uid, gid: owner.gid }
  const account = { before: tether, as }
  if (works([probe, '--version'], as) && works(['test', '-x', dirname(folder)], as)) {
    if (owner.uid === 0) await give(account, folder)
    return account
  }
  throw new StartFailure(
    `Postgres refuses to run as root, user namespaces are not allowed here, and user ${as.uid} cannot reach ${programs} and ${folder}: start Konbit as an ordinary user, or name a Postgres in DATABASE_URL.`,
  )
}

export async function give(account: Account, folder: string): Promise<void> {
  const { uid, gid } = account.as
  if (uid !== undefined && gid !== undefined) await chown(folder, uid, gid)
}

function hasName(): boolean {
  try {
    return userInfo().username !== ''
  } catch {
    return false
  }
}

function works([command = '', ...rest]: string[], options: object): boolean {
  return spawnSync(command, rest, { ...options, stdio: 'ignore' }).status === 0
}
