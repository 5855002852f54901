import { createRootRoute, createRoute, createRouter, lazyRouteComponent, Outlet, redirect } from '@tanstack/react-router'
import { type DashboardSearch, spans } from './analysis/figures.ts'
import { calendarSearch } from './customers/calendar/calendar-search.ts'
import { nearbySearch } from './customers/nearby/nearby-search.ts'
import { applyMe } from './data/apply-me.ts'
import { client, type Filter, isProblem } from './data/client.ts'
import { liveReady, startLive } from './data/live.ts'
import { metaQuery } from './data/meta.ts'
import { queryClient } from './data/query-client.ts'
import { NotFound } from './design/states.tsx'
import { BrokenScreen } from './frame/BrokenScreen.tsx'
import { Frame } from './frame/Frame.tsx'

/** What of a list a person would share: all of it stands in the address. */
export type ListSearch = {
  /** The saved view; its own filter, sort and columns hold where the address says nothing else. */
  view?: string
  filter?: Filter
  /** Field keys, `-amount,name`. */
  sort?: string
  columns?: string
  /** The field that lists are grouped by: `level`, `closeDate:month`; `none` where the view groups and the reader does not. */
  group?: string
  /** The record in the preview drawer. */
  open?: string
  /** Boards: the field that makes the lanes, and the pipeline whose stages they are. */
  by?: string
  pipeline?: string
}

/** The record page: its tab, and the list it was opened from, so that J and K walk it. */
export type PageSearch = { tab?: string; from?: string }

/** A screen of the settings: what is chosen in it, and what stands open beside that. */
export type SettingsSearch = { of?: string; open?: string; user?: string; tab?: string }

function settingsSearch(search: Record<string, unknown>): SettingsSearch {
  const keys = ['of', 'open', 'user', 'tab'] as const
  return Object.fromEntries(keys.flatMap((key) => (typeof search[key] === 'string' ? [[key, search[key]]] : [])))
}

/** Values of a new record given by the address: "new contact of this account". */
export type NewSearch = { initial?: Record<string, unknown> }

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router
  }
  interface StaticDataRouteOption {
    /** Record pages, boards and dashboards need the width: they open without the panel. */
    panel?: 'hidden'
  }
}

const root = createRootRoute({ component: Outlet, notFoundComponent: NotFound, errorComponent: BrokenScreen })

const setUp = createRoute({
  getParentRoute: () => root,
  path: '/set-up',
  beforeLoad: async () => {
    if (!(await client.setUp.needed()).needed) throw redirect({ to: '/sign-in' })
  },
  component: lazyRouteComponent(() => import('./set-up/SetUp.tsx'), 'SetUp'),
})

const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  validateSearch: (search: Record<string, unknown>): { to?: string } => (typeof search['to'] === 'string' ? { to: search['to'] } : {}),
  beforeLoad: async () => {
    if ((await client.setUp.needed()).needed) throw redirect({ to: '/set-up' })
  },
  component: lazyRouteComponent(() => import('./sign-in/SignIn.tsx'), 'SignIn'),
})

const forgotten = createRoute({
  getParentRoute: () => root,
  path: '/forgotten',
  component: lazyRouteComponent(() => import('./sign-in/Forgotten.tsx'), 'Forgotten'),
})

/** Where the links of invitations and for new passwords lead. */
const welcome = createRoute({
  getParentRoute: () => root,
  path: '/welcome',
  component: lazyRouteComponent(() => import('./sign-in/Welcome.tsx'), 'Welcome'),
})

/** Where somebody is led who must have a second factor and has none yet. */
const mustEnrol = createRoute({
  getParentRoute: () => root,
  path: '/second-factor',
  component: lazyRouteComponent(() => import('./sign-in/second-factor/MustEnrol.tsx'), 'MustEnrol'),
})

/** Everything behind the sign-in: who is here and what there is are known before anything is shown. */
const frame = createRoute({
  getParentRoute: () => root,
  id: 'frame',
  beforeLoad: async ({ location }) => {
    try {
      const known = queryClient.getQueryData(metaQuery.queryKey)
      if (known) return applyMe(known)
      startLive()
      const [meta] = await Promise.all([queryClient.fetchQuery(metaQuery), liveReady(400)])
      applyMe(meta)
    } catch (error) {
      if (isProblem(error) && error.status === 401)
        throw redirect({ to: '/sign-in', search: location.href === '/' ? {} : { to: location.href } })
      if (isProblem(error) && error.code === 'second_factor_required') throw redirect({ to: '/second-factor' })
      throw error
    }
  },
  component: Frame,
})

const screens = () => import('./records/screens.tsx')
const settings = () => import('./settings/screens.tsx')
const imports = () => import('./records/import/ImportPages.tsx')
const projects = () => import('./records/import/projects/ProjectPages.ts')

const home = createRoute({
  getParentRoute: () => frame,
  path: '/',
  component: lazyRouteComponent(() => import('./home/Home.tsx'), 'Home'),
  staticData: { panel: 'hidden' },
})

