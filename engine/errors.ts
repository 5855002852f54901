/** What an error message may mention; shown after translation, so values stay plain. */
export type ErrorParameters = Readonly<Record<string, string | number | boolean | null>>

export type ErrorDetail = { code: string; field?: string; record?: string; row?: number; parameters?: ErrorParameters }

/** An error that a caller can act on. Everything else is a bug and answered as one. */
export abstract class GuanxiError extends Error {
  abstract readonly status: number
  readonly code: string
  readonly field: string | undefined
  readonly parameters: ErrorParameters
  /** Further errors found in the same pass, so that a form shows all of them at once. */
  readonly details: readonly ErrorDetail[]

  constructor(code: string, options: { field?: string; details?: readonly ErrorDetail[]; cause?: unknown } & Record<string, unknown> = {}) {
    const { field, details, cause, ...parameters } = options
    super(code, cause === undefined ? undefined : { cause })
    this.name = new.target.name
    this.code = code
    this.field = field
    this.details = details ?? []
    this.parameters = parameters as ErrorParameters
  }
}

/** 400: the input cannot be read as what it claims to be. */
export class InvalidInputError extends GuanxiError {
  readonly status = 400
}
/** 401: nobody is signed in, or the token is not valid any more. */
export class SignInError extends GuanxiError {
  readonly status = 401
}
/** 403: seen, but not allowed. */
export class AccessError extends GuanxiError {
  readonly status = 403
}
/** 404: not there, or not to be seen: the two are never told apart. */
export class NotFoundError extends GuanxiError {
  readonly status = 404
}
/** 409: somebody changed the record since it was read; `current` says what it holds now. */
export class StaleRecordError extends GuanxiError {
  readonly status = 409
  readonly current: Readonly<Record<string, unknown>> | undefined
  constructor(options: { object: string; id: string; revision: number; current?: Readonly<Record<string, unknown>> }) {
    super('stale_record', { object: options.object, record: options.id, revision: options.revision })
    this.current = options.current
  }
}
/** 422: well formed, but a rule of the business forbids it. */
export class RuleError extends GuanxiError {
  readonly status = 422
}
/** 429 and 503: try again later. */
export class BusyError extends GuanxiError {
  readonly status = 503
}
