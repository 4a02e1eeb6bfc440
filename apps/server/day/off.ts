/**
 * What the mission does not staff for now: desks and registers that the chief of staff switched off. No page asks for one that
 * is off and nothing of it counts as overdue; whoever opens it by its address reads and writes it as before.
 */
import type { Ledger } from '@konbit/ledger'
import { type Desk, desks, isRefusal, type Registers } from '@konbit/model'
import type { House } from '../house.ts'

export type Off = { desks: Desk[]; registers: string[] }

/** As it stands now; the same for whoever asks. `size`: of the log, so that it is asked once for each. */
export async function offIn(
  { ledger, registers, kept }: Pick<House, 'ledger' | 'registers' | 'kept'>,
  mission: string,
  size: number,
): Promise<Off> {
  if (!registers.has('deskSwitch')) return { desks: [], registers: [] }
  return kept.get([mission, 'off', size].join('\u0000'), () => readOff(ledger, registers, mission))
}

export async function readOff(ledger: Ledger, registers: Registers, mission: string): Promise<Off> {
  const found = await ledger.codesOfAll(mission, {
    register: 'deskSwitch',
    field: 'switched',
    state: 'off',
  })
  const names = (kind: string): string[] =>
    (isRefusal(found) ? [] : found).flatMap((code) =>
      code.startsWith(`${kind}:`) ? [code.slice(kind.length + 1)] : [],
    )
  return {
    desks: names('desk').filter((one): one is Desk => (desks as readonly string[]).includes(one)),
    registers: names('register').filter((one) => registers.has(one)),
  }
}

export const isOff = (off: Off, registers: Registers, name: string): boolean => {
  const desk = registers.get(name)?.desk
  return off.registers.includes(name) || (desk !== undefined && off.desks.includes(desk))
}
