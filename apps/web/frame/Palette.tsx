/**
 * The palette: find a record, go to a page, do something. Words find records with or without their accents; arrows
 * choose, Enter opens, Escape closes.
 */

import { fold } from '@konbit/model'
import { useNavigate } from '@tanstack/react-router'
import { type KeyboardEvent, useDeferredValue, useEffect, useId, useRef, useState } from 'react'
import { useHere, useMeasures, useRegisters, useSearchHits } from '../api/hooks.ts'
import { figureAddress, useFigureAddress, useMoment, useSetMoment } from '../api/moment.ts'
import type { Hit } from '../api/types.ts'
import { recordPath } from '../parts/Go.tsx'
import {
  IconArrowBack,
  IconArrowRight,
  IconBadge,
  IconFiles,
  IconLanguage,
  IconPlus,
  IconPrinter,
  IconScale,
  IconSearch,
  IconSun,
} from '../parts/icons.ts'
import { Sheet } from '../parts/Sheet.tsx'
import { usePersonTitle } from '../parts/usePersonTitle.ts'
import { type Language, languages } from '../settings.ts'
import { useLanguage, useTerm } from '../words.tsx'
import css from './Palette.module.css'
import { usePlaces } from './Rail.tsx'
import { type Scheme, useScheme } from './scheme.ts'

type Option = {
  id: string
  title: string
  about?: string | undefined
  Icon: typeof IconSearch
  act: () => void
}
type Group = { title: string; options: Option[] }

export default function Palette({ onClose }: { onClose: () => void }) {
  const { t } = useLanguage()
  const [words, setWords] = useState('')
  const [at, setAt] = useState(0)
  const list = useId()
  const box = useRef<HTMLDivElement>(null)
  const { groups, waiting } = useGroups(useDeferredValue(words.trim()))
  const options = groups.flatMap((group) => group.options)
  const chosen = options[Math.min(at, options.length - 1)]

  // biome-ignore lint/correctness/useExhaustiveDependencies: new words begin at the first hit
  useEffect(() => setAt(0), [words])
  useEffect(() => {
    box.current?.querySelector(`[data-at="${at}"]`)?.scrollIntoView({ block: 'nearest' })
  }, [at])

  const run = (option: Option | undefined): void => {
    if (!option) return
    onClose()
    option.act()
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    const last = options.length - 1
    const to = { ArrowDown: at >= last ? 0 : at + 1, ArrowUp: at <= 0 ? last : at - 1 }[event.key]
    if (to !== undefined) {
      event.preventDefault()
      setAt(to)
    } else if (event.key === 'Enter') {
      event.preventDefault()
      run(chosen)
    }
  }

  let index = -1
  return (
    <Sheet title={t('find.title')} open onClose={onClose} bare>
      <div className={css.top}>
        <IconSearch size={20} stroke={1.75} aria-hidden />
        <input
          // biome-ignore lint/a11y/noAutofocus: the palette is opened to type in
          autoFocus
          type="text"
          role="combobox"
          aria-expanded="true"
          aria-controls={list}
          aria-activedescendant={chosen ? `${list}-${options.indexOf(chosen)}` : undefined}
          aria-label={t('find.button')}
          placeholder={t('find.button')}
          value={words}
          onChange={(event) => setWords(event.target.value)}
          onKeyDown={onKeyDown}
        />
        <button type="button" className={css.close} onClick={onClose}>
          {t('close')}
        </button>
      </div>
      <div ref={box} className={css.hits} id={list} role="listbox" aria-label={t('find.title')}>
        {groups.map((group) => (
          // biome-ignore lint/a11y/useSemanticElements: groups of a listbox have no element of their own
          <div key={group.title} role="group" aria-label={group.title}>
            <p className={css.group} aria-hidden>
              {group.title}
            </p>
            {group.options.map((option) => {
              index += 1
              const own = index
              return (
                // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are read by the input that owns the list
                <div
                  key={option.id}
                  id={`${list}-${own}`}
                  data-at={own}
                  role="option"
                  tabIndex={-1}
                  aria-selected={option === chosen}
                  className={css.option}
                  onClick={() => run(option)}
                  onPointerMove={() => setAt(own)}
                >
                  <option.Icon size={18} stroke={1.6} aria-hidden />
                  <span className={css.title}>{option.title}</span>
                  {option.about && <span className={css.about}>{option.about}</span>}
                </div>
              )
            })}
          </div>
        ))}
      </div>
      <p className={css.status} role="status">
        {options.length === 0 && !waiting ? t('find.nothing', { words }) : ''}
      </p>
    </Sheet>
  )
}