const analysis = createRoute({
  getParentRoute: () => frame,
  path: '/analysis',
  validateSearch: ({ span, who }: Record<string, unknown>): DashboardSearch => {
    const known = spans.find((one) => one === span)
    return { ...(known ? { span: known } : {}), ...(typeof who === 'string' && /^(all|me|team|[0-9a-f-]{36})$/.test(who) ? { who } : {}) }
  },
  component: lazyRouteComponent(() => import('./analysis/Dashboard.tsx'), 'Dashboard'),
  staticData: { panel: 'hidden' },
})

const exportList = createRoute({
  getParentRoute: () => frame,
  path: '/exports',
  component: lazyRouteComponent(() => import('./records/export/ExportList.tsx'), 'ExportList'),
})
const importList = createRoute({ getParentRoute: () => frame, path: '/imports', component: lazyRouteComponent(imports, 'ImportList') })
const importNew = createRoute({
  getParentRoute: () => frame,
  path: '/imports/new',
  validateSearch: (search: Record<string, unknown>): { object?: string } =>
    typeof search['object'] === 'string' ? { object: search['object'] } : {},
  component: lazyRouteComponent(imports, 'ImportNew'),
})
const importProjects = createRoute({
  getParentRoute: () => frame,
  path: '/imports/projects',
  component: lazyRouteComponent(projects, 'ProjectList'),
})
const importProject = createRoute({
  getParentRoute: () => frame,
  path: '/imports/projects/$id',
  component: lazyRouteComponent(projects, 'ProjectPage'),
})
const importPage = createRoute({
  getParentRoute: () => frame,
  path: '/imports/$id',
  validateSearch: ({ step }: Record<string, unknown>): { step?: 'duplicates' | 'confirm' } =>
    step === 'duplicates' || step === 'confirm' ? { step } : {},
  component: lazyRouteComponent(imports, 'ImportPage'),
})

const recycleBin = createRoute({
  getParentRoute: () => frame,
  path: '/recycle-bin',
  validateSearch: (search: Record<string, unknown>): { object?: string } =>
    typeof search['object'] === 'string' ? { object: search['object'] } : {},
  component: lazyRouteComponent(() => import('./settings/RecycleBin.tsx'), 'RecycleBin'),
})

const duplicates = createRoute({
  getParentRoute: () => frame,
  path: '/duplicates',
  validateSearch: (search: Record<string, unknown>): { object?: string } =>
    typeof search['object'] === 'string' ? { object: search['object'] } : {},
  component: lazyRouteComponent(() => import('./records/duplicates/DuplicatesPage.tsx'), 'DuplicatesPage'),
})

const notifications = createRoute({
  getParentRoute: () => frame,
  path: '/notifications',
  component: lazyRouteComponent(() => import('./notifications/NotificationPage.tsx'), 'NotificationPage'),
})

const calendar = createRoute({
  getParentRoute: () => frame,
  path: '/calendar',
  validateSearch: calendarSearch,
  component: lazyRouteComponent(() => import('./customers/calendar/CalendarPage.tsx'), 'CalendarPage'),
  staticData: { panel: 'hidden' },
})

const nearby = createRoute({
  getParentRoute: () => frame,
  path: '/nearby',
  validateSearch: nearbySearch,
  component: lazyRouteComponent(() => import('./customers/nearby/NearbyPage.tsx'), 'NearbyPage'),
  staticData: { panel: 'hidden' },
})

const settingsStart = createRoute({
  getParentRoute: () => frame,
  path: '/settings',
  component: lazyRouteComponent(settings, 'SettingsStart'),
})
const settingsSection = createRoute({
  getParentRoute: () => frame,
  path: '/settings/$section',
  validateSearch: settingsSearch,
  component: lazyRouteComponent(settings, 'SettingsSection'),
})

const list = createRoute({
  getParentRoute: () => frame,
  path: '/$route',
  validateSearch: (search: Record<string, unknown>) => search as ListSearch,
  component: lazyRouteComponent(screens, 'ListScreen'),
})
const board = createRoute({
  getParentRoute: () => frame,
  path: '/$route/board',
  validateSearch: (search: Record<string, unknown>) => search as ListSearch,
  component: lazyRouteComponent(screens, 'BoardScreen'),
  staticData: { panel: 'hidden' },
})
const create = createRoute({
  getParentRoute: () => frame,
  path: '/$route/new',
  validateSearch: (search: Record<string, unknown>) => search as NewSearch,
  component: lazyRouteComponent(screens, 'NewScreen'),
})
const page = createRoute({
  getParentRoute: () => frame,
  path: '/$route/$id',
  validateSearch: (search: Record<string, unknown>) => search as PageSearch,
  component: lazyRouteComponent(screens, 'PageScreen'),
  staticData: { panel: 'hidden' },
})

const routeTree = root.addChildren([
  setUp,
  signIn,
  forgotten,
  welcome,
  mustEnrol,
  frame.addChildren([
    home,
    analysis,
    exportList,
    importList,
    importNew,
    importProjects,
    importProject,
    importPage,
    duplicates,
    recycleBin,
    notifications,
    calendar,
    nearby,
    settingsStart,
    settingsSection,
    list,
    board,
    create,
    page,
  ]),
])

export const router = createRouter({
  routeTree,
  defaultPreload: 'intent',
  defaultPreloadStaleTime: 0,
  defaultErrorComponent: BrokenScreen,
  defaultNotFoundComponent: NotFound,
  scrollRestoration: false,
})
