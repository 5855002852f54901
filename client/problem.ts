import type { ProblemDetail, ProblemDocument } from './types.ts'

/** Everything that goes wrong on the way to the server or on it. `code` decides, `message` is for people. */
export class ProblemError extends Error {
  readonly problem: ProblemDocument
  readonly status: number
  readonly code: string

  constructor(problem: ProblemDocument, cause?: unknown) {
    super(problem.detail, cause === undefined ? undefined : { cause })
    this.name = 'ProblemError'
    this.problem = problem
    this.status = problem.status
    this.code = problem.code
  }

  get field(): string | undefined {
    return this.problem.field
  }

  /** All errors with a field, so that a form can show each at its place. */
  get errors(): readonly ProblemDetail[] {
    if (this.problem.errors?.length) return this.problem.errors
    const { code, field, detail } = this.problem
    return field === undefined ? [] : [{ code, field, detail }]
  }
}

export function isProblem(error: unknown, code?: string): error is ProblemError {
  return error instanceof ProblemError && (code === undefined || error.code === code)
}

/** The server could not be reached: status 0, so that a screen can tell it from an answer. */
export function unreachable(cause: unknown): ProblemError {
  return new ProblemError(
    {
      type: 'urn:guanxi:problem:unreachable',
      title: 'Unreachable',
      status: 0,
      code: 'unreachable',
      detail: 'The server cannot be reached.',
    },
    cause,
  )
}

/** An answer that is no problem document comes from something in between: a proxy, a balancer. */
export async function problemOf(response: Response): Promise<ProblemError> {
  const text = await response.text()
  try {
    const parsed: unknown = JSON.parse(text)
    if (typeof parsed === 'object' && parsed !== null && 'code' in parsed && 'status' in parsed)
      return new ProblemError(parsed as ProblemDocument)
  } catch {
    // not JSON: told below
  }
  return new ProblemError({
    type: 'urn:guanxi:problem:unexpected_answer',
    title: response.statusText,
    status: response.status,
    code: 'unexpected_answer',
    detail: `The server answered ${response.status} without saying why.`,
  })
}
