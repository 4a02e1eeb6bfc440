/** How a measure reads statements where the mission has no record of its own. */

/** The adopted statement of the latest date on one claim measure, for the whole and by organisation or area. */
export const adopted = (
  measureName: string,
  more: {
    unit?: string
    period?: string
    whole?: string
    by?: Readonly<Record<string, string>>
  } = {},
) =>
  ({
    latest: {
      register: 'claim',
      state: ['adopted'],
      where: {
        measure: measureName,
        ...(more.unit ? { unit: more.unit } : {}),
        ...(more.period ? { period: more.period } : {}),
      },
      value: 'value',
      asOf: 'asOf',
      ...(more.whole ? { whole: { speaksFor: more.whole } } : {}),
      ...(more.by ? { by: more.by } : {}),
    },
  }) as const
