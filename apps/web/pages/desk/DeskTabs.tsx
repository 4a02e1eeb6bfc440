/** The pages of one desk as tabs under its title: the desk itself first, then what it opens into. */
import { useLocation } from '@tanstack/react-router'
import { useEffect, useRef } from 'react'
import { Go } from '../../parts/Go.tsx'
import { useWords } from '../../words.tsx'
import css from './desk.module.css'

const pages = {
  people: [
    'people',
    'people/tours',
    'people/manifests',
    'people/posts',
    'people/strength',
    'people/pay',
    'fit',
  ],
  logistics: ['logistics', 'logistics/reliability', 'logistics/stock', 'logistics/beds', 'fit'],
  custody: ['custody', 'custody/care'],
  accountability: ['accountability', 'accountability/monitor'],
  situation: [
    'situation',
    'situation/map',
    'situation/areas',
    'situation/reports',
    'situation/ways',
    'situation/watch',
  ],
  operations: ['operations', 'operations/duty', 'orders', 'field/gate'],
  funds: ['funds', 'funds/runway', 'funds/claims'],
  mandate: ['mandate', 'mandate/succession', 'reports'],
} as const

export function DeskTabs({ desk }: { desk: keyof typeof pages }) {
  const t = useWords()
  const { pathname } = useLocation()
  const strip = useRef<HTMLElement>(null)
  // On a phone the strip is longer than the screen: whoever came by a link sees which page this is.
  useEffect(() => {
    const here = strip.current?.querySelector<HTMLElement>('[aria-current="page"]')
    if (strip.current && here && pathname)
      strip.current.scrollLeft = here.offsetLeft - strip.current.offsetLeft - 24
  }, [pathname])
  return (
    <nav ref={strip} className={css.tabs} aria-label={t('desk.pages')} data-print="no">
      {pages[desk].map((page) => (
        <Go
          key={page}
          to={`/${page}`}
          exact={page !== 'funds/claims' && page !== 'people/manifests'}
          className={css.tab}
          activeClassName={css.here}
        >
          {t(`desk.tab.${page}`)}
        </Go>
      ))}
    </nav>
  )
}
