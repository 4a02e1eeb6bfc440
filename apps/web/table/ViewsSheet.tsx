/** Keeping what a list shows under a name, for oneself or for the mission; renaming, sharing and ending what was kept. */
import { type FormEvent, useId, useState } from 'react'
import { uuid7 } from '../api/client.ts'
import { useHere } from '../api/hooks.ts'
import type { RegisterView } from '../api/types.ts'
import { Button } from '../parts/Button.tsx'
import { ErrorPanel } from '../parts/Rest.tsx'
import { Sheet } from '../parts/Sheet.tsx'
import { usePersonTitle } from '../parts/usePersonTitle.ts'
import { useWords } from '../words.tsx'
import { type KeptView, useKeepView } from './keptViews.ts'
import { isSameLook, type Look } from './looks.ts'
import css from './Views.module.css'

const NAME_MAX = 80

export default function ViewsSheet({
  register,
  look,
  views,
  most,
  onClose,
}: {
  register: RegisterView
  look: Look
  views: readonly KeptView[]
  /** How many one may keep. */
  most: number
  onClose: () => void
}) {
  const t = useWords()
  const { keep } = useKeepView()
  const [name, setName] = useState('')
  const [shared, setShared] = useState(false)
  const [problem, setProblem] = useState<unknown>()
  const [id, setId] = useState(uuid7)
  const nameId = useId()
  const mine = views.filter(({ isMine }) => isMine)
  const others = views.filter(({ isMine, mayEnd }) => !isMine && mayEnd)
  const maySend = name.trim() !== '' && mine.length < most
  const act = (work: Promise<unknown>): void => {
    setProblem(undefined)
    void work.catch(setProblem)
  }
  const onSubmit = (event: FormEvent): void => {
    event.preventDefault()
    if (!maySend) return
    act(
      keep({ id, register: register.name, name: name.trim(), shared, look }).then(() => {
        setName('')
        setShared(false)
        setId(uuid7())
      }),
    )
  }
  return (
    <Sheet title={t('views.of', { what: register.plural })} open onClose={onClose}>
      <form className={css.form} onSubmit={onSubmit}>
        <label htmlFor={nameId}>{t('views.name')}</label>
        <div className={css.line}>
          <input
            id={nameId}
            value={name}
            maxLength={NAME_MAX}
            onChange={(event) => setName(event.target.value)}
          />
          <Button type="submit" look="filled" disabled={!maySend}>
            {t('views.keepNow')}
          </Button>
        </div>
        <Shared shared={shared} onChange={setShared} />
        <p className={css.quiet}>{t('views.holds')}</p>
      </form>
      {problem !== undefined && <ErrorPanel error={problem} />}
      {mine.length > 0 && (
        <section className={css.own} aria-label={t('views.mine')}>
          <h3>{t('views.mine')}</h3>
          <ul>
            {mine.map((one) => (
              <Own key={one.id} view={one} look={look} act={act} />
            ))}
          </ul>
          <p className={css.quiet}>{t('views.room', { count: mine.length, most })}</p>
        </section>
      )}
      {others.length > 0 && (
        <section className={css.own} aria-label={t('views.others')}>
          <h3>{t('views.others')}</h3>
          <ul>
            {others.map((one) => (
              <li key={one.id}>
                <Other view={one} act={act} />
              </li>
            ))}
          </ul>
        </section>
      )}
    </Sheet>
  )
}

function Shared({ shared, onChange }: { shared: boolean; onChange: (to: boolean) => void }) {
  const t = useWords()
  return (
    <label className={css.share}>
      <input
        type="checkbox"
        checked={shared}
        onChange={(event) => onChange(event.target.checked)}
      />
      <span>{t('views.share')}</span>
    </label>
  )
}

function Own({
  view,
  look,
  act,
}: {
  view: KeptView
  look: Look
  act: (work: Promise<unknown>) => void
}) {
  const t = useWords()
  const { keep, end } = useKeepView()
  const [name, setName] = useState(view.name)
  const rename = (): void => {
    const next = name.trim()
    if (next === '') setName(view.name)
    else if (next !== view.name) act(keep({ ...view, name: next }))
  }
  return (
    <li>
      <input
        aria-label={t('views.rename', { name: view.name })}
        value={name}
        maxLength={NAME_MAX}
        onChange={(event) => setName(event.target.value)}
        onBlur={rename}
        onKeyDown={(event) => {
          if (event.key !== 'Enter') return
          event.preventDefault()
          rename()
        }}
      />
      <div className={css.deeds}>
        <Shared shared={view.shared} onChange={(shared) => act(keep({ ...view, shared }))} />
        {!isSameLook(view.look, look) && (
          <Button size="small" onClick={() => act(keep({ ...view, look }))}>
            {t('views.replace')}
            <span className="aside-only">: {view.name}</span>
          </Button>
        )}
        <Button size="small" onClick={() => act(end(view.id))}>
          {t('views.end')}
          <span className="aside-only">: {view.name}</span>
        </Button>
      </div>
    </li>
  )
}

/** What somebody else shared, for whoever keeps access in order. */
function Other({ view, act }: { view: KeptView; act: (work: Promise<unknown>) => void }) {
  const t = useWords()
  const personTitle = usePersonTitle()
  const { mission } = useHere()
  const { end } = useKeepView()
  const given = mission.people.find(({ id }) => id === view.by)?.title
  return (
    <div className={css.deeds}>
      <span>
        {view.name} · {t('views.sharedBy', { who: personTitle(view.by, given) })}
      </span>
      <Button size="small" onClick={() => act(end(view.id))}>
        {t('views.end')}
        <span className="aside-only">: {view.name}</span>
      </Button>
    </div>
  )
}
