import type { ObjectMeta, RecordJson } from '../data/client.ts'
import { GroupTree, ReferralTree } from './identity/GroupTree.tsx'
import { Lifecycle } from './identity/Lifecycle.tsx'

/** What the page of a customer shows in its right column, after the lists. */
export function AccountSide({ object, record }: { object: ObjectMeta; record: RecordJson }) {
  return (
    <>
      <GroupTree object={object} record={record} />
      <ReferralTree object={object} record={record} />
      <Lifecycle object={object} record={record} />
    </>
  )
}
