import type { SetUp } from '../data/client.ts'

export const shortestPassword = 10

export type SetUpGap = { field: keyof SetUp; gap: 'missing' | 'email' | 'short' }

/** What still stands between this form and a workspace, in the order of the form. */
export function setUpGaps(given: SetUp): SetUpGap[] {
  const gaps: SetUpGap[] = []
  for (const field of ['workspaceName', 'name', 'email', 'password'] as const)
    if (given[field].trim() === '') gaps.push({ field, gap: 'missing' })
  if (given.email.trim() !== '' && !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(given.email.trim())) gaps.push({ field: 'email', gap: 'email' })
  if (given.password !== '' && [...given.password].length < shortestPassword) gaps.push({ field: 'password', gap: 'short' })
  return gaps
}
