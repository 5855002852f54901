import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from '@sinclair/typebox'
import { type Batch, type Locale, paceOf } from '../../engine/index.ts'
import type { ProblemDocument } from './problems.ts'
import { contextOf, type Services } from './services.ts'

const job = Type.Object({ id: Type.String() })
const usualJobs = 20

/** Work in the background, as its owner sees it. */
export function jobRoutes(services: Services): FastifyPluginAsyncTypebox {
  const { engine } = services
  return async (app) => {
    app.get(
      '/jobs',
      { schema: { querystring: Type.Object({ limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 100 })) }) } },
      async (request) => {
        const context = await contextOf(request, services)
        const batches = await engine.recentJobs(context, request.query.limit ?? usualJobs)
        return { jobs: batches.map((batch) => jobJson(batch, services, request.locale)), next: null }
      },
    )

    app.get('/jobs/:id', { schema: { params: job } }, async (request) => {
      const context = await contextOf(request, services)
      return jobJson(await engine.job(context, request.params.id), services, request.locale)
    })

    app.post('/jobs/:id/cancel', { schema: { params: job } }, async (request) => {
      const context = await contextOf(request, services)
      await engine.cancelJob(context, request.params.id)
      return jobJson(await engine.job(context, request.params.id), services, request.locale)
    })
  }
}

export function jobJson(batch: Batch, { engine, problems }: Pick<Services, 'engine' | 'problems'>, locale: Locale) {
  return {
    id: batch.id,
    kind: batch.kind,
    object: batch.object,
    title: engine.jobs.get(batch.kind)?.title ?? { zh: batch.kind, en: batch.kind },
    status: batch.status,
    done: batch.done,
    total: batch.total,
    createdAt: instant(batch.createdAt),
    startedAt: instant(batch.startedAt),
    finishedAt: instant(batch.finishedAt),
    remainingSeconds: paceOf(batch, engine.clock.now()).remainingSeconds,
    cancelRequested: batch.cancelRequested,
    result: batch.result,
    error: batch.error ? problemOf(batch.error, problems, locale) : null,
  }
}

function problemOf(
  error: NonNullable<Batch['error']>,
  problems: Services['problems'],
  locale: Locale,
): Pick<ProblemDocument, 'code' | 'detail'> & { type: string } {
  const parameters = (error.parameters ?? {}) as Record<string, string | number | boolean | null>
  const code = error.code === 'broken' ? 'job_broke' : error.code
  return { type: `urn:guanxi:problem:${code}`, code, detail: problems.text(code, parameters, locale) }
}

/** PostgreSQL's own form of an instant as ISO 8601. */
function instant(text: string | null): string | null {
  return text === null ? null : new Date(text).toISOString()
}
