import type { Database } from '../database.ts'
import { sql } from '../sql.ts'

/** Gives the next number of a series: `C-004182`. Who is about to ask for many says how many: they are reserved together. */
export type NumberSource = {
  next(workspaceId: string, series: string, form: { prefix: string; digits: number }, wanted?: number): Promise<string>
}

const blockSize = 50

/**
 * Numbers come in blocks reserved per server, so that a create does not wait for a counter row that others hold.
 * Gaps are allowed: numbers that the law wants without gaps are taken otherwise.
 */
export function numberBlocks(database: Database): NumberSource {
  const blocks = new Map<string, { next: number; end: number }>()
  const reserving = new Map<string, Promise<void>>()
  const reserve = async (workspaceId: string, series: string, size: number): Promise<void> => {
    const [row] = await database.query<{ next: string }>(
      workspaceId,
      sql`INSERT INTO number_series AS n (workspace_id, series, next) VALUES (${workspaceId}, ${series}, ${size + 1})
        ON CONFLICT (workspace_id, series) DO UPDATE SET next = n.next + ${size} RETURNING next`,
    )
    const end = Number(row?.next ?? 1)
    blocks.set(`${workspaceId} ${series}`, { next: end - size, end })
  }
  return {
    async next(workspaceId, series, { prefix, digits }, wanted = 1) {
      const key = `${workspaceId} ${series}`
      for (;;) {
        const block = blocks.get(key)
        if (block && block.next < block.end) return `${prefix}${String(block.next++).padStart(digits, '0')}`
        const running = reserving.get(key) ?? reserve(workspaceId, series, Math.max(blockSize, wanted)).finally(() => reserving.delete(key))
        reserving.set(key, running)
        await running
      }
    },
  }
}
