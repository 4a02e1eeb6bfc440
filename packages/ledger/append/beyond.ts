/**
 * Who sees a label at some units only writes to no other: what they entered there would be out of their own sight. Asked for
 * those alone who do not hold the label for the whole mission; nothing is asked for the others.
 */
import { type Label, SELF } from '@konbit/model'
import type { Session } from '../pool.ts'
import type { Item } from './command.ts'

/** Members, labels and units at which those hold the label elsewhere only. */
export type Beyond = { has: (member: string, label: Label, unit: string) => boolean }

/** The unit into which a command would put its record, as far as its input names one. */
export function unitGiven({ register, command }: Item): string | undefined {
  const { within } = register
  const given = within && within !== SELF ? command.input?.[within] : undefined
  return typeof given === 'string' ? given : undefined
}

const keyOf = (...parts: readonly string[]): string => parts.join(' ')

export async function recallBeyond(
  session: Session,
  mission: string,
  items: readonly Item[],
  wholeOf: ReadonlyMap<string, ReadonlySet<string>>,
): Promise<Beyond> {
  const asked = new Map<string, [member: string, label: Label, unit: string]>()
  for (const item of items) {
    const unit = unitGiven(item)
    const { author, register } = item
    if (unit === undefined || wholeOf.get(author.member)?.has(register.label)) continue
    asked.set(keyOf(author.member, register.label, unit), [author.member, register.label, unit])
  }
  const triples = [...asked.values()]
  const rows =
    triples.length === 0
      ? []
      : await session.query<{ member: string; label: Label; unit: string }>(
          `select member, label, unit from unnest($2::text[], $3::text[], $4::text[]) as a (member, label, unit)
           where is_beyond($1, member, label, unit)`,
          [mission, ...[0, 1, 2].map((at) => triples.map((triple) => triple[at]))],
        )
  const beyond = new Set(rows.map(({ member, label, unit }) => keyOf(member, label, unit)))
  return { has: (member, label, unit) => beyond.has(keyOf(member, label, unit)) }
}
