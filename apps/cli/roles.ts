/** konbit roles: the SQL that an administrator of a Postgres server runs once, so that Konbit needs no superuser. */
import { rolesScript } from '@konbit/ledger'
import { type Given, UseFailure } from './options.ts'

export async function roles(given: Given): Promise<void> {
  const [name = 'konbit'] = given.words
  if (!/^[a-z_][a-z0-9_]{0,62}$/.test(name))
    throw new UseFailure('The name of a database has small letters, digits and underscores.')
  process.stdout.write(rolesScript(name))
}
