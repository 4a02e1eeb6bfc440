/** The bar: mark, mission with its clock, the way to find things, language, scheme, and who is looking (a demonstration). */
import { useNavigate } from '@tanstack/react-router'
import { useHere } from '../api/hooks.ts'
import { NoticesBell } from '../notices/NoticesBell.tsx'
import { LineChip } from '../outbox/LineChip.tsx'
import { Go } from '../parts/Go.tsx'
import {
  IconChevronDown,
  IconGlobe,
  IconHelp,
  IconLanguage,
  IconMoon,
  IconSearch,
  IconSun,
} from '../parts/icons.ts'
import { Choices } from '../parts/Pop.tsx'
import type { Language } from '../settings.ts'
import { languages, product } from '../settings.ts'
import { useLanguage } from '../words.tsx'
import css from './Bar.module.css'
import { PersonMenu } from './PersonMenu.tsx'
import type { Scheme } from './scheme.ts'
import { isDark, useScheme } from './scheme.ts'

export function Bar({ onFind, onHelp }: { onFind: () => void; onHelp: () => void }) {
  const { mission, missions } = useHere()
  const { t, language, speak } = useLanguage()
  const [scheme, setScheme] = useScheme()
  const navigate = useNavigate()
  const clock = (one: typeof mission): string =>
    [
      ...(one.demo ? [t(one.exercise ? 'mission.exercise' : 'mission.reference')] : []),
      t(`mission.clock.${one.clock}`),
    ].join(' · ')

  return (
    <div className={css.bar} data-print="no">
      <Go to="/" className={css.brand} aria-label={`${product}: ${t('page.overview')}`}>
        <Mark />
        <span className={css.product}>{product}</span>
      </Go>
      <div className={css.mission}>
        <Choices
          label={t('mission.choose')}
          buttonClass={css.missionButton}
          button={
            <>
              <IconGlobe size={18} stroke={1.75} aria-hidden />
              <b>{mission.name}</b>
              <span className={css.clock}>{clock(mission)}</span>
              <IconChevronDown size={16} stroke={2} aria-hidden />
            </>
          }
          value={mission.id}
          choices={missions.map((one) => ({ value: one.id, title: one.name, about: clock(one) }))}
          onChoose={(id) => void navigate({ to: `/${id}` as never, search: {} as never })}
        />
      </div>
      <button type="button" className={css.find} onClick={onFind} aria-keyshortcuts="Control+K">
        <IconSearch size={18} stroke={1.75} aria-hidden />
        <span className={css.findWords}>{t('find.button')}</span>
        <kbd>Ctrl K</kbd>
      </button>
      <div className={css.tools}>
        <LineChip />
        <NoticesBell className={css.tool} />
        <Choices
          label={t('language.choose')}
          align="end"
          buttonClass={css.tool}
          button={
            <>
              <IconLanguage size={18} stroke={1.75} aria-hidden />
              <span className={css.toolWords}>{languages[language]}</span>
            </>
          }
          note={t('language.note')}
          value={language}
          choices={Object.entries(languages).map(([value, title]) => ({
            value,
            title,
            about: t(`language.${value}.about`),
          }))}
          onChoose={(value) => speak(value as Language)}
        />
        <div className={css.schemeTool}>
          <Choices
            label={t('scheme.choose')}
            align="end"
            buttonClass={css.tool}
            button={
              <>
                {isDark() ? (
                  <IconMoon size={18} stroke={1.75} aria-hidden />
                ) : (
                  <IconSun size={18} stroke={1.75} aria-hidden />
                )}
                <span className="aside-only">{t(`scheme.${scheme}`)}</span>
              </>
            }
            value={scheme}
            choices={(['auto', 'light', 'dark'] as const).map((value) => ({
              value,
              title: t(`scheme.${value}`),
            }))}
            onChoose={(value) => setScheme(value as Scheme)}
          />
        </div>
        <button
          type="button"
          className={`${css.tool} ${css.helpTool}`}
          aria-label={t('frame.help')}
          title={t('frame.help')}
          onClick={onHelp}
        >
          <IconHelp size={18} stroke={1.75} aria-hidden />
        </button>
        <PersonMenu />
      </div>
    </div>
  )
}

function Mark() {
  return (
    <svg viewBox="0 0 32 32" width="22" height="22" aria-hidden className={css.mark}>
      <path d="M3 2h9v28H3z" />
      <path d="M20 2h10L20 15h-8z" opacity="0.55" />
      <path d="M12 15h8l11 15H20z" />
    </svg>
  )
}
