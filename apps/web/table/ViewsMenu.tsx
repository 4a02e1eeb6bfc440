/** Named views of a list, beside its tools: one press shows one. Keeping, renaming and ending are in a sheet of their own. */
import { useNavigate } from '@tanstack/react-router'
import { lazy, Suspense, useState } from 'react'
import { useHere } from '../api/hooks.ts'
import type { RegisterView } from '../api/types.ts'
import { IconBookmark, IconCheck, IconUsers } from '../parts/icons.ts'
import { Pop } from '../parts/Pop.tsx'
import { Skeleton } from '../parts/Rest.tsx'
import { usePersonTitle } from '../parts/usePersonTitle.ts'
import { useWords } from '../words.tsx'
import { useKeptViews } from './keptViews.ts'
import { isSameLook, type Look, searchOf } from './looks.ts'
import css from './Views.module.css'

/** No filter, and the columns that one chose oneself. */
const everything: Look = { filters: {} }

const ViewsSheet = lazy(() => import('./ViewsSheet.tsx'))

export function ViewsMenu({
  register,
  look,
}: {
  register: RegisterView
  /** What is shown now. */
  look: Look
}) {
  const t = useWords()
  const personTitle = usePersonTitle()
  const { person } = useHere()
  const views = useKeptViews(register.name)
  const [open, setOpen] = useState(false)
  const show = useShowLook()
  const items = views.data?.items ?? []
  const shown = items.find((one) => isSameLook(one.look, look))
  return (
    <>
      <Pop
        label={t('views.title')}
        title={t('views.title')}
        align="end"
        dataKey="views"
        buttonClass={css.button}
        button={
          <>
            <IconBookmark size={18} stroke={1.6} aria-hidden />
            <span className={css.name}>{shown?.name ?? t('views.title')}</span>
          </>
        }
      >
        {(close) => (
          <div className={css.menu}>
            {views.isPending && <Skeleton lines={3} height={28} />}
            <ul>
              <li>
                <button
                  type="button"
                  className={css.item}
                  aria-current={(!shown && isSameLook(look, everything)) || undefined}
                  onClick={() => {
                    show(everything)
                    close()
                  }}
                >
                  <span>{t('views.everything')}</span>
                </button>
              </li>
              {items.map((one) => (
                <li key={`${one.by}${one.id}`}>
                  <button
                    type="button"
                    className={css.item}
                    aria-current={one === shown || undefined}
                    onClick={() => {
                      show(one.look)
                      close()
                    }}
                  >
                    <span>
                      {one.name}
                      {one.shared && (
                        <span className={css.by}>
                          <IconUsers size={13} stroke={1.75} aria-hidden />
                          {one.isMine
                            ? t('views.sharedByMe')
                            : t('views.sharedBy', { who: personTitle(one.by, undefined) })}
                        </span>
                      )}
                    </span>
                    {one === shown && <IconCheck size={16} aria-hidden />}
                  </button>
                </li>
              ))}
            </ul>
            {person.roles.length > 0 && (
              <button
                type="button"
                className={css.keep}
                onClick={() => {
                  setOpen(true)
                  close()
                }}
              >
                {t('views.keep')}
              </button>
            )}
          </div>
        )}
      </Pop>
      {open && (
        <Suspense>
          <ViewsSheet
            register={register}
            look={look}
            views={items}
            most={views.data?.most ?? 0}
            onClose={() => setOpen(false)}
          />
        </Suspense>
      )}
    </>
  )
}

/** Shows a look in the place of what is shown; the moment stays. */
function useShowLook(): (look: Look) => void {
  const navigate = useNavigate()
  return (look) =>
    void navigate({
      to: '.',
      search: (({ at, known, as }: Record<string, unknown>) => ({
        at,
        known,
        as,
        ...searchOf(look),
      })) as never,
      resetScroll: false,
    })
}
