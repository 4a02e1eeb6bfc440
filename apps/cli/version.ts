/** Which Konbit this is, as package.json says. */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'

export const version = async (): Promise<string> =>
  JSON.parse(await readFile(join(import.meta.dirname, '..', '..', 'package.json'), 'utf8')).version
