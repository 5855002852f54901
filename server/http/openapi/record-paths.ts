import { type Locale, labelIn } from '../../../engine/index.ts'
import type { DescribedObject } from './document.ts'
import { ref, type Schema, typeName } from './fields.ts'
import { header, inPath, operation, query, uuid } from './operation.ts'

const string: Schema = { type: 'string' }
const list = (items: Schema): Schema => ({ type: 'array', items })
const object = (properties: Record<string, Schema>, required: readonly string[] = Object.keys(properties)): Schema => ({
  type: 'object',
  properties,
  required,
})
const next: Schema = { type: ['string', 'null'], description: 'The cursor of the next page; null on the last' }

const instant: Schema = { type: 'string', format: 'date-time' }
const decimalOrNull: Schema = { type: ['string', 'null'] }
const filter = query('filter', string, 'A Filter as JSON')
const sort = query('sort', string, 'Field keys, the strongest first; a minus descends', '-createdAt')
const fields = query('fields', string, 'Field keys, parted by commas')
const include = query('include', string, 'References to give whole')
const limit = query('limit', { type: 'integer', minimum: 1, maximum: 500 }, 'Records a page')
const cursor = query('cursor', string, '`next` of the page before')
const skip = query(
  'skip',
  { type: 'integer', minimum: 0 },
  'Records to leave out before the page, for jumps; page by page goes by the cursor',
)
const deleted = query('deleted', { type: 'boolean' }, 'The recycle bin')
const id = inPath('id')
const followers = object({ following: { type: 'boolean' }, followers: list(ref('RecordLink')) })

