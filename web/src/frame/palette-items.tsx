import { Building2, Keyboard, LogOut, Moon, Plus, Sun } from 'lucide-react'
import type { ReactNode } from 'react'
import type { Meta, ObjectMeta, SearchResult } from '../data/client.ts'
import { inSentence, useLabel, useMeta } from '../data/meta.ts'
import { useRecent } from '../data/recent.ts'
import { signOut, useUpdateMe } from '../data/session.ts'
import { goToWorkspace, useWorkspaces } from '../data/workspaces.ts'
import { setAppearance, useAppearance } from '../design/appearance.ts'
import { Icon } from '../design/Icon.tsx'
import { useText } from '../text/index.ts'
import { isListed, useAreas, useHasAnalysis } from './areas.ts'
import { useAllCommands } from './commands.ts'
import { messages } from './messages.ts'
import { openOverlay } from './overlay.ts'
import { tellFailure } from './WorkspaceChoice.tsx'

export type PaletteItem = {
  id: string
  icon: ReactNode
  title: string
  meta?: string | undefined
  keys?: string | undefined
  isRecord?: boolean
  match?: string | undefined
  /** Other words by which a command is found. */
  words?: string
  href?: string
  run?: () => void
}
export type PaletteGroup = { name: string; items: PaletteItem[]; isAboutChosen?: boolean }

type Asked = { text: string; limitTo: string | null; results: readonly SearchResult[]; chosen: number }

const mostCommands = 6
const mostRecent = 5
const mostAbout = 4

export function usePaletteGroups({ text, limitTo, results, chosen }: Asked): PaletteGroup[] {
  const t = useText(messages)
  const meta = useMeta()
  const label = useLabel()
  const records = useRecordGroups(results)
  const about = useAboutGroup(results[chosen] ?? results[0])
  const commands = useCommandGroups()
  const recent = useRecentItems()

  if (limitTo !== null) {
    const object = meta.objects.find(({ key }) => key === limitTo)
    const all: PaletteItem[] = object
      ? [{ id: 'all', icon: <Icon name={object.icon} />, title: t('seeAll', { object: label(object.plural) }), href: `/${object.route}` }]
      : []
    return [...records, { name: t('goToGroup'), items: all }]
  }
  if (text === '')
    return [{ name: t('recentGroup'), items: recent.slice(0, mostRecent) }, ...commands].filter(({ items }) => items.length > 0)

  const asked = text.toLowerCase()
  const found = commands
    .map((group) => ({
      ...group,
      items: group.items.filter(({ title, words }) => `${title} ${words ?? ''}`.toLowerCase().includes(asked)).slice(0, mostCommands),
    }))
    .filter(({ items }) => items.length > 0)
  return [...records, ...(about ? [about] : []), ...found]
}

function useRecordGroups(results: readonly SearchResult[]): PaletteGroup[] {
  const { objects } = useMeta()
  const label = useLabel()
  const groups = new Map<string, PaletteGroup>()
  for (const result of results) {
    const object = objects.find(({ key }) => key === result.object)
    if (!object) continue
    const group = groups.get(object.key) ?? { name: label(object.plural), items: [] }
    groups.set(object.key, group)
    group.items.push({
      id: `${object.key}/${result.id}`,
      icon: <Icon name={object.icon} />,
      title: result.title,
      meta: result.subtitle ?? undefined,
      match: result.match,
      isRecord: true,
      href: `/${object.route}/${result.id}`,
    })
  }
  return [...groups.values()]
}

/** What can be made for the record that stands first or is chosen: every object that points at it. */
function useAboutGroup(result: SearchResult | undefined): PaletteGroup | undefined {
  const t = useText(messages)
  const label = useLabel()
  const meta = useMeta()
  if (!result) return undefined
  const items = pointingAt(meta, result.object).map(({ object, field }) => ({
    id: `new-${object.key}`,
    icon: <Icon name={object.icon} />,
    title: t('newObject', { object: inSentence(label(object.label)) }),
    meta: t('filledIn', { field: label(object.fields.find(({ key }) => key === field)?.label ?? object.label) }),
    href: `/${object.route}/new?initial=${encodeURIComponent(JSON.stringify({ [field]: { id: result.id, title: result.title } }))}`,
  }))
  return items.length === 0
    ? undefined
    : { name: t('forRecord', { title: result.title }), items: items.slice(0, mostAbout), isAboutChosen: true }
}

function pointingAt(meta: Meta, target: string): { object: ObjectMeta; field: string }[] {
  // What was said and done is written down most often.
  const frequent = meta.objects.toSorted((one, other) => Number(other.key === 'activity') - Number(one.key === 'activity'))
  return frequent.flatMap((object) => {
    const field =
      !isListed(object) || !object.may.create || object.key === target
        ? undefined
        : object.fields.find(({ kind, to, readOnly }) => kind === 'reference' && to === target && !readOnly)
    return field ? [{ object, field: field.key }] : []
  })
}

function useRecentItems(): PaletteItem[] {
  const { objects } = useMeta()
  return useRecent().flatMap(({ object: key, id, title }) => {
    const object = objects.find((one) => one.key === key)
    return object ? [{ id: `recent-${id}`, icon: <Icon name={object.icon} />, title, isRecord: true, href: `/${object.route}/${id}` }] : []
  })
}