function useGroups(words: string): { groups: Group[]; waiting: boolean } {
  const { t, language, speak } = useLanguage()
  const personTitle = usePersonTitle()
  const term = useTerm()
  const navigate = useNavigate()
  const { mission, become } = useHere()
  const moment = useMoment()
  const setMoment = useSetMoment()
  const { show } = useFigureAddress()
  const [, setScheme] = useScheme()
  const places = usePlaces()
  const registers = useRegisters().data?.items ?? []
  const measures = useMeasures().data?.items ?? []
  const search = useSearchHits(words)

  const go = (path: string) => (): void =>
    void navigate({ to: `/${mission.id}${path === '/' ? '' : path}` as never, search: {} as never })
  const wanted = fold(words).split(/\s+/).filter(Boolean)
  const fits = ({ title, about }: Option): boolean => {
    const text = fold(`${title} ${about ?? ''}`)
    return wanted.every((word) => text.includes(word))
  }
  const titleOf = (register: string): string =>
    registers.find((one) => one.name === register)?.title ?? register

  const pages: Option[] = [
    ...[...places.first, ...places.desks, ...places.across].map(({ to, title, Icon }) => ({
      id: `page${to}`,
      title,
      Icon,
      act: go(to),
    })),
    {
      id: 'page/attribution',
      title: t('page.attribution'),
      Icon: IconFiles,
      act: go('/attribution'),
    },
    ...registers.map((one) => ({
      id: `list${one.name}`,
      title: one.plural,
      about: t('find.list'),
      Icon: IconFiles,
      act: go(`/r/${one.name}`),
    })),
  ]
  const figures: Option[] = measures.map((one) => ({
    id: `figure${one.name}`,
    title: one.title,
    about: one.name,
    Icon: IconScale,
    act: () => show(figureAddress(one.name)),
  }))
  const actions: Option[] = [
    ...registers
      .filter((one) => one.may.includes('enter'))
      .map((one) => ({
        id: `enter${one.name}`,
        title: t('enter.title', { what: one.title.toLowerCase() }),
        Icon: IconPlus,
        act: go(`/r/${one.name}/new`),
      })),
    ...(moment.isNow
      ? []
      : [
          {
            id: 'now',
            title: t('machine.back'),
            Icon: IconArrowBack,
            act: () => setMoment({ at: undefined, known: undefined }),
          },
        ]),
    {
      id: 'print',
      title: t('print'),
      Icon: IconPrinter,
      act: () => setTimeout(() => print(), 200),
    },
    ...Object.entries(languages)
      .filter(([name]) => name !== language)
      .map(([name, title]) => ({
        id: `speak${name}`,
        title,
        about: t('language.choose'),
        Icon: IconLanguage,
        act: () => speak(name as Language),
      })),
    ...(['auto', 'light', 'dark'] as const).map((one) => ({
      id: `scheme${one}`,
      title: t(`scheme.${one}`),
      about: t('scheme.choose'),
      Icon: IconSun,
      act: () => setScheme(one as Scheme),
    })),
    ...mission.people.map((one) => ({
      id: `person${one.id}`,
      title: personTitle(one.id, one.title),
      about: t('find.become'),
      Icon: IconBadge,
      act: () => become(one.id),
    })),
  ]
  const records: Option[] =
    wanted.length === 0
      ? []
      : ranked(search.data?.items ?? [], words).map((hit) => ({
          id: hit.id,
          title: hit.caption,
          about: [
            titleOf(hit.register),
            hit.state && hit.state !== 'recorded' && hit.state !== 'listed'
              ? term(`state.${hit.register}`, hit.state)
              : '',
          ]
            .filter(Boolean)
            .join(' · '),
          Icon: IconArrowRight,
          act: go(recordPath(hit.register, hit.id)),
        }))

  const some = (options: Option[], most: number): Option[] =>
    (wanted.length === 0 ? options : options.filter(fits)).slice(0, most)
  const groups = [
    { title: t('find.pages'), options: some(pages, wanted.length === 0 ? 14 : 6) },
    { title: t('find.records'), options: records },
    { title: t('find.figures'), options: wanted.length === 0 ? [] : some(figures, 5) },
    {
      title: t('find.actions'),
      options: wanted.length === 0 ? some(actions, 5) : some(actions, 6),
    },
  ]
  return { groups: groups.filter(({ options }) => options.length > 0), waiting: search.isFetching }
}

const MOST = 12
/** Statements and series are many and speak of other things: what bears the words in its own name comes first. */
const behind = new Set(['claim', 'observation', 'source'])

function ranked(hits: readonly Hit[], words: string): Hit[] {
  const wanted = fold(words)
  const rank = ({ register, caption }: Hit): number => {
    const name = fold(caption)
    return (
      (behind.has(register) ? 4 : 0) + (name.startsWith(wanted) ? 0 : name.includes(wanted) ? 1 : 2)
    )
  }
  return [...hits].sort((a, b) => rank(a) - rank(b)).slice(0, MOST)
}
