/** Who is looking: on a demonstration one chooses a person, plainly marked; elsewhere it is oneself, with the way out. */
import { useForget } from '../api/account.ts'
import { useHere } from '../api/hooks.ts'
import { leave } from '../outbox/leave.ts'
import { Go } from '../parts/Go.tsx'
import { IconBadge, IconExit } from '../parts/icons.ts'
import { Choices, Pop } from '../parts/Pop.tsx'
import { usePersonTitle } from '../parts/usePersonTitle.ts'
import { useModelWord } from '../record/modelWords.ts'
import { useWords } from '../words.tsx'
import css from './Bar.module.css'
import { OwnItems } from './OwnItems.tsx'
import own from './PersonMenu.module.css'

export function PersonMenu() {
  return useHere().mission.demo ? <DemoPeople /> : <Oneself />
}

function Oneself() {
  const t = useWords()
  const role = useModelWord('role')
  const { person } = useHere()
  const forget = useForget()
  return (
    <Pop
      label={t('account.menu')}
      align="end"
      role="menu"
      buttonClass={css.tool}
      button={
        <>
          <IconBadge size={18} stroke={1.75} aria-hidden />
          <span className={css.toolWords}>{person.title}</span>
        </>
      }
    >
      {(close) => (
        <div className={own.menu}>
          <p className={own.who}>
            <b>{person.title}</b>
            <span>{person.roles.map(role).join(', ') || t('account.none')}</span>
          </p>
          <Go to="/account" role="menuitem" className={own.item} onClick={close}>
            {t('account.title')}
          </Go>
          {person.roles.includes('registrar') && (
            <Go to="/invitations" role="menuitem" className={own.item} onClick={close}>
              {t('account.letIn')}
            </Go>
          )}
          <OwnItems close={close} />
          <button
            type="button"
            role="menuitem"
            className={own.item}
            onClick={() => void leave().then(forget)}
          >
            <IconExit size={16} stroke={1.75} aria-hidden />
            {t('account.signOut')}
          </button>
        </div>
      )}
    </Pop>
  )
}

function DemoPeople() {
  const t = useWords()
  const { mission, person, become } = useHere()
  const titleOf = usePersonTitle()
  return (
    <Choices
      label={t('person.choose')}
      align="end"
      buttonClass={css.tool}
      button={
        <>
          <IconBadge size={18} stroke={1.75} aria-hidden />
          <span className={css.toolWords}>{titleOf(person.id, person.title)}</span>
          <span className={css.demo}>{t('person.demo')}</span>
        </>
      }
      note={t('person.note')}
      value={person.id}
      choices={mission.people.map((one) => ({
        value: one.id,
        title: titleOf(one.id, one.title),
        about: (one.clearances ?? [])
          .map(({ label, unit }) => `${t(`label.${label}`)}${unit === '*' ? '' : ` · ${unit}`}`)
          .join(', '),
      }))}
      onChoose={become}
      foot={(close) => <OwnItems close={close} />}
    />
  )
}