function useCommandGroups(): PaletteGroup[] {
  const t = useText(messages)
  const label = useLabel()
  const areas = useAreas()
  const hasAnalysis = useHasAnalysis()
  const { dark } = useAppearance()
  const update = useUpdateMe()
  const objects = areas.flatMap((area) => area.objects)
  const both = (words: { zh: string; en: string }) => `${words.zh} ${words.en}`

  const screens: PaletteGroup[] = useAllCommands().map(({ group, commands }) => ({
    name: group,
    items: commands.map(({ id, label: title, hint, icon, keys, run, words }) => ({
      id,
      icon,
      title,
      meta: hint,
      keys,
      run,
      ...(words === undefined ? {} : { words }),
    })),
  }))
  const places: PaletteItem[] = [
    ...objects.map((object) => ({
      id: `go-${object.key}`,
      icon: <Icon name={object.icon} />,
      title: label(object.plural),
      words: both(object.plural),
      href: `/${object.route}`,
    })),
    ...objects
      .filter(({ board }) => board !== undefined)
      .map((object) => ({
        id: `board-${object.key}`,
        icon: <Icon name="kanban" />,
        title: t('boardOf', { object: label(object.plural) }),
        words: `看板 board ${both(object.plural)}`,
        href: `/${object.route}/board`,
      })),
    ...(objects.some(({ key }) => key === 'activity')
      ? [
          {
            id: 'go-calendar',
            icon: <Icon name="calendar-days" />,
            title: t('calendar'),
            words: '日历 日程 calendar schedule',
            href: '/calendar',
          },
        ]
      : []),
    ...(objects.some(({ key }) => key === 'account')
      ? [
          {
            id: 'go-nearby',
            icon: <Icon name="map-pin" />,
            title: t('nearby'),
            words: '附近 地图 nearby map around',
            href: '/nearby',
          },
        ]
      : []),
    ...(hasAnalysis
      ? [
          {
            id: 'go-analysis',
            icon: <Icon name="chart-column" />,
            title: t('analysis'),
            words: '分析 仪表盘 analysis dashboard',
            keys: 'G A',
            href: '/analysis',
          },
        ]
      : []),
    { id: 'go-imports', icon: <Icon name="upload" />, title: t('imports'), words: '导入 import', href: '/imports' },
    { id: 'go-exports', icon: <Icon name="download" />, title: t('exports'), words: '导出 export', href: '/exports' },
    {
      id: 'go-bin',
      icon: <Icon name="archive-restore" />,
      title: t('recycleBin'),
      words: '回收站 recycle bin trash',
      href: '/recycle-bin',
    },
    { id: 'go-settings', icon: <Icon name="settings" />, title: t('settings'), words: '设置 settings', href: '/settings' },
  ]
  const theme = dark ? 'light' : 'dark'
  const commands: PaletteItem[] = [
    ...objects
      .filter(({ may }) => may.create)
      .map((object) => ({
        id: `new-${object.key}`,
        icon: <Plus className="i" aria-hidden="true" />,
        title: t('newObject', { object: inSentence(label(object.label)) }),
        words: `新建 new ${both(object.label)}`,
        href: `/${object.route}/new`,
      })),
    {
      id: 'theme',
      icon: dark ? <Sun className="i" aria-hidden="true" /> : <Moon className="i" aria-hidden="true" />,
      title: t('switchTo', { theme: inSentence(t(theme)) }),
      words: '外观 深色 浅色 theme dark light',
      run: () => {
        setAppearance({ theme })
        update.mutate({ theme })
      },
    },
    {
      id: 'sign-out',
      icon: <LogOut className="i" aria-hidden="true" />,
      title: t('signOut'),
      words: '退出 登出 sign out log out',
      run: () => void signOut(),
    },
    {
      id: 'keys',
      icon: <Keyboard className="i" aria-hidden="true" />,
      title: t('keys'),
      words: '快捷键 keyboard shortcuts',
      keys: '?',
      run: () => openOverlay('keys'),
    },
  ]
  const workspaces = useWorkspaceItems()
  return [...screens, { name: t('commandGroup'), items: [...commands, ...workspaces] }, { name: t('goToGroup'), items: places }]
}

/** The other workspaces of whoever belongs to several. */
function useWorkspaceItems(): PaletteItem[] {
  const t = useText(messages)
  const { workspace } = useMeta()
  const session = useWorkspaces()
  const others = session?.workspaces.filter(({ id }) => id !== workspace.id) ?? []
  const items: PaletteItem[] = others.map(({ id, name }) => ({
    id: `workspace-${id}`,
    icon: <Building2 className="i" aria-hidden="true" />,
    title: t('goToWorkspace', { name }),
    words: '切换工作区 switch workspace company 公司',
    run: () => void goToWorkspace(id).catch(tellFailure),
  }))
  if (!session?.mayCreateWorkspace) return items
  const make = {
    id: 'new-workspace',
    icon: <Plus className="i" aria-hidden="true" />,
    title: t('newWorkspace'),
    words: '新建工作区 new workspace',
  }
  return [...items, { ...make, run: () => openOverlay('workspace') }]
}
