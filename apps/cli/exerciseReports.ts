/**
 * The two reports of the exercise: to the Council of the last whole quarter, and to the public of the month before. They are told when
 * the story has been, since each figure in them is asked of the record, and not invented.
 */
import type { Ledger } from '@konbit/ledger'
import { addDays, isRefusal } from '@konbit/model'
import { measures, type ReportTemplate, registers, reportTemplates } from '@konbit/registers'
import { begin, digestOfBlocks, type Eyes, release, tellingIn } from '@konbit/server/reports'
import { as, Told } from '../../missions/exercise/told.ts'
import { missionId } from '../../missions/exercise/world.ts'

const zone = 'UTC'
const legal = as('legal', 'legal')
const chief = as('chief', 'chief')

/** What stands where the template says what to write. */
const written =
  'Allegations are received and looked into by the conduct unit alone; what it publishes of them is published apart. Anybody can complain, warn or ask on the complaints page, without giving a name.'

/** Returns what was refused, in words; telling them again changes nothing. */
export async function tellReports(ledger: Ledger, ends: string): Promise<string[]> {
  const reader = { mission: missionId, member: 'importer' }
  const eyes: Eyes = {
    ledger,
    registers,
    measures: new Map(measures.map((one) => [one.name, one])),
    mission: { id: missionId, zone: (await zoneOf(ledger)) ?? zone },
    reader,
  }
  const refused: string[] = []
  let nth = 0
  for (const [name, endsOn, number] of due(ends)) {
    const template = reportTemplates.find((one) => one.name === name) as ReportTemplate
    const told = new Told(missionId, 40)
    told.begin(ends)
    const thing = told.thing('periodicReport', number)
    const moment = await ledger.moment(missionId)
    if (isRefusal(moment)) throw new Error(moment.why)
    const there = await ledger.get(reader, { register: 'periodicReport', id: thing.id, moment })
    if (!isRefusal(there)) continue
    const { size } = await ledger.head(missionId)
    const { blocks: begun, startsOn } = await begin(
      eyes,
      template,
      { endsOn, known: size },
      tellingIn('en'),
    )
    const blocks = begun.map((block, place) =>
      block.kind === 'paragraph' && place > 0 ? { ...block, text: written } : block,
    )
    const released = await release(eyes, blocks, template.level, ends)
    const left = released.blocks.filter(
      (_, place) => !released.blocked.some((one) => one.place === place),
    )
    told.tell(
      thing,
      'enter',
      {
        number,
        reportedTo: template.audience,
        startsOn,
        endsOn,
        dueOn: addDays(endsOn, 20),
        language: 'en',
        knownSeq: size,
        draftText: JSON.stringify(blocks),
      },
      { by: legal },
    )
    told.tell(thing, 'clear', {}, { by: chief })
    told.tell(thing, 'issue', {
      releaseLevel: template.level,
      issuedOn: ends,
      digest: digestOfBlocks(left),
      [`${template.level}Text`]: JSON.stringify(left),
    })
    // The story's last hour: nothing that is told here may stand before what was told there.
    for (const { by, command } of told.lines()) {
      nth += 1
      const known = `${ends}T23:59:59.${String(900 + nth).padStart(3, '0')}Z`
      const answer = await ledger.perform({ mission: missionId, ...by }, { ...command, known })
      if (isRefusal(answer))
        refused.push(
          `periodicReport ${command.verb} ${number}: ${answer.why} ${JSON.stringify(answer.details ?? [])}`,
        )
    }
  }
  return refused
}

const zoneOf = async (ledger: Ledger): Promise<string | undefined> =>
  (await ledger.missions()).find(({ id }) => id === missionId)?.zone

/** The last whole quarter, and the last whole month at least seven days ago. */
function due(ends: string): [template: string, endsOn: string, number: string][] {
  const weekAgo = addDays(ends, -8)
  const month = addDays(`${addDays(weekAgo, 1).slice(0, 7)}-01`, -1)
  const [year, nth] = month.split('-').map(Number) as [number, number]
  const quarters = Math.floor(nth / 3)
  const quarter =
    quarters === 0
      ? `${year - 1}-12-31`
      : addDays(`${year}-${String(quarters * 3 + 1).padStart(2, '0')}-01`, -1)
  const quarterEnd = quarters === 4 ? `${year}-12-31` : quarter
  return [
    ['councilQuarter', quarterEnd, `C-${quarterEnd.slice(0, 7)}`],
    ['publicMonth', month, `P-${month.slice(0, 7)}`],
  ]
}
