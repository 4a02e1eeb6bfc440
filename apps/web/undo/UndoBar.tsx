/**
 * What was just done, quietly at the foot of the page, with the way to take it back. It says so when it cannot be taken back,
 * and goes away by itself; Ctrl+Z still takes the last one back.
 */
import { useEffect, useRef, useState } from 'react'
import { useHere } from '../api/hooks.ts'
import { useFormat } from '../format.ts'
import { Button } from '../parts/Button.tsx'
import { GoRecord } from '../parts/Go.tsx'
import { IconArrowBack, IconX } from '../parts/icons.ts'
import { useTold } from '../parts/useTold.ts'
import { useModelWord } from '../record/modelWords.ts'
import { verbDone } from '../record/verbTitle.ts'
import { useLanguage } from '../words.tsx'
import { type Deed, useDeeds } from './deeds.ts'
import { lastToRedo, lastToUndo } from './rules.ts'
import css from './UndoBar.module.css'
import { useUndo } from './useUndo.ts'

/** What the frame's keys ask for. */
export type Wish = { undo: number; redo: number }

const SHOWN_MS = 20_000

export default function UndoBar({ wish }: { wish: Wish }) {
  const { t } = useLanguage()
  const deeds = useDeeds()
  const last = deeds.at(-1)
  const undo = useUndo()
  const { why, back, under } = undo
  const [gone, setGone] = useState<string>()
  const [held, setHeld] = useState(false)
  const [because, setBecause] = useState<string>()
  const [nothing, setNothing] = useState(false)
  const isOpen = (last !== undefined && gone !== last.id) || undo.problem !== undefined

  // biome-ignore lint/correctness/useExhaustiveDependencies: another deed begins anew
  useEffect(() => {
    setBecause(undefined)
    setNothing(false)
  }, [last?.id])
  useEffect(() => {
    if (!last || !isOpen || held || under || because !== undefined || undo.problem) return
    const timer = setTimeout(() => setGone(last.id), SHOWN_MS)
    return () => clearTimeout(timer)
  }, [last, isOpen, held, under, because, undo.problem])

  const done = useRef(wish)
  useEffect(() => {
    const isUndo = wish.undo !== done.current.undo
    const isRedo = wish.redo !== done.current.redo
    done.current = wish
    if (!isUndo && !isRedo) return
    const isFree = (deed: Deed): boolean => why(deed) === undefined
    const wanted = isUndo ? lastToUndo(deeds, isFree) : lastToRedo(deeds, isFree)
    setNothing(!wanted)
    setGone(undefined)
    if (wanted) void back(wanted, t(isUndo ? 'undo.because' : 'undo.becauseBack'))
  }, [wish, deeds, why, back, t])

  if (!isOpen || !last) return null
  const reason = why(last)
  const usual = t(last.took ? 'undo.becauseBack' : 'undo.because')
  const send = (): void => void back(last, because?.trim() || usual)
  return (
    <section
      className={css.bar}
      aria-label={t('undo.label')}
      data-print="no"
      onPointerEnter={() => setHeld(true)}
      onPointerLeave={() => setHeld(false)}
      onFocus={() => setHeld(true)}
      onBlur={() => setHeld(false)}
    >
      <div className={css.said} role="status">
        <p>
          <Said deed={last} undo={undo} />
        </p>
        {under && <p>{t('undo.under', { done: under.done, of: under.of })}</p>}
        {!under && undo.problem && <Refused {...undo.problem} />}
        {!under && !undo.problem && nothing && <p>{t('undo.nothing')}</p>}
        {!under && !undo.problem && reason && <Why reason={reason} deed={last} undo={undo} />}
      </div>
      {because !== undefined && (
        <form
          className={css.reason}
          onSubmit={(event) => {
            event.preventDefault()
            send()
          }}
        >
          <input
            // biome-ignore lint/a11y/noAutofocus: it was opened to be typed in
            autoFocus
            aria-label={t('form.because')}
            value={because}
            maxLength={2000}
            onChange={(event) => setBecause(event.target.value)}
          />
        </form>
      )}
      <div className={css.deeds}>
        {under ? (
          under.of > 1 && <Button onClick={undo.stop}>{t('undo.stop')}</Button>
        ) : (
          <>
            {!reason && !undo.problem && (
              <>
                <Button
                  look="filled"
                  icon={<IconArrowBack size={16} stroke={1.75} aria-hidden />}
                  onClick={send}
                >
                  {t(last.took ? 'undo.back' : 'undo.undo')}
                </Button>
                {because === undefined && (
                  <Button look="bare" onClick={() => setBecause(usual)}>
                    {t('undo.reason')}
                  </Button>
                )}
              </>
            )}
            <button
              type="button"
              className={css.close}
              aria-label={t('close')}
              onClick={() => {
                undo.forget()
                setGone(last.id)
              }}
            >
              <IconX size={18} stroke={1.75} aria-hidden />
            </button>
          </>
        )}
      </div>
    </section>
  )
}

type Undo = ReturnType<typeof useUndo>

/** What was done, of which register, with the way to the record where it is one. */
function Said({ deed, undo }: { deed: Deed; undo: Undo }) {
  const { t } = useLanguage()
  const format = useFormat()
  const { mission } = useHere()
  const register = undo.registerOf(deed.register)
  const title = register?.title ?? deed.register
  const verb =
    deed.verb === 'bring' ? t('undo.brought') : verbDone(t, deed.verb, register?.verbs[deed.verb])
  const [one] = deed.made
  if (deed.made.length > 1 || !one)
    return `${verb}: ${t('undo.records', { count: deed.made.length, what: register?.plural ?? title })}`
  const entry = t('undo.entry', { seq: format.number(one.seq) })
  return (
    <>
      {verb}:{' '}
      {deed.mission === mission.id && !(deed.took && deed.verb === 'void') ? (
        <GoRecord register={deed.register} id={one.record}>
          {title}
        </GoRecord>
      ) : (
        title
      )}
      , {entry}
    </>
  )
}

function Why({ reason, deed, undo }: { reason: string; deed: Deed; undo: Undo }) {
  const { t } = useLanguage()
  const role = useModelWord('role')
  const register = undo.registerOf(deed.register)
  const by = (register?.verbs.void?.by ?? []).filter((one) => one !== 'importer').map(role)
  if (reason !== 'undo.mayNot') return <p className={css.why}>{t(reason)}</p>
  return (
    <p className={css.why}>
      {by.length > 0 ? t('undo.mayNot', { roles: by.join(', ') }) : t('undo.nobody')}
    </p>
  )
}

function Refused({ problem, done, of }: NonNullable<Undo['problem']>) {
  const { t, has } = useLanguage()
  const told = useTold()(problem.told)
  const key = `problem.${problem.kind}.sentence`
  const isLate = problem.kind === 'stale' || problem.conflict !== undefined
  const said = isLate ? t('undo.late') : (told ?? (has(key) ? t(key) : problem.message))
  return (
    <p className={css.why} role="alert">
      {of > 1 && `${t('undo.part', { done, of })} `}
      {said}
    </p>
  )
}
