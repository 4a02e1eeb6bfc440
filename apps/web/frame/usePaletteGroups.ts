/**
 * What the palette offers: what can be done with the record at hand, pages, records, figures, acts, where one was before; and a
 * date that is typed. Each is an option that acts; the palette only shows them.
 */
import { fold, isWhen } from '@konbit/model'
import { useQueryClient } from '@tanstack/react-query'
import { useNavigate, useParams, useRouterState } from '@tanstack/react-router'
import {
  useHere,
  useMeasures,
  useRecord,
  useRegister,
  useRegisters,
  useSearchHits,
} from '../api/hooks.ts'
import { figureAddress, useFigureAddress, useMoment, useSetMoment } from '../api/moment.ts'
import type { Hit, RecordView, RegisterView } from '../api/types.ts'
import { useOff } from '../day/leads.ts'
import { useFormat } from '../format.ts'
import { mending } from '../mend/kept.ts'
import { recordPath } from '../parts/Go.tsx'
import {
  IconArrowBack,
  IconArrowRight,
  IconBadge,
  IconBookmark,
  IconCalendar,
  IconClock,
  IconFiles,
  IconGlobe,
  IconHelp,
  IconLanguage,
  IconPencil,
  IconPlus,
  IconPrinter,
  IconScale,
  type IconSearch,
  IconStamp,
  IconSun,
} from '../parts/icons.ts'
import { usePersonTitle } from '../parts/usePersonTitle.ts'
import { standing, verbTitle } from '../record/verbTitle.ts'
import { type Language, languages } from '../settings.ts'
import { useKeptViews } from '../table/keptViews.ts'
import { searchOf } from '../table/looks.ts'
import { useLanguage, useTerm } from '../words.tsx'
import { askFor } from './asked.ts'
import { furtherPages } from './pages.ts'
import { usePlaces } from './Rail.tsx'
import { type Scheme, useScheme } from './scheme.ts'
import { visitedPaths } from './visited.ts'

export type Option = {
  id: string
  title: string
  about?: string | undefined
  Icon: typeof IconSearch
  act: () => void
}
export type Group = { title: string; options: Option[] }

