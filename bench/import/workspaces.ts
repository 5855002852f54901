import pg from 'pg'
import { choiceLists, crmActions, crmObjects, seedWorkspace } from '../../crm/index.ts'
import { openEngine, systemClock } from '../../engine/index.ts'
import { readConfig } from '../../server/config.ts'
import { createPool } from '../../server/database/connect.ts'
import { openDatabase } from '../../server/database/open.ts'
import { createTokens } from '../../server/identity/tokens.ts'
import { personName } from '../data/names.ts'
import { randomFrom } from '../data/random.ts'
import { seed } from '../data/scale.ts'

export type MeasuredWorkspace = { workspaceId: string; principalId: string; token: string }

const people = 20

/** Names of those who own the customers of the file. */
export function ownerNames(): string[] {
  const random = randomFrom(seed, 4712)
  const names = new Set<string>()
  while (names.size < people) names.add(personName(random))
  return [...names]
}

/** Makes a database in an empty data folder with so many workspaces, each with the people whom the file names, and stops it again. */
export async function makeWorkspaces(dataFolder: string, count: number): Promise<MeasuredWorkspace[]> {
  const database = await openDatabase(readConfig({ GUANXI_DATA: dataFolder }, null), { holder: `pid ${process.pid}` })
  let isClosing = false
  const engine = await openEngine({
    appUrl: database.appUrl,
    ownerUrl: database.ownerUrl,
    objects: crmObjects,
    actions: crmActions,
    choiceLists,
    seed: seedWorkspace,
    background: false,
    // A database that stops cuts the last connections; nobody needs to hear of that.
    onError: (error) => {
      if (!isClosing) console.error(error)
    },
  })
  const app = createPool(database.appUrl, { max: 1, name: 'guanxi-bench' })
  try {
    const made: MeasuredWorkspace[] = []
    for (let index = 0; index < count; index++) {
      const { workspaceId, administratorId } = await engine.createWorkspace({
        name: `导入 ${index + 1}`,
        currency: 'CNY',
        locale: 'zh-CN',
        timeZone: 'Asia/Shanghai',
        administrator: { name: '管理员', email: `import${index}@example.com` },
      })
      const context = await engine.contextFor({ workspaceId, principalId: administratorId, through: 'api' })
      await context.bulk(ownerNames().map((name) => ({ kind: 'create' as const, object: 'user', values: { name } })))
      const given = { workspaceId, principalId: administratorId, name: 'bench', expiresAt: null, createdById: null }
      const { token } = await createTokens(app, systemClock).create(given)
      made.push({ workspaceId, principalId: administratorId, token })
    }
    return made
  } finally {
    isClosing = true
    await app.end()
    await engine.close()
    await database.stop()
  }
}

const compared = 50
/** What differs by nature: who came when, and under which id. */
const perRow = ['id', 'workspace_id', 'owner_id', 'created_at', 'created_by_id', 'changed_at', 'changed_by_id']

/** Throws unless both sides have stored the same: the record, its words, and what history says of it. */
export async function demandSameRows(ownerUrl: string, ours: string, byHand: string): Promise<void> {
  const owner = new pg.Client({ connectionString: ownerUrl })
  await owner.connect()
  try {
    const rowsOf = async (workspaceId: string): Promise<string[]> => {
      const { rows } = await owner.query<{ row: string }>(
        `SELECT jsonb_build_object('record', to_jsonb(a) - $2::text[], 'owner', p.name, 'words', s.tokens, 'changes', h.changes - 'owner')::text AS row
         FROM account a JOIN principal p ON p.workspace_id = a.workspace_id AND p.id = a.owner_id
         JOIN search_document s ON s.workspace_id = a.workspace_id AND s.record_id = a.id
         JOIN search_owner o ON o.workspace_id = a.workspace_id AND o.record_id = a.id AND o.owner_id = a.owner_id
         JOIN history h ON h.workspace_id = a.workspace_id AND h.record_id = a.id
         WHERE a.workspace_id = $1 AND a.number IN (SELECT 'C-' || lpad((n * 7)::text, 6, '0') FROM generate_series(1, $3::int) n) ORDER BY a.number`,
        [workspaceId, perRow, compared],
      )
      return rows.map(({ row }) => row)
    }
    const [one, other] = [await rowsOf(ours), await rowsOf(byHand)]
    if (one.length !== compared) throw new Error(`Only ${one.length} of ${compared} rows are there to compare`)
    const at = one.findIndex((row, index) => row !== other[index])
    if (at >= 0) throw new Error(`The stored rows differ\nours    ${one[at]}\nby hand ${other[at]}`)
  } finally {
    await owner.end()
  }
}
