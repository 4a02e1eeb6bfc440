/** The statement of money by donor, out of contributions and the source statements they rest on. Pure. */
import type { Code, RecordView, Refs } from '../../api/types.ts'

export const columns = ['pledged', 'committed', 'received', 'spent', 'frozen'] as const
export type Column = (typeof columns)[number]

/** Claim measures that speak of each column. */
const measuresOf: Readonly<Record<Column, readonly string[]>> = {
  pledged: ['fund.pledged', 'fund.drawdown'],
  committed: ['fund.committed'],
  received: ['fund.received', 'fund.provided', 'fund.released'],
  spent: ['fund.spent'],
  frozen: ['fund.frozen', 'fund.waiver'],
}
export const moneyMeasures = Object.values(measuresOf).flat()

export type Money = { minor: number; currency: string }
export type Amount = { id: string; money: Money; when: string; sources: Code[] }
export type DonorRow = {
  key: string
  donor: string
  title: string
  channel: string | null
  note: string | null
  /** The contribution, or none where only statements speak of it. */
  record: string | null
  amounts: Record<Column, Amount[]>
}

const money = (value: unknown): Money | null =>
  typeof value === 'object' && value !== null && 'minor' in value ? (value as Money) : null
const text = (value: unknown): string => (typeof value === 'string' ? value : '')

const sourceOf = (claim: RecordView, refs: Refs): Code => {
  const id = text(claim.fields.source)
  return { id, register: 'source', code: (refs[id]?.caption ?? '').split(/[ ,:]/)[0] ?? '' }
}

export function donorRows(
  contributions: readonly RecordView[],
  claims: readonly RecordView[],
  refs: Refs,
): DonorRow[] {
  const byId = new Map(claims.map((one) => [one.id, one]))
  const fieldOf: Readonly<
    Record<Exclude<Column, 'spent'>, readonly [amount: string, when: string]>
  > = {
    pledged: ['amount', 'statedOn'],
    committed: ['amountCommitted', 'statedOn'],
    received: ['amountReceived', 'receivedOn'],
    frozen: ['amountFrozen', 'frozenOn'],
  }
  const rows = contributions.map(({ id, state, fields }): DonorRow => {
    const rests = (Array.isArray(fields.claims) ? (fields.claims as string[]) : []).flatMap(
      (one) => byId.get(one) ?? [],
    )
    const amounts: Record<Column, Amount[]> = {
      pledged: [],
      committed: [],
      received: [],
      spent: [],
      frozen: [],
    }
    for (const [column, [amount, when]] of Object.entries(fieldOf) as [
      Exclude<Column, 'spent'>,
      readonly [string, string],
    ][]) {
      const value = money(fields[amount])
      if (!value) continue
      // A gift that entered the record when it was paid was never stated as a pledge.
      if (
        column === 'pledged' &&
        state === 'received' &&
        money(fields.amountReceived)?.minor === value.minor
      )
        continue
      const said = rests.filter((one) => measuresOf[column].includes(text(one.fields.measure)))
      const exact = said.filter((one) => one.fields.value === value.minor / 100)
      amounts[column].push({
        id: `${id}${column}`,
        money: value,
        when: (exact[0] ? text(exact[0].fields.asOf) : '') || text(fields[when]),
        sources: (exact.length > 0 ? exact : said).map((one) => sourceOf(one, refs)),
      })
    }
    return {
      key: id,
      donor: refs[text(fields.donor)]?.caption ?? '',
      title: text(fields.title),
      channel: text(fields.channel) || null,
      note: text(fields.note) || null,
      record: id,
      amounts,
    }
  })
  const spent = claims.filter(
    ({ state, fields }) =>
      fields.measure === 'fund.spent' && state !== 'setAside' && typeof fields.value === 'number',
  )
  const bySpender = new Map<string, RecordView[]>()
  for (const claim of spent)
    bySpender.set(text(claim.fields.party), [
      ...(bySpender.get(text(claim.fields.party)) ?? []),
      claim,
    ])
  for (const [party, list] of bySpender) {
    const spentBy = list
      .sort((a, b) => (text(a.fields.asOf) < text(b.fields.asOf) ? 1 : -1))
      .map(
        (claim): Amount => ({
          id: claim.id,
          money: {
            minor: Math.round((claim.fields.value as number) * 100),
            currency: text(claim.fields.unit),
          },
          when: text(claim.fields.asOf),
          sources: [sourceOf(claim, refs)],
        }),
      )
    const own = rows.find(
      (row) => row.donor === refs[party]?.caption && row.amounts.frozen.length > 0,
    )
    if (own) own.amounts.spent.push(...spentBy)
    else
      rows.push({
        key: `spent-${party}`,
        donor: refs[party]?.caption ?? '',
        title: '',
        channel: null,
        note: null,
        record: null,
        amounts: { pledged: [], committed: [], received: [], spent: spentBy, frozen: [] },
      })
  }
  const size = new Map<string, number>()
  for (const row of rows) size.set(row.donor, (size.get(row.donor) ?? 0) + 1)
  return rows.sort(
    (a, b) =>
      (size.get(b.donor) ?? 0) - (size.get(a.donor) ?? 0) ||
      (a.donor < b.donor ? -1 : a.donor > b.donor ? 1 : 0) ||
      (a.amounts.pledged[0]?.when ?? '~').localeCompare(b.amounts.pledged[0]?.when ?? '~'),
  )
}
