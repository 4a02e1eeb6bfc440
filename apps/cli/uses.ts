/** The commands: what each is called with, what it is for, which options it takes, and examples. */
import type { OptionName } from './options.ts'

export type Use = {
  line: string
  about: string
  takes: readonly OptionName[]
  more?: string
  examples: readonly string[]
}

const place = ['data', 'mission'] as const
const asking = [...place, 'server', 'as'] as const
const planning = [
  ...(['at', 'known', 'model', 'scenario', 'runs', 'seed', 'horizon', 'threads'] as const),
  ...(['json', 'csv', 'language'] as const),
] as const

export const uses = {
  serve: {
    line: 'serve',
    about: 'Start the database and the server; create the mission on the first run.',
    takes: ['port', 'host', 'log', ...place],
    more: 'Ctrl-C stops everything cleanly. A mission of your own prints a set-up link at the first start. On an address that others can reach,\ndemo people cannot be chosen unless KONBIT_DEMO=1, and signing in needs KONBIT_URL=https://…\nWith DATABASE_URL set, that Postgres (15 or newer) is used instead of the one that comes with Konbit.',
    examples: ['konbit serve', 'konbit serve --port 9000 --data /srv/konbit'],
  },
  new: {
    line: 'new <folder>',
    about: 'Write the least folder of a mission of your own, to start from.',
    takes: [],
    examples: ['konbit new missions/ours'],
  },
  exercise: {
    line: 'exercise',
    about: 'Make a synthetic mission of two years, to train on, to show and to load.',
    takes: ['scale', 'seed', 'ends', 'data'],
    more: 'Everything in it is invented and marked as an exercise on every page, print and export. It says how far it is and how long it took.\nCut off, it goes on when started again; complete, it changes nothing. npm start -- --data <the same folder> serves it.\nScale 0.1 takes under a minute, 1 some minutes, 40 (about ten million entries) more than an hour.',
    examples: [
      'konbit exercise --data ../exercise',
      'konbit exercise --scale 0.1 --data ../small-exercise',
    ],
  },
  intake: {
    line: 'intake',
    about:
      'Serve the page for complaints alone, on a host of an independent body, with open keys only.',
    takes: ['port', 'host', 'mission', 'keys', 'pass-to', 'folder'],
    more: 'What is written there is sealed on the phone, or in memory on arrival. Sealed parcels lie in the folder until the record has them;\nit is tried again until it does. No address is kept and no log of who came is written. Put a proxy with https in front.',
    examples: [
      'konbit intake --mission ours --keys keys.json --pass-to https://record.example --folder /srv/intake --port 8080',
    ],
  },
  'seal-key': {
    line: 'seal-key <make|join>',
    about:
      'Make a key that complaints are sealed to, with its three shares; or bring a lost one back from two.',
    takes: ['out'],
    more: 'Secrets are read from the standard input, a line each, and never from the command line. make: a phrase; it writes the key file and\nprints the open key and three shares. join: two shares, then a new phrase; it writes a key file.',
    examples: ['konbit seal-key make --out conduct.key', 'konbit seal-key join --out conduct.key'],
  },
  bundle: {
    line: 'bundle',
    about: 'Make one archive that installs Konbit on a machine without internet.',
    takes: ['out', 'platform', 'sign-with'],
    more: 'It holds the programs, the built pages, Node and Postgres for one platform, and no data of any mission. Every file’s digest is in it,\nwith a signature; what a machine of another platform needs is fetched by npm and held against the lock file.',
    examples: [
      'konbit bundle',
      'konbit bundle --platform linux-arm64 --out /media/stick/konbit.tar.gz',
    ],
  },
  'setup-link': {
    line: 'setup-link',
    about: 'Print the link that makes the first access officer, while nobody has opened it.',
    takes: ['port', ...place],
    examples: ['konbit setup-link --mission missions/ours --data missions/ours-data'],
  },
  import: {
    line: 'import <folder or file>',
    about: 'Take in a mission’s folder, or the rows of one register from CSV, XLSX or GeoJSON.',
    takes: [...asking, 'register', 'verb', 'all-or-none', 'yes', 'at', 'because'],
    more: 'A file is only tried, and each bad row named, until --yes is given. Bad rows are then left out, unless --all-or-none.\nImporting the same folder or file twice changes nothing.',
    examples: [
      'konbit import vehicles.csv --register vehicle --as fleet',
      'konbit import vehicles.csv --register vehicle --as fleet --yes',
      'konbit import missions/mss-haiti',
    ],
  },
  take: {
    line: 'take <file>',
    about: 'Take in a queue that a phone without a line wrote to a memory stick.',
    takes: asking,
    more: 'Each command is performed as the phone’s owner, and told of. The same file twice changes nothing.\nA file that was changed, is of a lost phone or of another mission is refused whole.',
    examples: ['konbit take /media/usb/ana-2026-01-14.konbit-queue --as watch'],
  },
  export: {
    line: 'export <register>',
    about: 'A whole register as CSV, JSON or GeoJSON, as of any date.',
    takes: [...asking, 'at', 'known', 'format', 'out'],
    more: 'The last line says how many records stand above it: a file without it is not whole.\nkonbit export log writes the whole log for an auditor (docs/operating/verify.md).',
    examples: [
      'konbit export log --as auditor --out log.jsonl',
      'konbit export claim --out claims.csv',
      'konbit export incident --format geojson --at 2025-05-14',
    ],
  },
  measure: {
    line: 'measure [name]',
    about: 'A figure as of any date, its parts, or a series; without a name, the list of them.',
    takes: [...asking, 'at', 'known', 'by', 'from', 'to', 'step', 'format'],
    examples: [
      'konbit measure',
      'konbit measure people.deployed --at 2025-05-14 --by contributor',
      'konbit measure people.deployed --from 2024-06-01 --to 2025-05-31 --step month',
    ],
  },
  report: {
    line: 'report <template>',
    about:
      'A report begun from a template, or the situation report of a day, as PDF, DOCX or JSON.',
    takes: [...asking, 'at', 'known', 'from', 'language', 'format', 'out'],
    more: 'Templates: day, councilQuarter, hostMonth, donorQuarter, publicMonth, internalMonth. Nothing is kept in the record.\nThe same day, known on the same day, by the same person gives the same file.',
    examples: [
      'konbit report day --at 2025-05-14 --language ht --out day.pdf',
      'konbit report councilQuarter --at 2025-03-31 --known 2025-04-20 --out council.docx --as legal',
    ],
  },
  rivals: {
    line: 'rivals',
    about: 'Statements that cannot all hold, found by rule, most weighty first.',
    takes: [...asking, 'at', 'known', 'format'],
    examples: ['konbit rivals --at 2025-05-14', 'konbit rivals --format json'],
  },
  plan: {
    line: 'plan',
    about: 'Play the mission ahead: bands, the chance of the goal, what binds, what one more buys.',
    takes: [...asking, ...planning],
    more: 'It plays here, on all cores; the digest is the same on any machine and in a browser. Ctrl-C cancels.\nWith --model nothing else is needed: no server, no record.',
    examples: [
      'konbit plan',
      'konbit plan --at 2024-10-01 --known 2024-10-01 --runs 3000',
      'konbit plan --model kr1.json --scenario more-beds.json --json',
    ],
  },
  work: {
    line: 'work',
    about: 'Play pieces of long studies, beside a server or on another machine.',
    takes: ['database', 'data', 'threads'],
    more: 'As many as you like, anywhere the database can be reached; each may be killed at any time, and no digit changes.\nWith --data the server on that folder has to be running. docs/operating/long-studies.md has the rest.',
    examples: [
      'konbit work --data /srv/konbit',
      'konbit work --database postgres://konbit_worker:…@db.example/konbit --threads 8',
    ],
  },
  rebuild: {
    line: 'rebuild',
    about: 'Make every projection again from the entries; what is read does not change.',
    takes: place,
    examples: ['konbit rebuild'],
  },
  sweep: {
    line: 'sweep [whole]',
    about: 'Let the files of the database go of what was erased; whole: write every table anew.',
    takes: place,
    more: 'A running server sweeps each hour. docs/operating/erasure.md says by when nothing is left where.',
    examples: ['konbit sweep', 'konbit sweep whole'],
  },
  verify: {
    line: 'verify [address, folder or file]',
    about:
      'Compute the log again and compare: from the database, as served, as copied, or as exported.',
    takes: [...place, 'key', 'since', 'out'],
    more: 'An address, a folder or a file needs no database and no server of ours. --out keeps the checkpoint for the next --since.\nIt says the first thing that is wrong. docs/operating/verify.md has the way with other tools, and by hand.',
    examples: [
      'konbit verify',
      'konbit verify https://record.example/log/our-mission --key log.key --since last-month.txt',
      'konbit verify log.jsonl --key log.key',
    ],
  },
  'verify-release': {
    line: 'verify-release <file>',
    about: 'Whether a release that was received is what the mission signed.',
    takes: ['key'],
    more: 'It needs no database and no line. --key is the mission’s release key, from anywhere but the file.',
    examples: ['konbit verify-release REL-7-KQTWZAB.zip --key release.key'],
  },
  'trace-release': {
    line: 'trace-release <file>',
    about: 'Whose copy a leak comes from: an archive, a page, a table or text.',
    takes: asking,
    more: 'Some rows are enough. It says how surely, and names nobody on a guess (docs/decisions/copy-marks.md).',
    examples: ['konbit trace-release leak.csv --as watch'],
  },
  witness: {
    line: 'witness <address>',
    about:
      'Prove that a log continues what was seen before, sign it with a key of one’s own, send that.',
    takes: ['folder', 'name', 'key', 'every', 'rounds'],
    more: 'For a monitor’s own machine. Exit code 3: the log is not what it was; what it showed before is kept.',
    examples: [
      'konbit witness https://record.example/log/our-mission --name monitor.example --key log.key',
      'konbit witness https://record.example/log/our-mission --every 300',
    ],
  },
  log: {
    line: 'log [rotate | renew]',
    about:
      'How the log stands; a new key for it; a new log where the record has lost what was signed.',
    takes: [...place, 'because'],
    more: 'docs/operating/log-refuses.md says when which is right.',
    examples: [
      'konbit log',
      'konbit log rotate',
      'konbit log renew --because "The disk failed on 3 May; the backup of 2 May was restored."',
    ],
  },
  backup: {
    line: 'backup <file>',
    about: 'A sealed copy of everything, taken while the server runs, and read back.',
    takes: ['data', 'mission', 'for'],
    more: 'It holds what the database holds and the folder of the mission, and neither the list of erasures nor the keys: keep those apart (docs/operating/backup.md).\nWith DATABASE_URL set, it signs in by KONBIT_OWNER_URL.',
    examples: ['konbit backup /media/usb/2026-11-22.konbit --for konbit-backup-1:…'],
  },
  'backup-key': {
    line: 'backup-key new <file>',
    about: 'A new pair of keys: the file opens backups, the line on the screen seals them.',
    takes: ['data'],
    examples: ['konbit backup-key new /media/usb/backup.key'],
  },
  restore: {
    line: 'restore <file>',
    about: 'A backup into a new folder or an empty database, verified before it can be served.',
    takes: ['data', 'into', 'key-file', 'erasures', 'no-erasures'],
    more: 'What was erased since the backup is erased again from its list, first of all.\nWithout --into the database named by DATABASE_URL (and KONBIT_OWNER_URL) is meant.',
    examples: [
      'konbit restore 2026-11-22.konbit --into /srv/konbit --key-file /media/usb/backup.key --erasures erasures.jsonl',
    ],
  },
  words: {
    line: 'words <file>…',
    about: 'Take in words that speakers mended on a page and sent as files.',
    takes: ['dry-run'],
    more: 'It writes packages/registers/words/<language>.json of this checkout, and beside it who stands up for each word.\nA word whose gaps differ, that nobody knows, or that was changed meanwhile is left out and named; build the pages again after it.',
    examples: ['konbit words konbit-words-ht.json --dry-run', 'konbit words konbit-words-ht.json'],
  },
  roles: {
    line: 'roles [database]',
    about: 'The SQL that an administrator runs once on a Postgres server of yours.',
    takes: [],
    examples: ['konbit roles', 'konbit roles konbit | psql --set ON_ERROR_STOP=1 postgres'],
  },
  succeed: {
    line: 'succeed <list | state | accept | verify | check | close> <succession or statement>',
    about:
      'Hand a mission over, item by item, with a signed statement and nothing left without an owner.',
    takes: [
      ...asking,
      ...(['unit', 'out', 'seal-for', 'key', 'from', 'to', 'because', 'log-at'] as const),
    ],
    more: 'check ends with exit code 2 while anything has no owner. --from and --to of accept are codes of organisations of the successor.\nWhat lies behind a wall is stated by its own unit with --unit, and leaves it sealed. docs/guides/mandate.md has the whole way.',
    examples: [
      'konbit succeed list 0198… --as legal',
      'konbit succeed state 0198… --as legal --out transfer.jsonl',
      'konbit succeed verify transfer.jsonl --key log.key',
      'konbit succeed accept transfer.jsonl --mission successor --from MSS --to GSF --as legal --because "Resolution 2793"',
    ],
  },
  evacuate: {
    line: 'evacuate',
    about: 'Prove that a copy elsewhere is complete, end this site’s keys, and erase it.',
    takes: ['data', 'mission', 'copy', 'key-file', 'dry-run', 'confirm'],
    more: 'Stop the server first. The ten minutes are told in docs/operating/evacuate.md.',
    examples: [
      'konbit evacuate --copy /media/usb/last.konbit --key-file /media/usb/backup.key --dry-run',
    ],
  },
} as const satisfies Record<string, Use>
