/**
 * What is kept of a child: that civilian child protection was told at once, that the child was apart from adults meanwhile, and
 * who signed for them. No name, not even one that can be erased; no account of what happened; no key to compare. The custody
 * desk and the care unit each have such a register behind their own wall.
 */
import { choice, code, type Field, ref, spanOf, type Unless, when } from '@konbit/model'
import { z } from 'zod'

export const childFields: Readonly<Record<string, Field>> = {
  reference: code(z.string().min(3).max(24), {
    title: 'Reference',
    unique: true,
  }),
  metOn: when(z.string(), { title: 'Met on' }),
  informedOn: when(z.string(), {
    title: 'Child protection told',
    help: 'At once: on the day on which the child was met.',
  }),
  heldApart: choice(z.enum(['apart', 'withFamily', 'notHeld']), { title: 'Kept' }),
  handedTo: ref('organisation', { title: 'Handed to', optional: true }),
  handedOn: when(z.string().optional(), { title: 'Handed over on' }),
  receiptNumber: code(z.string().min(1).max(60).optional(), {
    title: 'Number of the signed transfer',
  }),
}
export const childTold = ['reference', 'metOn', 'informedOn', 'heldApart']
export const childHanded = ['handedTo', 'handedOn', 'receiptNumber']

export const toldAtOnce: Unless = (_now, input) => {
  const met = spanOf(String(input.metOn ?? ''))?.last
  const told = spanOf(String(input.informedOn ?? ''))?.first
  return met && told && told > met
    ? 'Child protection is told on the day on which the child is met: record the day, and why it was later, as an incident.'
    : undefined
}
