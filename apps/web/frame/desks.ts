/** The desks in their order, their icons, and which of them have a page drawn for them. */
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

/** Desks with a page of their own: `pages/people.tsx` and so on. */
export const drawn = [
  'people',
  'logistics',
  'funds',
  'situation',
  'mandate',
  'rivals',
  'access',
  'custody',
  'operations',
  'sharing',
  'accountability',
  'community',
] as const

export const hasPage = (desk: string): boolean => (drawn as readonly string[]).includes(desk)

/** Where a desk leads: its own page, else the list of its registers. */
export const deskPath = (desk: string): string => (hasPage(desk) ? `/${desk}` : `/desk/${desk}`)
