/**
 * The addresses. Everything lies under a mission; `at` and `known` stay in the address through every link. Pages are
 * fetched when they are first opened, all but the overview.
 */
import type { QueryClient } from '@tanstack/react-query'
import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  redirect,
  retainSearchParams,
} from '@tanstack/react-router'
import type { ComponentType } from 'react'
import { missionsQuery } from './api/hooks.ts'
import { First } from './day/First.tsx'
import { drawn } from './frame/desks.ts'
import { MissionHere, MissionsProblem } from './frame/MissionHere.tsx'
import { NotFound } from './pages/NotFound.tsx'
import { Overview } from './pages/Overview.tsx'
import { readSearch, writeSearch } from './search.ts'
import { withWords } from './words.tsx'

type Loads = typeof import('./loads.ts').loads
type Search = { at?: string; known?: string; as?: string; figure?: string }

const text = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' ? value : undefined

export function makeRouter(client: QueryClient) {
  const root = createRootRoute({ notFoundComponent: NotFound, errorComponent: MissionsProblem })

  const home = createRoute({
    getParentRoute: () => root,
    path: '/',
    beforeLoad: async () => {
      const { items } = await client.ensureQueryData(missionsQuery)
      const first = items[0]
      if (first) throw redirect({ to: `/${first.id}` as never, replace: true })
    },
    component: MissionsProblem,
  })

  const mission = createRoute({
    getParentRoute: () => root,
    path: '$mission',
    validateSearch: (search: Record<string, unknown>): Search & Record<string, unknown> => ({
      ...search,
      at: text(search.at),
      known: text(search.known),
      as: text(search.as),
      figure: text(search.figure),
    }),
    search: { middlewares: [retainSearchParams(['at', 'known', 'as'])] },
    loader: () => client.ensureQueryData(missionsQuery),
    component: MissionHere,
    errorComponent: MissionsProblem,
    notFoundComponent: NotFound,
  })

  const later = (load: () => Promise<{ default: ComponentType }>) =>
    lazyRouteComponent(withWords(load))
  /** Where its files lie is told by a piece of its own: the first page goes nowhere. */
  const page = (path: keyof Loads) =>
    createRoute({
      getParentRoute: () => mission,
      path,
      component: later(async () => (await import('./loads.ts')).loads[path]()),
    })

  // Beside the mission, not in it: whoever opens a link is not in yet.
  const welcome = createRoute({
    getParentRoute: () => root,
    path: '$mission/welcome',
    component: later(() => import('./pages/account/WelcomePage.tsx')),
  })

  const tree = root.addChildren([
    home,
    welcome,
    mission.addChildren([
      createRoute({ getParentRoute: () => mission, path: '/', component: First }),
      createRoute({ getParentRoute: () => mission, path: 'overview', component: Overview }),
      // The first page of whoever works for the mission: its words are there from the start.
      createRoute({
        getParentRoute: () => mission,
        path: 'day',
        component: lazyRouteComponent(() => import('./day/DayPage.tsx')),
      }),
      page('day/report'),
      page('orders'),
      page('reports'),
      page('reports/$id'),
      page('r/$register'),
      page('r/$register/import'),
      page('r/$register/new'),
      page('r/$register/$id'),
      page('r/$register/$id/$verb'),
      page('desk/$desk'),
      page('mandate/succession'),
      page('logistics/reliability'),
      page('logistics/stock'),
      page('logistics/beds'),
      page('logistics/inspections/$id'),
      page('situation/map'),
      page('situation/areas'),
      page('situation/reports'),
      page('situation/ways'),
      page('situation/watch'),
      page('plan'),
      page('plan/scenarios'),
      page('plan/memo'),
      page('plan/forecasts'),
      page('funds/runway'),
      page('funds/claims'),
      page('funds/claims/$id'),
      page('field'),
      page('field/strength'),
      page('field/vehicle'),
      page('field/inspection'),
      page('field/gate'),
      page('field/incident'),
      page('field/$form/blank'),
      page('registers'),
      page('sources'),
      page('outbox'),
      page('outbox/bundle'),
      page('account'),
      page('invitations'),
      page('attribution'),
      page('notices'),
      page('log'),
      page('words'),
      page('readings'),
      page('retention'),
      page('requests'),
      page('operations/duty'),
      page('operations/$id'),
      page('people/tours'),
      page('people/strength'),
      page('people/posts'),
      page('people/manifests'),
      page('people/manifests/$id'),
      page('people/pay'),
      page('contributor/$organisation'),
      page('custody/care'),
      page('accountability/monitor'),
      page('accountability/case/$id'),
      page('seal'),
      page('sharing/release/$id'),
      page('sharing/trace'),
      page('fit'),
      page('about'),
      page('$register'),
      page('$register/$id'),
      ...drawn.map(page),
    ]),
  ])

  return createRouter({
    routeTree: tree,
    parseSearch: readSearch,
    stringifySearch: writeSearch,
    defaultPreload: 'intent',
    defaultPreloadDelay: 60,
    scrollRestoration: true,
    defaultNotFoundComponent: NotFound,
  })
}
