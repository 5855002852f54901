import type { Executor } from '../database.ts'
import type { Registry } from '../declare/registry.ts'
import { NotFoundError } from '../errors.ts'
import { param, sql } from '../sql.ts'
import {
  type Choice,
  type CustomFieldRow,
  duplicatePolicies,
  type ObjectSettingRow,
  objectModels,
  type WorkspaceModel,
} from './workspace-model.ts'

type ChoiceRow = { list: string; key: string; label_zh: string; label_en: string; color: string | null; position: string; active: boolean }

/** Reads what a workspace made of the declarations: its choices and custom fields, in one query each. */
export async function loadModel(executor: Executor, registry: Registry, workspaceId: string): Promise<WorkspaceModel> {
  const ws = param(workspaceId, 'uuid')
  const [workspace] = await executor.query<{ name: string; currency: string; locale: 'zh-CN' | 'en'; time_zone: string }>(
    workspaceId,
    sql`SELECT name, currency, locale, time_zone FROM workspace WHERE workspace_id = ${ws}`,
  )
  if (!workspace) throw new NotFoundError('workspace_not_found')
  const choices = await executor.query<ChoiceRow & { changed: string }>(
    workspaceId,
    sql`SELECT list, key, label_zh, label_en, color, "position", active, changed_at::text AS changed FROM choice WHERE workspace_id = ${ws} AND deleted_at IS NULL ORDER BY list, "position", id`,
  )
  const custom = await executor.query<CustomFieldRow & { changed: string }>(
    workspaceId,
    sql`SELECT id, object, key, kind, label_zh, label_en, required, searched, list, target, decimals, read_class, personal, slot, sortable, changed_at::text AS changed
      FROM custom_field WHERE workspace_id = ${ws} AND deleted_at IS NULL AND active ORDER BY object, created_at, id`,
  )
  const settings = await executor.query<ObjectSettingRow & { changed: string }>(
    workspaceId,
    sql`SELECT object, label_zh, label_en, plural_zh, plural_en, icon, columns, duplicates, mine, changed_at::text AS changed FROM object_setting WHERE workspace_id = ${ws} AND deleted_at IS NULL ORDER BY object`,
  )
  const lists = new Map<string, Choice[]>()
  for (const row of choices) {
    const list = lists.get(row.list) ?? []
    list.push({
      key: row.key,
      label: { zh: row.label_zh, en: row.label_en },
      color: row.color,
      position: Number(row.position),
      active: row.active,
    })
    lists.set(row.list, list)
  }
  const latest = [...choices, ...custom, ...settings].reduce((newest, row) => (row.changed > newest ? row.changed : newest), '')
  return {
    workspace: {
      id: workspaceId,
      name: workspace.name,
      currency: workspace.currency,
      locale: workspace.locale,
      timeZone: workspace.time_zone,
    },
    objects: objectModels(registry, custom, settings),
    choices: lists,
    duplicates: duplicatePolicies(registry, settings),
    version: `${choices.length}.${custom.length}.${settings.length}.${latest}`,
  }
}