export function usePaletteGroups(words: string): { groups: Group[]; waiting: boolean } {
  const { t, language, speak } = useLanguage()
  const personTitle = usePersonTitle()
  const term = useTerm()
  const navigate = useNavigate()
  const { mission, missions, become } = useHere()
  const moment = useMoment()
  const setMoment = useSetMoment()
  const format = useFormat()
  const { show } = useFigureAddress()
  const [, setScheme] = useScheme()
  const places = usePlaces()
  const off = useOff()
  const here = useAtHand()
  const recent = useRecent()
  const views = useKeptViews().data?.items ?? []
  const registers = useRegisters().data?.items ?? []
  const measures = useMeasures().data?.items ?? []
  const search = useSearchHits(words)

  const go =
    (path: string, search: object = {}) =>
    (): void =>
      void navigate({
        to: `/${mission.id}${path === '/' ? '' : path}` as never,
        search: search as never,
      })
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
    ...Object.entries(furtherPages).map(([to, key]) => ({
      id: `page${to}`,
      title: t(key),
      Icon: IconFiles,
      act: go(to),
    })),
    ...views.map((one) => ({
      id: `view${one.by}${one.id}`,
      title: one.name,
      about: `${registers.find(({ name }) => name === one.register)?.plural ?? one.register} · ${t('find.view')}`,
      Icon: IconBookmark,
      act: go(`/r/${one.register}`, searchOf(one.look)),
    })),
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
      .filter((one) => one.may.includes('enter') && !off.register(one))
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
      id: 'keys',
      title: t('keys.title'),
      about: '?',
      Icon: IconHelp,
      act: () => askFor('keys'),
    },
    {
      id: 'hour',
      title: t('frame.hour'),
      Icon: IconStamp,
      act: () => askFor('hour'),
    },
    {
      id: 'mend',
      title: t(mending.isOn() ? 'frame.mendDone' : 'frame.mend'),
      Icon: IconPencil,
      act: () => mending.turn(!mending.isOn()),
    },
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
    ...missions
      .filter(({ id }) => id !== mission.id)
      .map((one) => ({
        id: `mission${one.id}`,
        title: one.name,
        about: t('mission.choose'),
        Icon: IconGlobe,
        act: () => void navigate({ to: `/${one.id}` as never, search: {} as never }),
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
  // A date that is typed is a date to go to, whole or in part.
  const isDate = /^\d{4}(-\d{2}){0,2}$/.test(words) && isWhen(words)
  const dates: Option[] = isDate
    ? [
        {
          id: 'at',
          title: t('find.at', { date: format.when(words) }),
          Icon: IconCalendar,
          act: () => setMoment({ at: words }),
        },
        {
          id: 'sameDay',
          title: t('find.sameDay', { date: format.when(words) }),
          Icon: IconCalendar,
          act: () => setMoment({ at: words, known: words }),
        },
      ]
    : []
  const titles = new Map([
    ...pages.map(({ id, title }): [string, string] => [id, title]),
    ...registers.map(({ name, plural }): [string, string] => [`page/r/${name}`, plural]),
  ])
  const before: Option[] = recent.flatMap(({ path, record }) => {
    const title = record?.caption ?? titles.get(`page${path}`)
    if (!title) return []
    const about = record ? titleOf(record.register) : undefined
    return [
      { id: `recent${path}`, title, ...(about ? { about } : {}), Icon: IconClock, act: go(path) },
    ]
  })
  const groups = [
    { title: t('find.dates'), options: dates },
    {
      title: here ? t('find.here', { what: here.record.caption }) : '',
      options: some(here ? here.verbs.map((one) => ({ ...one, act: go(one.path) })) : [], 6),
    },
    { title: t('find.recent'), options: some(before, wanted.length === 0 ? 5 : 3) },
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

type Here = { record: RecordView; verbs: (Omit<Option, 'act'> & { path: string })[] }
/** What may be done with the record of the page, as it stands, by whoever looks. */
function useAtHand(): Here | undefined {
  const { t } = useLanguage()
  const { register: name = '', id = '' } = useParams({ strict: false }) as Record<string, string>
  const register = useRegister(name)
  const record = useRecord(name, id, id !== '').data
  if (!register || !record) return undefined
  return { record, verbs: verbsOf(register, record, t) }
}

function verbsOf(
  register: RegisterView,
  record: RecordView,
  t: (key: string) => string,
): Here['verbs'] {
  const path = recordPath(register.name, record.id)
  return Object.entries(register.verbs)
    .filter(([verb, { from }]) => {
      if (!register.may.includes(verb) || ['enter', 'correct', 'void'].includes(verb)) return false
      return standing.has(verb) || [from ?? []].flat().includes(record.state)
    })
    .map(([verb, act]) => ({
      id: `verb${verb}`,
      title: verbTitle(t, verb, act),
      about: register.title,
      Icon: IconStamp,
      path: `${path}/${verb}`,
    }))
}

/** Pages and records of before, the last first, without the one that is shown; records by what is still at hand of them. */
function useRecent(): { path: string; record?: RecordView }[] {
  const { mission, person } = useHere()
  const client = useQueryClient()
  const now = useRouterState({ select: (state) => state.location.pathname }).slice(
    mission.id.length + 1,
  )
  return visitedPaths()
    .filter((path) => path !== now)
    .flatMap((path) => {
      const [, , register, id] = path.split('/')
      if (!path.startsWith('/r/') || !id) return [{ path }]
      const [found] = client.getQueriesData<RecordView>({
        queryKey: [mission.id, person.id, `/${register}/${id}`],
      })
      return found?.[1] ? [{ path, record: found[1] }] : []
    })
}
