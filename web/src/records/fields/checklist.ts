/** What belongs to a task, in its order. */
export type ChecklistItem = { text: string; done: boolean }

export function checklistOf(value: unknown): ChecklistItem[] {
  if (!Array.isArray(value)) return []
  return value.flatMap((item: unknown) => {
    const { text, done } = (typeof item === 'object' && item !== null ? item : {}) as { text?: unknown; done?: unknown }
    return typeof text === 'string' ? [{ text, done: done === true }] : []
  })
}

export const isChecklist = (value: unknown): boolean =>
  Array.isArray(value) && value.length > 0 && checklistOf(value).length === value.length

/** One item a line; what stood there before keeps its tick. */
export function checklistFrom(lines: string, before: readonly ChecklistItem[] = []): ChecklistItem[] | null {
  const done = new Set(before.filter((item) => item.done).map(({ text }) => text))
  const items = lines
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .map((text) => ({ text, done: done.has(text) }))
  return items.length > 0 ? items : null
}

/** ☑ 确认配置 · ☐ 核对价格 */
export function checklistText(value: unknown): string {
  return checklistOf(value)
    .map(({ text, done }) => `${done ? '☑' : '☐'} ${text}`)
    .join(' · ')
}
