/** Units and what lies above them: the closure that a clearance limited to a unit is read through. */

import type { Session } from '../pool.ts'
import type { Batch } from './batch.ts'

/** Units made or moved by the batch take their place under the unit above, with all that lies below them. */
export function unitWrites(session: Session, batch: Batch): Promise<unknown>[] {
  const plain: string[] = []
  const sent: Promise<unknown>[] = []
  const touched = new Map(
    batch.accepted
      .filter(({ item }) => item.register.unit)
      .map(({ item }) => [item.command.record, item.register]),
  )
  for (const [unit, register] of touched) {
    const state = batch.recalled.records.get(unit)
    const fields = state?.facets.get(register.label)?.open.at(-1)?.fields
    const above = register.unit?.above && fields?.[register.unit.above]
    if (state?.isMadeHere && fields && typeof above !== 'string') plain.push(unit)
    else
      sent.push(
        placeUnit(
          session,
          batch.head.mission,
          unit,
          typeof above === 'string' ? above : null,
          fields !== undefined,
        ),
      )
  }
  if (plain.length === 0) return sent
  const first = session.query(
    'insert into unit (mission, unit, above, steps) select $1, unit, unit, 0 from unnest($2::text[]) as unit on conflict do nothing',
    [batch.head.mission, plain],
  )
  return [first, ...sent]
}

/** Sets `unit`, and what lies below it, under `above`. A unit below itself stays where it was; a void one lies nowhere. */
export async function placeUnit(
  session: Session,
  mission: string,
  unit: string,
  above: string | null,
  isThere: boolean,
): Promise<void> {
  const placed = session.query(
    `with below as (
       select unit, steps from unit where mission = $1 and above = $2 union select $2, 0
     ), over as (
       select $2::text as above, 0 as steps
       union select $3, 1 where $3::text is not null
       union select above, steps + 1 from unit where mission = $1 and unit = $3 and above <> $3
     ), fits as (select not exists (select from below where unit = $3) as fits
     ), wanted as (
       select b.unit, o.above, min(b.steps + o.steps) as steps from below b, over o, fits where fits group by 1, 2
     ), gone as (
       delete from unit u using below b, fits
       where fits and u.mission = $1 and u.unit = b.unit and u.steps > b.steps
         and not exists (select from wanted w where w.unit = u.unit and w.above = u.above)
     )
     insert into unit (mission, unit, above, steps) select $1, unit, above, steps from wanted
     on conflict (mission, unit, above) do update set steps = excluded.steps`,
    [mission, unit, above],
  )
  const gone = isThere
    ? undefined
    : session.query('delete from unit where mission = $1 and unit = $2 and above = $2', [
        mission,
        unit,
      ])
  await Promise.all([placed, gone])
}
