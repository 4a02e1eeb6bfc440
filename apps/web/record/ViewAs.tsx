/** Chooses whose eyes the pages are seen with: a role, or an organisation. It narrows and never widens. */
import { useList } from '../api/hooks.ts'
import { useViewAs } from '../api/moment.ts'
import { Sheet } from '../parts/Sheet.tsx'
import { useWords } from '../words.tsx'
import css from './Beside.module.css'
import { useModelWord, viewedRoles } from './modelWords.ts'

export default function ViewAs({ onClose }: { onClose: () => void }) {
  const t = useWords()
  const title = useModelWord('role')
  const { view } = useViewAs()
  const bodies = useList('organisation', { limit: 200 }).data?.items ?? []
  const choose = (as: string): void => {
    onClose()
    view(as)
  }
  const list = (items: { as: string; title: string }[]) => (
    <ul className={css.roles}>
      {items.map((one) => (
        <li key={one.as}>
          <button type="button" onClick={() => choose(one.as)}>
            {one.title}
          </button>
        </li>
      ))}
    </ul>
  )
  return (
    <Sheet title={t('as.title')} open onClose={onClose} wide>
      <div className={css.sheet}>
        <p className={css.text}>{t('as.text')}</p>
        <h3>{t('as.roles')}</h3>
        {list(viewedRoles.map((role) => ({ as: `role:${role}`, title: title(role) })))}
        <h3>{t('as.organisations')}</h3>
        {list(bodies.map(({ id, caption }) => ({ as: `organisation:${id}`, title: caption })))}
      </div>
    </Sheet>
  )
}