/** The routes that every object has. */
export function recordPaths({ definition }: DescribedObject, locale: Locale): Record<string, Schema> {
  const name = typeName(definition.key)
  const tag = definition.key
  const base = `/api/v1/${definition.route}`
  const label = labelIn(definition.plural, locale)
  const op = (verb: string) => `${verb}_${definition.key}`
  const page = object({ records: list(ref(name)), next })
  const text = (zh: string, en: string) => (locale === 'en' ? `${en}: ${label}` : `${zh}：${label}`)
  const listQuery = object(
    {
      filter: ref('Filter'),
      sort: list(string),
      fields: list(string),
      include: list(string),
      limit: { type: 'integer' },
      cursor: string,
      skip: { type: 'integer' },
      deleted: { type: 'boolean' },
    },
    [],
  )

  return {
    [base]: {
      get: operation({
        id: op('list'),
        tag,
        summary: text('列出', 'List'),
        parameters: [filter, sort, fields, include, limit, cursor, skip, deleted],
        answer: page,
      }),
      post: operation({
        id: op('create'),
        tag,
        summary: text('新建', 'Create'),
        parameters: [query('duplicateReason', string, 'Why it is made although the same may be there already')],
        body: ref(`New${name}`),
        answer: ref('Written'),
        status: 201,
        writes: true,
      }),
    },
    [`${base}/query`]: {
      post: operation({ id: op('query'), tag, summary: text('查询（长条件）', 'List with a long filter'), body: listQuery, answer: page }),
    },
    [`${base}/count`]: {
      get: operation({
        id: op('count'),
        tag,
        summary: text('计数', 'Count'),
        parameters: [filter, query('exact', { type: 'boolean' }, 'Count beyond 10,000'), deleted],
        answer: ref('Count'),
      }),
    },
    [`${base}/totals`]: {
      get: operation({
        id: op('total'),
        tag,
        summary: text('合计、平均、最小和最大', 'Sums, averages, least and largest'),
        parameters: [filter, { ...fields, required: true }],
        answer: object({
          count: ref('Count'),
          totals: {
            type: 'object',
            additionalProperties: object({ sum: decimalOrNull, average: decimalOrNull, min: decimalOrNull, max: decimalOrNull }),
          },
        }),
      }),
    },
    [`${base}/groups`]: {
      get: operation({
        id: op('group'),
        tag,
        summary: text('分组统计', 'Count and sum by a field'),
        parameters: [
          { ...query('by', string, 'Field key'), required: true },
          filter,
          query(
            'period',
            { type: 'string', enum: ['week', 'month', 'quarter', 'year'] },
            'Dates by the period that they fall into, named by its first day',
          ),
          query('sum', string, 'Field to add up'),
          query('weighted', string, 'Second field to add up'),
          query('sums', string, 'Further fields to add up, parted by commas'),
        ],
        answer: object({
          groups: list(
            object(
              {
                key: {},
                count: { type: 'integer' },
                sum: string,
                weighted: string,
                sums: { type: 'object', additionalProperties: string },
              },
              ['key', 'count'],
            ),
          ),
        }),
      }),
    },
    [`${base}/board`]: {
      get: operation({
        id: op('board'),
        tag,
        summary: text('看板', 'First records of each lane'),
        parameters: [
          { ...query('by', string, 'Field key'), required: true },
          filter,
          sort,
          fields,
          limit,
          query('lane', string, 'Further records of this lane alone'),
          cursor,
        ],
        answer: object({ lanes: list(object({ key: {}, records: list(ref(name)), next })) }),
      }),
    },
    [`${base}/bulk`]: {
      post: operation({
        id: op('bulk'),
        tag,
        summary: text('批量写入（最多 500 条）', 'Write up to 500 at once'),
        body: {
          anyOf: [
            object({ create: list(ref(`New${name}`)), partial: { type: 'boolean' } }, ['create']),
            object(
              {
                update: list({ allOf: [ref(`${name}Changes`)], type: 'object', properties: { id: uuid }, required: ['id'] }),
                partial: { type: 'boolean' },
              },
              ['update'],
            ),
            object({ delete: list(uuid), partial: { type: 'boolean' } }, ['delete']),
          ],
        },
        answer: ref('BulkResult'),
        writes: true,
      }),
    },
    [`${base}/bulk-by-filter`]: {
      post: operation({
        id: op('bulk_by_filter'),
        tag,
        summary: text('按条件批量修改', 'Change or delete all that a filter finds'),
        body: object({ filter: ref('Filter'), changes: ref(`${name}Changes`), delete: { type: 'boolean' } }, ['filter']),
        answer: object({ job: object({ id: uuid }) }),
        status: 202,
      }),
    },
    [`${base}/{id}`]: {
      get: operation({ id: op('get'), tag, summary: text('读取', 'Read one'), parameters: [id, fields, include], answer: ref(name) }),
      patch: operation({
        id: op('update'),
        tag,
        summary: text('修改', 'Change'),
        parameters: [id, header('If-Match', 'The ETag of the record as it was read', '"3"')],
        body: ref(`${name}Changes`),
        answer: ref('Written'),
        writes: true,
      }),
      delete: operation({
        id: op('delete'),
        tag,
        summary: text('删除（30 天内可恢复）', 'Delete, restorable for 30 days'),
        parameters: [id],
        answer: ref('Removed'),
        writes: true,
      }),
    },
    [`${base}/{id}/restore`]: {
      post: operation({
        id: op('restore'),
        tag,
        summary: text('恢复', 'Restore'),
        parameters: [id],
        answer: ref('Restored'),
        writes: true,
      }),
    },
    [`${base}/{id}/related`]: {
      get: operation({
        id: op('related'),
        tag,
        summary: text('相关记录', 'Records that point here'),
        parameters: [id],
        answer: object({
          related: list(
            object({ object: string, field: string, count: ref('Count'), records: list({ type: 'object', additionalProperties: true }) }),
          ),
        }),
      }),
    },
    ...(definition.person
      ? {
          [`${base}/{id}/personal`]: {
            get: operation({
              id: op('personal'),
              tag,
              summary: text('删除个人信息的预演', 'What erasing this person would take out, and what has to stay'),
              parameters: [id],
              answer: { type: 'object', additionalProperties: true },
            }),
          },
          [`${base}/{id}/personal/archive`]: {
            get: operation({
              id: op('archive'),
              tag,
              summary: text('导出全部个人信息（压缩包）', 'All that is known of this person, as one archive'),
              parameters: [id],
              answer: { type: 'string', format: 'binary' },
            }),
          },
          [`${base}/{id}/personal/erase`]: {
            post: operation({
              id: op('erase'),
              tag,
              summary: text('删除个人信息（不可恢复）', 'Erase this person, for good'),
              parameters: [id],
              body: object({ confirm: string, reason: string }),
              answer: object({ id: string }),
            }),
          },
        }
      : {}),
    ...(definition.tree
      ? {
          [`${base}/{id}/tree`]: {
            get: operation({
              id: op('tree'),
              tag,
              summary: text('上下级与各级合计', 'The tree it stands in, with sums of each branch'),
              parameters: definition.chains
                ? [id, query('by', { type: 'string', enum: definition.chains }, 'Another chain than the tree')]
                : [id],
              answer: object({
                top: string,
                fields: list(string),
                more: { type: 'boolean' },
                nodes: list(
                  object({
                    id: { type: 'string', format: 'uuid' },
                    title: string,
                    parent: { type: ['string', 'null'] },
                    level: { type: 'integer' },
                    count: { type: 'integer' },
                    sums: { type: 'object', additionalProperties: true },
                  }),
                ),
              }),
            }),
          },
        }
      : {}),
    [`${base}/rhythms`]: {
      post: operation({
        id: op('rhythms'),
        tag,
        summary: text('多条记录的往来节奏', 'Touches per week of many records'),
        body: object({ ids: list({ type: 'string', format: 'uuid' }), weeks: { type: 'integer', minimum: 1, maximum: 104 } }, ['ids']),
        answer: object({ weeks: list(string), records: { type: 'object', additionalProperties: true } }),
      }),
    },
    [`${base}/{id}/timeline`]: {
      get: operation({
        id: op('timeline'),
        tag,
        summary: text('时间线', 'Timeline'),
        parameters: [
          id,
          cursor,
          limit,
          query('kind', string, 'One kind alone'),
          query('from', { type: 'string', format: 'date' }, 'From this day on'),
          query('until', { type: 'string', format: 'date' }, 'Before this day'),
        ],
        answer: object({ entries: list(ref('TimelineEntry')), next }),
      }),
    },
    ...(definition.recurs
      ? {
          [`${base}/occurrences`]: {
            get: operation({
              id: op('occurrences'),
              tag,
              summary: text('日历', 'Calendar'),
              parameters: [
                { ...query('from', instant, 'The first moment'), required: true },
                { ...query('to', instant, 'The first moment that is not looked at, at most 100 days later'), required: true },
                { ...query('owners', string, 'Whose calendars: ids, parted by commas'), required: true },
                filter,
                fields,
              ],
              answer: object({ records: list(ref(name)), hasMore: { type: 'boolean' } }),
            }),
          },
        }
      : {}),
    [`${base}/{id}/rhythm`]: {
      get: operation({
        id: op('rhythm'),
        tag,
        summary: text('往来节奏', 'Contacts a week'),
        parameters: [id, query('weeks', { type: 'integer', minimum: 1, maximum: 104 }, 'How far back')],
        answer: object({
          weeks: list(
            object({ start: string, total: { type: 'integer' }, byKind: { type: 'object', additionalProperties: { type: 'integer' } } }),
          ),
        }),
      }),
    },
    [`${base}/{id}/history`]: {
      get: operation({
        id: op('history'),
        tag,
        summary: text('修改历史', 'Every change'),
        parameters: [id, cursor, limit],
        answer: object({ entries: list(ref('HistoryEntry')), next }),
      }),
    },
    [`${base}/{id}/as-of`]: {
      get: operation({
        id: op('asOf'),
        tag,
        summary: text('某一时刻的记录', 'The record as it stood at a moment'),
        parameters: [id, query('at', { type: 'string', format: 'date-time' }, 'The moment')],
        answer: ref('AsOf'),
      }),
    },
    [`${base}/{id}/followers`]: {
      get: operation({ id: op('followers'), tag, summary: text('关注的人', 'Who follows it'), parameters: [id], answer: followers }),
    },
    [`${base}/{id}/follow`]: {
      post: operation({ id: op('follow'), tag, summary: text('关注', 'Be told of its changes'), parameters: [id], answer: followers }),
      delete: operation({
        id: op('unfollow'),
        tag,
        summary: text('取消关注', 'Be told of its changes no more'),
        parameters: [id],
        answer: followers,
      }),
    },
    [`${base}/{id}/colleagues`]: {
      get: operation({
        id: op('colleagues'),
        tag,
        summary: text('可提到的同事', 'Colleagues to name in a note, and whether they may see it'),
        parameters: [id, query('q', string, 'A piece of the name, pinyin or initials', 'syn')],
        answer: object({ colleagues: list(object({ id: uuid, title: string, maySee: { type: 'boolean' } })) }),
      }),
    },
    [`${base}/{id}/visible-to`]: {
      get: operation({
        id: op('visible_to'),
        tag,
        summary: text('谁能看到它', 'Whom it is visible to'),
        parameters: [id],
        answer: object({ groups: list(object({ by: string, count: { type: 'integer' }, names: list(string) })) }),
      }),
    },
    [`${base}/{id}/unmask`]: {
      post: operation({
        id: op('unmask'),
        tag,
        summary: text('查看打码字段的完整内容，记入审计日志', 'The whole value of a masked field; noted in the audit log'),
        parameters: [id],
        body: object({ field: string }),
        answer: object({ value: {} }),
      }),
    },
    [`${base}/{id}/explain`]: {
      get: operation({
        id: op('explain'),
        tag,
        summary: text('为何可见；管理员可问别人', 'Why I may see it; of somebody else, for administrators'),
        parameters: [id, query('user', string, 'Whose rights: the id of a user')],
        answer: object({ allowed: list(object({ action: string, why: ref('Label') })) }),
      }),
    },
  }
}
