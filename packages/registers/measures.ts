/**
 * Measures: the named figures, each with one definition that screens, reports and exports share. Own records are added
 * up (`total`); where the mission has no record of its own, the adopted statement of the latest date speaks (`latest`).
 */
import type { Measure } from '@konbit/model'
import { accountability } from './measures/accountability.ts'
import { custody } from './measures/custody.ts'
import { funds } from './measures/funds.ts'
import { logistics } from './measures/logistics.ts'
import { ofMandate } from './measures/mandate.ts'
import { operations } from './measures/operations.ts'
import { mandate } from './measures/others.ts'
import { pay } from './measures/pay.ts'
import { people } from './measures/people.ts'
import { sharing } from './measures/sharing.ts'
import { situation } from './measures/situation.ts'
import { strength } from './measures/strength.ts'

export const measures: readonly Measure[] = [
  ...people,
  ...strength,
  ...pay,
  ...funds,
  ...logistics,
  ...situation,
  ...sharing,
  ...operations,
  ...accountability,
  ...custody,
  ...mandate,
  ...ofMandate,
]
