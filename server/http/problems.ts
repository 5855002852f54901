import { randomInt } from 'node:crypto'
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import {
  BusyError,
  type ErrorParameters,
  GuanxiError,
  InvalidInputError,
  type Locale,
  type Messages,
  messageText,
  NotFoundError,
  StaleRecordError,
} from '../../engine/index.ts'
import { localeOf } from './locale.ts'
import { problemTitles } from './messages.ts'

/** RFC 9457 with a code to decide by; `detail` is for people. */
export type ProblemDocument = {
  type: string
  title: string
  status: number
  code: string
  detail: string
  field?: string
  parameters?: ErrorParameters
  errors?: { code: string; field?: string; row?: number; record?: string; detail: string }[]
  current?: Readonly<Record<string, unknown>>
  reference?: string
}

/** What people call a field; its key where nobody knows. */
export type FieldNames = (key: string) => string | undefined

export type Problems = {
  /** The document for an error that a caller can act on, also inside a bulk answer. */
  documentOf(error: GuanxiError, locale: Locale, names?: FieldNames): ProblemDocument
  text(code: string, parameters: ErrorParameters, locale: Locale): string
}

export function problemsIn(catalogues: readonly Messages[]): Problems {
  const text = (code: string, parameters: ErrorParameters, locale: Locale) => messageText(catalogues, code, parameters, locale)
  return {
    text,
    documentOf(error, locale, names) {
      const told = (field: string | undefined, parameters: ErrorParameters = {}): ErrorParameters => {
        const key = field ?? (typeof parameters.field === 'string' ? parameters.field : undefined)
        return key === undefined ? parameters : { ...parameters, field: names?.(key) ?? key }
      }
      return {
        type: `urn:guanxi:problem:${error.code}`,
        title: messageText([problemTitles], String(error.status), {}, locale),
        status: error.status,
        code: error.code,
        detail: text(error.code, told(error.field, error.parameters), locale),
        ...(error.field === undefined ? {} : { field: error.field }),
        ...(Object.keys(error.parameters).length > 0 ? { parameters: error.parameters } : {}),
        ...(error.details.length > 0
          ? {
              errors: error.details.map(({ parameters, ...detail }) => ({
                ...detail,
                detail: text(detail.code, told(detail.field, parameters), locale),
              })),
            }
          : {}),
        ...(error instanceof StaleRecordError && error.current ? { current: error.current } : {}),
      }
    },
  }
}

/** Statuses that no business error carries: HTTP's own. */
export class RequestError extends GuanxiError {
  readonly status: number
  constructor(status: 403 | 412 | 413 | 415 | 422 | 429 | 503, code: string, parameters: ErrorParameters = {}) {
    super(code, parameters)
    this.status = status
  }
}

/** Turns whatever a route throws into a problem document in the reader's language; what nobody foresaw is logged under a reference. */
export function registerProblems(app: FastifyInstance, problems: Problems): void {
  app.setNotFoundHandler((request, reply) => answer(new NotFoundError('route_not_found'), request, reply))
  app.setErrorHandler((error: FastifyError, request, reply) => {
    const known = knownError(error)
    if (known) return answer(known, request, reply)

    const reference = newReference()
    request.log.error({ err: error, reference }, 'request failed')
    const locale = request.locale
    return send(reply, {
      type: 'urn:guanxi:problem:something_broke',
      title: messageText([problemTitles], '500', {}, locale),
      status: 500,
      code: 'something_broke',
      detail: problems.text('something_broke', { reference }, locale),
      reference,
    })
  })

  function answer(error: GuanxiError, request: FastifyRequest, reply: FastifyReply) {
    if (error.status === 503 || error.status === 429) {
      const seconds = error.parameters.retryAfterSeconds
      reply.header('retry-after', typeof seconds === 'number' ? seconds : 5)
      if (error.cause) request.log.warn({ err: error.cause }, error.code)
    }
    if (error.status === 401) reply.header('www-authenticate', 'Bearer realm="guanxi"')
    return send(reply, problems.documentOf(error, request.locale, request.fieldNames ?? undefined))
  }
}

/** For addresses that no router reads, such as `/%ff`: Fastify answers them before any hook, and in words of its own. */
export function answerUnreadableAddress(problems: Problems) {
  return (_error: FastifyError, { headers, id }: Pick<FastifyRequest, 'headers' | 'id'>, reply: Pick<FastifyReply, 'raw'>): void => {
    const document = problems.documentOf(new NotFoundError('route_not_found'), localeOf(headers['accept-language']))
    reply.raw.writeHead(document.status, { 'content-type': problemType, 'cache-control': 'no-store', 'x-request-id': id })
    reply.raw.end(JSON.stringify(document))
  }
}

const problemType = 'application/problem+json; charset=utf-8'

function send(reply: FastifyReply, document: ProblemDocument) {
  return reply.code(document.status).header('content-type', problemType).header('cache-control', 'no-store').send(JSON.stringify(document))
}

/** Four characters that can be read out over the telephone: no 0/O, no 1/I. */
function newReference(): string {
  const alphabet = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ'
  return Array.from({ length: 4 }, () => alphabet[randomInt(alphabet.length)]).join('')
}

function knownError(error: FastifyError): GuanxiError | null {
  if (error instanceof GuanxiError) return error
  if (error.validation) return validationError(error)
  if (isDatabaseAway(error)) return new BusyError('unavailable', { cause: error })
  switch (error.statusCode) {
    case 400:
      return new InvalidInputError(error.code?.includes('JSON') ? 'invalid_json' : 'invalid_request')
    case 404:
      return new NotFoundError('route_not_found')
    case 413:
      return new RequestError(413, 'body_too_large')
    case 415:
      return new RequestError(415, 'unsupported_media_type')
    case 429:
      return new RequestError(429, 'too_many_requests', { retryAfterSeconds: 60 })
    case 503:
      return new BusyError('unavailable', { cause: error })
    default:
      // Bodies that break the parser before a schema sees them carry a 4xx of Fastify or of a content parser.
      return error.statusCode !== undefined && error.statusCode > 400 && error.statusCode < 500
        ? new InvalidInputError('invalid_request')
        : null
  }
}

function validationError(error: FastifyError): InvalidInputError {
  const details = (error.validation ?? []).map((found) => {
    const path = found.instancePath.replace(/^\//, '').replaceAll('/', '.')
    const under = (key: unknown) => [path, String(key)].filter(Boolean).join('.')
    switch (found.keyword) {
      case 'required':
        return { code: 'missing_value', field: under(found.params.missingProperty) }
      case 'additionalProperties':
        return { code: 'unknown_field', field: under(found.params.additionalProperty) }
      case 'type':
        return { code: 'wrong_type', field: path, parameters: { expected: String(found.params.type) } }
      case 'minimum':
      case 'maximum':
      case 'minLength':
      case 'maxLength':
      case 'minItems':
      case 'maxItems':
        return { code: 'value_out_of_range', field: path }
      default:
        return { code: 'invalid_value', field: path }
    }
  })
  const first = details[0]
  if (!first?.field) return new InvalidInputError('invalid_request')
  return new InvalidInputError(first.code, { field: first.field, ...first.parameters, details })
}

/** The database is restarting, full or unreachable: worth trying again, and no bug of ours. */
function isDatabaseAway(error: { code?: string }): boolean {
  return ['57P01', '57P02', '57P03', '53300', '08006', '08001', '08003', 'ECONNREFUSED', 'ECONNRESET', 'EPIPE'].includes(error.code ?? '')
}
