import { type ComponentType, lazy } from 'react'
import type { ObjectMeta, RecordJson } from '../../data/client.ts'

/** What an area adds to the generic page of its object. */
export type PageSpecials = {
  /** Between head and facts: the way an opportunity goes. */
  Path?: ComponentType<{ object: ObjectMeta; record: RecordJson }>
  /** At the head of the right column, or after what it lists. */
  Side?: ComponentType<{ object: ObjectMeta; record: RecordJson }>
  isSideLast?: boolean
  /** 关系图, as a tab: who stands around the record. */
  Graph?: ComponentType<{ object: ObjectMeta; record: RecordJson }>
  /** Buttons before the generic ones. */
  Actions?: ComponentType<{ object: ObjectMeta; record: RecordJson }>
  /** Whether the page's main button is one of them. */
  hasMain?: boolean
}

const none: PageSpecials = {}

const Graph = lazy(async () => ({ default: (await import('../../customers/graph/RelationGraph.tsx')).RelationGraph }))

const specials: Readonly<Record<string, PageSpecials>> = {
  user: {
    Actions: lazy(async () => ({ default: (await import('../../settings/UserActions.tsx')).UserActions })),
  },
  account: {
    Graph,
    Side: lazy(async () => ({ default: (await import('../../customers/AccountSide.tsx')).AccountSide })),
    isSideLast: true,
    Actions: lazy(async () => ({ default: (await import('../../customers/visits/VisitActions.tsx')).CustomerVisit })),
  },
  contact: { Graph },
  activity: {
    Path: lazy(async () => ({ default: (await import('../../customers/tasks/Checklist.tsx')).Checklist })),
    Actions: lazy(async () => ({ default: (await import('../../customers/visits/VisitActions.tsx')).ActivityActions })),
  },
  opportunity: {
    Path: lazy(async () => ({ default: (await import('../../sales/StagePath.tsx')).StagePath })),
    Side: lazy(async () => ({ default: (await import('../../sales/OpportunityFlow.tsx')).OpportunityFlow })),
    Actions: lazy(async () => ({ default: (await import('../../sales/StageActions.tsx')).StageActions })),
    hasMain: true,
  },
}

export function specialsOf(object: string): PageSpecials {
  return specials[object] ?? none
}
