import { type Engine, join, param, type Reader, type Sql, scopeFor, sql } from '../engine/index.ts'

/** What somebody new does first. Whether it is done is read from the records themselves, never from what was clicked. */
export type FirstStep = 'customers' | 'colleagues' | 'pipeline' | 'ownCustomer' | 'followUp' | 'opportunity' | 'finder'

/** The steps that this reader may go, in their order, each with whether it is done. Others are not named, so they tell nothing. */
export async function firstSteps(database: Engine['database'], reader: Reader): Promise<{ key: FirstStep; done: boolean }[]> {
  const { workspaceId, principal } = reader
  const may = (object: string) => scopeFor(principal, object, 'create') !== null && scopeFor(principal, object, 'read') !== null
  const ws = param(workspaceId, 'uuid')
  const me = param(principal.id, 'uuid')
  const isAdministrator = principal.administrator
  const steps: { key: FirstStep; isOffered: boolean; isDone: Sql }[] = [
    {
      key: 'customers',
      isOffered: isAdministrator,
      isDone: sql`EXISTS (SELECT 1 FROM account WHERE workspace_id = ${ws} AND deleted_at IS NULL)`,
    },
    {
      key: 'colleagues',
      isOffered: isAdministrator,
      isDone: sql`EXISTS (SELECT 1 FROM app_user WHERE workspace_id = ${ws} AND deleted_at IS NULL AND active AND id <> ${me})`,
    },
    {
      key: 'pipeline',
      isOffered: isAdministrator,
      // The workspace begins with stages that the system made: what a person made or changed is the company's own way.
      isDone: sql`EXISTS (SELECT 1 FROM stage s JOIN principal p ON p.workspace_id = ${ws} AND p.id = s.changed_by_id AND p.kind <> 'system' WHERE s.workspace_id = ${ws})`,
    },
    {
      key: 'ownCustomer',
      isOffered: !isAdministrator && may('account'),
      isDone: sql`EXISTS (SELECT 1 FROM account WHERE workspace_id = ${ws} AND owner_id = ${me} AND deleted_at IS NULL)`,
    },
    {
      key: 'followUp',
      isOffered: may('activity'),
      isDone: sql`EXISTS (SELECT 1 FROM activity WHERE workspace_id = ${ws} AND owner_id = ${me} AND created_by_id = ${me} AND status = 'done' AND deleted_at IS NULL)`,
    },
    {
      key: 'opportunity',
      isOffered: !isAdministrator && may('opportunity'),
      isDone: sql`EXISTS (SELECT 1 FROM opportunity WHERE workspace_id = ${ws} AND owner_id = ${me} AND deleted_at IS NULL)`,
    },
    {
      key: 'finder',
      isOffered: true,
      isDone: sql`EXISTS (SELECT 1 FROM app_user WHERE workspace_id = ${ws} AND id = ${me} AND settings ->> 'usedFinder' = 'true')`,
    },
  ]
  const offered = steps.filter(({ isOffered }) => isOffered)
  // Not the query language: questions of yes and no about several tables, each answered by its index, in one statement.
  const [row] = await database.query<{ done: boolean[] }>(
    workspaceId,
    sql`SELECT ARRAY[${join(offered.map(({ isDone }) => isDone))}] AS done`,
  )
  return offered.map(({ key }, at) => ({ key, done: row?.done[at] === true }))
}
