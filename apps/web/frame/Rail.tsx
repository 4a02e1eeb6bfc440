/** The desks down the side: only those this mission keeps registers for. Its foot says how large the record is. */
import { useHead, useMission, useTimeline } from '../api/hooks.ts'
import { useMoment } from '../api/moment.ts'
import { useHasDay, useLeadsToDay, useOff } from '../day/leads.ts'
import { useFormat } from '../format.ts'
import { Go } from '../parts/Go.tsx'
import {
  IconBook,
  IconCalendar,
  IconFiles,
  IconFingerprint,
  IconOverview,
  IconPlan,
  IconRivals,
  IconStamp,
} from '../parts/icons.ts'
import { useWords } from '../words.tsx'
import { deskIcons, deskOrder, deskPath, hasPage } from './desks.ts'
import css from './Rail.module.css'

export type Place = { to: string; title: string; Icon: typeof IconOverview; exact?: boolean }

/** Every page one can go to from anywhere, in groups. */
export function usePlaces(): { first: Place[]; desks: Place[]; across: Place[] } {
  const t = useWords()
  const kept = new Set(useMission().desks)
  const off = useOff()
  const hasDay = useHasDay()
  const overview = useLeadsToDay() ? '/overview' : '/'
  const desks = deskOrder
    .filter((desk) => kept.has(desk) && !off.desk(desk))
    .map((desk) => ({ to: deskPath(desk), title: t(`desk.${desk}`), Icon: deskIcons[desk] }))
  return {
    first: [
      ...(hasDay ? [{ to: '/day', title: t('page.day'), Icon: IconCalendar, exact: true }] : []),
      { to: overview, title: t('page.overview'), Icon: IconOverview, exact: true },
    ],
    desks,
    across: [
      ...(kept.has('plan') && !off.desk('plan')
        ? [{ to: '/plan', title: t('desk.plan'), Icon: IconPlan }]
        : []),
      ...(off.desk('sources')
        ? []
        : [{ to: '/sources', title: t('page.sources'), Icon: IconBook }]),
      ...(hasPage('rivals') && !off.desk('sources')
        ? [{ to: '/rivals', title: t('page.rivals'), Icon: IconRivals }]
        : []),
      ...(hasDay ? [{ to: '/field', title: t('thumb.title'), Icon: IconStamp }] : []),
      { to: '/registers', title: t('page.registers'), Icon: IconFiles },
      { to: '/log', title: t('page.about'), Icon: IconFingerprint },
    ],
  }
}

/** Where the mark of the first hour stands: in the rail, so that it lies over nothing of a page. */
export const hourPlace = 'hour-place'

export function Rail() {
  const t = useWords()
  const places = usePlaces()
  return (
    <nav className={css.rail} aria-label={t('frame.desks')} data-print="no">
      <div className={css.groups}>
        <Group places={places.first} />
        <Group title={t('frame.desks')} places={places.desks} />
        <Group title={t('frame.across')} places={places.across} />
      </div>
      <div id={hourPlace} className={css.hour} />
      <Foot />
    </nav>
  )
}

function Group({ title, places }: { title?: string; places: readonly Place[] }) {
  return (
    <>
      {title && <p className={css.group}>{title}</p>}
      <ul>
        {places.map(({ to, title: words, Icon, exact }) => (
          <li key={to}>
            <Go
              to={to}
              className={css.place}
              activeClassName={css.here}
              exact={exact ?? false}
              title={words}
            >
              <Icon size={17} stroke={1.6} aria-hidden />
              <span>{words}</span>
            </Go>
          </li>
        ))}
      </ul>
    </>
  )
}

/** How large the record is, and where its log stands; in the past, how much of it was known. */
function Foot() {
  const t = useWords()
  const format = useFormat()
  const moment = useMoment()
  const head = useHead().data
  const hidden = useTimeline().data?.hidden
  if (!head) return <div className={css.foot} />
  return (
    <div className={css.foot}>
      {!moment.known ? (
        <p>{t('foot.record')}</p>
      ) : (
        <p>{t('foot.known', { date: format.when(moment.known) })}</p>
      )}
      {hidden?.total !== undefined && hidden.shown !== undefined && moment.known && (
        <p>{t('foot.statements', { shown: hidden.shown, total: hidden.total })}</p>
      )}
      <p>
        <Go to="/log">{t('foot.entries', { count: head.size })}</Go>
      </p>
    </div>
  )
}
