/** The pages of the planner, side by side; what was chosen on one goes along to the next. */
import { useLocation, useSearch } from '@tanstack/react-router'
import css from '../pages/desk/desk.module.css'
import { Go } from '../parts/Go.tsx'
import { useWords } from '../words.tsx'
import { readChoices, writeChoices } from './choices.ts'

const tabs = ['plan', 'plan/scenarios', 'plan/memo', 'plan/forecasts'] as const

export function PlanTabs() {
  const t = useWords()
  const { pathname } = useLocation()
  const search = useSearch({ strict: false }) as Parameters<typeof readChoices>[0]
  const chosen = writeChoices(readChoices(search)) as Record<string, string | string[] | undefined>
  return (
    <nav className={css.tabs} aria-label={t('plan.pages')} data-print="no">
      {tabs.map((tab) => (
        <Go
          key={tab}
          to={`/${tab}`}
          search={chosen}
          className={`${css.tab} ${pathname.endsWith(`/${tab}`) ? css.here : ''}`}
          aria-current={pathname.endsWith(`/${tab}`) ? 'page' : undefined}
        >
          {t(`plan.tab.${tab}`)}
        </Go>
      ))}
    </nav>
  )
}
