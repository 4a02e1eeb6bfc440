/** The bottom bar of a phone: overview, desks, find, and entering a record where one may. */
import { useState } from 'react'
import { useRegisters } from '../api/hooks.ts'
import { useOff } from '../day/leads.ts'
import { Go } from '../parts/Go.tsx'
import { IconBuilding, IconPlus, IconSearch } from '../parts/icons.ts'
import { Empty, Skeleton } from '../parts/Rest.tsx'
import { Sheet } from '../parts/Sheet.tsx'
import { useWords } from '../words.tsx'
import css from './BottomBar.module.css'
import { usePlaces } from './Rail.tsx'

export function BottomBar({ onFind }: { onFind: () => void }) {
  const t = useWords()
  const places = usePlaces()
  const [sheet, setSheet] = useState<'desks' | 'enter' | null>(null)
  const registers = useRegisters(sheet === 'enter')
  const off = useOff()
  const enter = (registers.data?.items ?? []).filter(
    (one) => one.may.includes('enter') && !off.register(one),
  )
  const close = (): void => setSheet(null)
  return (
    <nav className={css.bar} aria-label={t('frame.pages')} data-print="no">
      {places.first.map(({ to, title, Icon }) => (
        <Go key={to} to={to} exact className={css.item} activeClassName={css.here}>
          <Icon size={22} stroke={1.6} aria-hidden />
          {title}
        </Go>
      ))}
      <button
        type="button"
        className={css.item}
        onClick={() => setSheet('desks')}
        aria-haspopup="dialog"
      >
        <IconBuilding size={22} stroke={1.6} aria-hidden />
        {t('frame.desks')}
      </button>
      <button type="button" className={css.item} onClick={onFind} aria-haspopup="dialog">
        <IconSearch size={22} stroke={1.6} aria-hidden />
        {t('find.short')}
      </button>
      <button
        type="button"
        className={css.item}
        onClick={() => setSheet('enter')}
        aria-haspopup="dialog"
      >
        <IconPlus size={22} stroke={1.6} aria-hidden />
        {t('frame.enter')}
      </button>
      <Sheet title={t('frame.desks')} open={sheet === 'desks'} onClose={close}>
        <ul className={css.places}>
          {[...places.desks, ...places.across].map(({ to, title, Icon }) => (
            <li key={to}>
              <Go to={to} className={css.place} activeClassName={css.placeHere} onClick={close}>
                <Icon size={20} stroke={1.6} aria-hidden />
                {title}
              </Go>
            </li>
          ))}
        </ul>
      </Sheet>
      <Sheet title={t('frame.enterWhat')} open={sheet === 'enter'} onClose={close}>
        {registers.isPending && <Skeleton lines={4} height={40} />}
        {registers.data && enter.length === 0 && (
          <Empty title={t('frame.enterNothing')} why={t('frame.enterNothingWhy')} />
        )}
        <ul className={css.places}>
          {enter.map((one) => (
            <li key={one.name}>
              <Go to={`/r/${one.name}/new`} className={css.place} onClick={close}>
                <IconPlus size={20} stroke={1.6} aria-hidden />
                {one.title}
              </Go>
            </li>
          ))}
        </ul>
      </Sheet>
    </nav>
  )
}
