/** What release 0.1.0 wrote is read for ever: it is restored, brought to today's shape, verified, and means what it meant. */
import { copyFile, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { measures, registers } from '@konbit/registers'
import pg from 'pg'
import { expect, test } from 'vitest'
import { openLedger } from '../ledger.ts'
import { makeDatabase } from '../testing.ts'
import { restoreBackup } from './restore.ts'

const golden = join(import.meta.dirname, 'golden', '0.1.0.konbit')

/** By mission: the log as it was then, and a digest of every version that 0.1.0 had made of it. */
const written = {
  golden: {
    size: 246,
    root: 'a25d3aaafd89202aaac4d926a19b044a867e03bb5c4e1ba42bd8558d078ab90e',
    versions: 'ca8d6d6a138b13f852febf0cd9cb9531',
  },
  'golden-live': {
    size: 241,
    root: 'c15f88d2dbce0642623eaa999a9490ca256511f7db5a0d724b53a57c4f9e0d44',
    versions: '04a8163031399dd001076cfe18e15b18',
  },
}
const versions = `select mission, md5(string_agg(
    concat_ws('|', record, label, known_from, at_from, at_to, known_to, state, body), E'\\n' order by record, label, known_from, at_from
  )) as digest from konbit.version group by mission`

test('the golden ledger of 0.1.0 is restored and verified, and its versions are the ones it had', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'konbit-golden-'))
  const { connection, drop } = await makeDatabase()
  try {
    const path = join(folder, 'golden.konbit')
    await copyFile(golden, path)
    const { heads } = await restoreBackup({
      path,
      connection,
      registers,
      measures,
      erase: async () => 0,
    })
    expect(heads.map(({ mission, size, root }) => [mission, { size, root }])).toEqual(
      Object.entries(written).map(([mission, { size, root }]) => [mission, { size, root }]),
    )
    const client = new pg.Client({ ...connection, options: '-c timezone=UTC' })
    await client.connect()
    const told = async () =>
      Object.fromEntries(
        (await client.query<{ mission: string; digest: string }>(versions)).rows.map((row) => [
          row.mission,
          row.digest,
        ]),
      )
    const wanted = Object.fromEntries(
      Object.entries(written).map(([mission, one]) => [mission, one.versions]),
    )
    expect(await told()).toEqual(wanted)

    const ledger = await openLedger({ connection, registers, measures })
    for (const mission of Object.keys(written)) {
      await ledger.rebuild(mission)
      expect(await ledger.verify(mission)).toMatchObject({ ok: true })
    }
    expect(await told()).toEqual(wanted)
    await ledger.close()
    await client.end()
  } finally {
    await drop()
    await rm(folder, { recursive: true, force: true })
  }
}, 600_000)
