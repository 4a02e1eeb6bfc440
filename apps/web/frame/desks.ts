/** The desks in their order, their icons, and which of them have a page drawn for them. */
import type { ComponentType } from 'react'
import {
  IconArrows,
  IconBadge,
  IconBook,
  IconCoins,
  IconExit,
  IconGavel,
  IconKey,
  IconMap,
  IconMessage,
  IconRivals,
  IconScale,
  IconTruck,
  IconUsers,
  IconWalk,
} from '../parts/icons.ts'

export const deskOrder = [
  'people',
  'logistics',
  'funds',
  'situation',
  'operations',
  'sharing',
  'accountability',
  'community',
  'custody',
  'mandate',
  'access',
] as const

export const deskIcons = {
  people: IconUsers,
  logistics: IconTruck,
  funds: IconCoins,
  situation: IconMap,
  operations: IconWalk,
  sharing: IconArrows,
  accountability: IconScale,
  community: IconMessage,
  custody: IconExit,
  mandate: IconGavel,
  access: IconKey,
  sources: IconBook,
  rivals: IconRivals,
  other: IconBadge,
} as const

/** Pages written for one desk, each a piece of its own: `pages/people.tsx` and so on. */
export const drawn = import.meta.glob<{ default: ComponentType }>(
  '../pages/{people,logistics,funds,situation,mandate,rivals,access,custody,operations,sharing,accountability,community}.tsx',
)

export const hasPage = (desk: string): boolean => `../pages/${desk}.tsx` in drawn

/** Where a desk leads: its own page, else the list of its registers. */
export const deskPath = (desk: string): string => (hasPage(desk) ? `/${desk}` : `/desk/${desk}`)
