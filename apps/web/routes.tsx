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

  type Load = () => Promise<{ default: ComponentType }>
  const later = (load: Load) => lazyRouteComponent(withWords(load))
  const page = (path: string, load: Load) =>
    createRoute({ getParentRoute: () => mission, path, component: later(load) })

  const desks = Object.entries(drawn).map(([file, load]) =>
    page((file.split('/').at(-1) as string).replace('.tsx', ''), load),
  )

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
      page('day/report', () => import('./day/ReportPage.tsx')),
      page('orders', () => import('./day/OrdersPage.tsx')),
      page('reports', () => import('./reports/ReportsPage.tsx')),
      page('reports/$id', () => import('./reports/ReportPage.tsx')),
      page('r/$register', () => import('./pages/RegisterPage.tsx')),
      page('r/$register/import', () => import('./pages/ImportPage.tsx')),
      page('r/$register/new', () => import('./pages/EnterPage.tsx')),
      page('r/$register/$id', () => import('./pages/RecordPage.tsx')),
      page('r/$register/$id/$verb', () => import('./pages/VerbPage.tsx')),
      page('desk/$desk', () => import('./pages/DeskPage.tsx')),
      page('mandate/succession', () => import('./pages/mandate/SuccessionPage.tsx')),
      page('logistics/reliability', () => import('./pages/logistics/ReliabilityPage.tsx')),
      page('logistics/stock', () => import('./pages/logistics/StockPage.tsx')),
      page('logistics/beds', () => import('./pages/logistics/BedsPage.tsx')),
      page('logistics/inspections/$id', () => import('./pages/logistics/InspectionPage.tsx')),
      page('situation/map', () => import('./pages/situation/MapPage.tsx')),
      page('situation/reports', () => import('./pages/situation/ReportsPage.tsx')),
      page('situation/ways', () => import('./pages/situation/WaysPage.tsx')),
      page('situation/watch', () => import('./pages/situation/WatchPage.tsx')),
      page('plan', () => import('./plan/PlanPage.tsx')),
      page('plan/scenarios', () => import('./plan/ScenariosPage.tsx')),
      page('plan/memo', () => import('./plan/MemoPage.tsx')),
      page('plan/forecasts', () => import('./plan/ForecastsPage.tsx')),
      page('funds/runway', () => import('./pages/funds/RunwayPage.tsx')),
      page('funds/claims', () => import('./pages/funds/ClaimsPage.tsx')),
      page('funds/claims/$id', () => import('./pages/funds/ClaimPage.tsx')),
      page('field', () => import('./field/FieldPage.tsx')),
      page('field/strength', () => import('./field/StrengthForm.tsx')),
      page('field/vehicle', () => import('./field/VehicleForm.tsx')),
      page('field/inspection', () => import('./field/InspectionForm.tsx')),
      page('field/gate', () => import('./field/GateForm.tsx')),
      page('field/incident', () => import('./field/IncidentForm.tsx')),
      page('field/$form/blank', () => import('./field/BlankPage.tsx')),
      page('registers', () => import('./pages/RegistersPage.tsx')),
      page('sources', () => import('./pages/SourcesPage.tsx')),
      page('outbox', () => import('./outbox/OutboxPage.tsx')),
      page('outbox/bundle', () => import('./field/CarryPage.tsx')),
      page('account', () => import('./pages/account/AccountPage.tsx')),
      page('invitations', () => import('./pages/account/InvitationsPage.tsx')),
      page('attribution', () => import('./pages/AttributionPage.tsx')),
      page('notices', () => import('./notices/NoticesPage.tsx')),
      page('log', () => import('./pages/LogPage.tsx')),
      page('words', () => import('./pages/WordsPage.tsx')),
      page('readings', () => import('./pages/ReadingsPage.tsx')),
      page('retention', () => import('./pages/RetentionPage.tsx')),
      page('requests', () => import('./pages/RequestsPage.tsx')),
      page('operations/duty', () => import('./pages/operations/DutyPage.tsx')),
      page('operations/$id', () => import('./pages/operations/OperationPage.tsx')),
      page('people/tours', () => import('./pages/people/ToursPage.tsx')),
      page('people/strength', () => import('./pages/people/StrengthPage.tsx')),
      page('people/posts', () => import('./pages/people/PostsPage.tsx')),
      page('people/manifests', () => import('./pages/people/ManifestsPage.tsx')),
      page('people/manifests/$id', () => import('./pages/people/ManifestPage.tsx')),
      page('people/pay', () => import('./pages/people/PayPage.tsx')),
      page('contributor/$organisation', () => import('./pages/ContributorPage.tsx')),
      page('custody/care', () => import('./pages/custody/CarePage.tsx')),
      page('accountability/monitor', () => import('./pages/accountability/MonitorPage.tsx')),
      page('accountability/case/$id', () => import('./pages/accountability/CasePage.tsx')),
      page('seal', () => import('./seal/SealPage.tsx')),
      page('sharing/release/$id', () => import('./pages/sharing/ReleasePage.tsx')),
      page('sharing/trace', () => import('./pages/sharing/TracePage.tsx')),
      page('fit', () => import('./pages/FitPage.tsx')),
      page('about', () => import('./pages/ToLog.tsx')),
      page('$register', () => import('./pages/ShortAddress.tsx')),
      page('$register/$id', () => import('./pages/ShortAddress.tsx')),
      ...desks,
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
