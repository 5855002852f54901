import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { constants } from 'node:zlib'
import compress from '@fastify/compress'
import cookie from '@fastify/cookie'
import Fastify, { type FastifyInstance, type FastifyRequest } from 'fastify'
import type pg from 'pg'
import { demoJob } from '../crm/demo/index.ts'
import {
  areas,
  assignWaiting,
  choiceLists,
  crmActions,
  crmJobs,
  crmMessages,
  crmObjects,
  followFirstDeals,
  regions,
  scoreHealthDaily,
  seedWorkspace,
  watchHealth,
  watchUnassigned,
} from '../crm/index.ts'
import {
  type Clock,
  createExports,
  createImports,
  delegationInForce,
  type Engine,
  engineMessages,
  exportJob,
  exportMessages,
  finishErasures,
  importCheckJob,
  importJob,
  importMessages,
  importProjectCheckJob,
  importProjectJob,
  importProjectMessages,
  importProjectUndoJob,
  newId,
  openEngine,
  removeOldExports,
  removeOldImports,
  SignInError,
} from '../engine/index.ts'
import type { Config } from './config.ts'
import { openFileStorage } from './files/settings.ts'
import { workFolder } from './files/storage.ts'
import { accessRoutes } from './http/access.ts'
import { accessListRoutes } from './http/access-list.ts'
import { calendarRoutes } from './http/calendar.ts'
import { registerCallers, registerLanguage, registerWholeRights } from './http/caller.ts'
import { changeRoutes } from './http/changes.ts'
import { delegationRoutes } from './http/delegations.ts'
import { descriptionRoutes } from './http/description.ts'
import { duplicateRoutes } from './http/duplicates.ts'
import { auditRoutes, exportParts, exportRoutes } from './http/exports.ts'
import { fileRoutes } from './http/files.ts'
import { firstStepRoutes } from './http/first-steps.ts'
import { registerHealth } from './http/health.ts'
import { importProjectRoutes } from './http/import-projects.ts'
import { importTemplateRoutes } from './http/import-templates.ts'
import { importParts, importRoutes } from './http/imports.ts'
import { jobRoutes } from './http/jobs.ts'
import { linkRoutes } from './http/links.ts'
import { liveRoutes } from './http/live.ts'
import { mailRoutes } from './http/mails.ts'
import { meRoutes } from './http/me.ts'
import { serverMessages } from './http/messages.ts'
import { metaRoutes } from './http/meta.ts'
import { registerMetrics } from './http/metrics.ts'
import { notificationRoutes } from './http/notifications.ts'
import { passkeyRoutes } from './http/passkeys.ts'
import { peopleRoutes } from './http/people.ts'
import { personalRoutes } from './http/personal.ts'
import { poolRoutes } from './http/pools.ts'
import { answerUnreadableAddress, problemsIn, registerProblems } from './http/problems.ts'
import { registerQueryValues } from './http/query-values.ts'
import { recordReads } from './http/record-reads.ts'
import { recordWrites } from './http/record-writes.ts'
import { relationGraphRoutes } from './http/relation-graph.ts'
import { keepRouteTable } from './http/route-table.ts'
import { sampleDataRoutes } from './http/sample-data.ts'
import { secondFactorRoutes } from './http/second-factor.ts'
import { registerSecurity } from './http/security.ts'
import type { Services } from './http/services.ts'
import { sessionRoutes } from './http/sessions.ts'
import { signInRoutes } from './http/sign-in.ts'
import { tokenRoutes } from './http/tokens.ts'
import { transferRoutes } from './http/transfers.ts'
import { endViews, viewAsRoutes } from './http/view-as.ts'
import { registerWebApp } from './http/web-app.ts'
import { workspaceRoutes } from './http/workspaces.ts'
import { openIdentity } from './identity/identity.ts'
import { removeUnfinishedWorkspaces } from './identity/unfinished-workspaces.ts'
import { connectEvents } from './live/engine-events.ts'
import { createHub } from './live/hub.ts'
import { openMailer } from './mail/mailer.ts'
import { createPost } from './mail/post.ts'
import { createSendOut } from './notifications/send-out.ts'
import { fieldSecrets, keptSecret } from './secrets.ts'

export type AppParts = {
  config: Config
  ownerPool: pg.Pool
  appPool: pg.Pool
  ownerUrl: string
  appUrl: string
  clock: Clock
  /** Where the log goes instead of standard output. */
  logTo?: { write(line: string): void }
}

const cleanUpMilliseconds = 6 * 3600 * 1000
/** Long enough for the largest upload over a slow line; a body that trickles in for ever holds a connection for ever. */
const longestRequestMilliseconds = 20 * 60_000
const largestBodyBytes = 4 * 1024 * 1024
const webFolder = join(import.meta.dirname, '../dist/web')

/** All that answers HTTP, and what it works with; `close` puts everything away that was opened here. */
export async function createApp(parts: AppParts): Promise<FastifyInstance> {
  const { config } = parts
  const app = Fastify({
    forceCloseConnections: 'idle',
    genReqId: requestId,
    frameworkErrors: answerUnreadableAddress(problemsIn([serverMessages])),
    requestTimeout: longestRequestMilliseconds,
    bodyLimit: largestBodyBytes,
    trustProxy: config.publicUrl !== null,
    logger: {
      level: process.env.GUANXI_LOG_LEVEL ?? 'warn',
      serializers: { req: loggedRequest, err: loggedError },
      ...(parts.logTo ? { stream: parts.logTo } : {}),
    },
    routerOptions: { maxParamLength: 200, ignoreTrailingSlash: true },
    ajv: { customOptions: { coerceTypes: true, removeAdditional: false, allErrors: true } },
  })
  // Cross-site forms can send plain text without asking first; no route of ours wants it.
  app.removeContentTypeParser('text/plain')
  keepRouteTable(app)

  try {
    await buildApp(app, parts)
  } catch (error) {
    // What was opened on the way is put away before the database stops under it.
    await app.close()
    throw error
  }
  return app
}

async function buildApp(app: FastifyInstance, parts: AppParts): Promise<void> {
  const services = await openServices(app, parts)
  registerProblems(app, services.problems)
  await registerSecurity(app, services.publicUrl.startsWith('https:'))
  await app.register(cookie)
  await app.register(compress, {
    threshold: 1024,
    encodings: ['br', 'gzip'],
    globalDecompression: false,
    // The strongest setting of Brotli takes longer than most answers take to make, and its usual window megabytes for each of them.
    brotliOptions: { params: { [constants.BROTLI_PARAM_QUALITY]: 4, [constants.BROTLI_PARAM_LGWIN]: 18 } },
  })
  registerMetrics(app, {
    liveConnections: () => services.hub.size,
    database: () => {
      const { pool } = services.engine.database
      return { total: pool.totalCount, idle: pool.idleCount, waiting: pool.waitingCount }
    },
  })
  registerLanguage(app)
  registerHealth(app, parts.appPool)
  await app.register(apiRoutes(services), { prefix: '/api' })
  await registerWebApp(app, webFolder)
}

function apiRoutes(services: Services) {
  return async (api: FastifyInstance) => {
    registerCallers(api, services)
    registerQueryValues(api)
    api.addHook('onSend', async (_request, reply) => {
      if (!reply.hasHeader('cache-control')) reply.header('cache-control', 'no-store')
    })
    await api.register(descriptionRoutes(services))
    await api.register(
      async (v1) => {
        for (const routes of [
          liveRoutes,
          signInRoutes,
          secondFactorRoutes,
          passkeyRoutes,
          workspaceRoutes,
          accessRoutes,
          accessListRoutes,
          peopleRoutes,
          transferRoutes,
          delegationRoutes,
          linkRoutes,
          mailRoutes,
          sessionRoutes,
          tokenRoutes,
          viewAsRoutes,
          meRoutes,
          firstStepRoutes,
          poolRoutes,
          relationGraphRoutes,
          metaRoutes,
          changeRoutes,
          sampleDataRoutes,
          calendarRoutes,
          fileRoutes,
          auditRoutes,
          duplicateRoutes,
          recordReads,
          recordWrites,
        ]) {
          await v1.register(routes(services))
        }
        await v1.register(async (own) => {
          registerWholeRights(own)
          for (const routes of [
            jobRoutes,
            notificationRoutes,
            importRoutes,
            exportRoutes,
            importProjectRoutes,
            importTemplateRoutes,
            personalRoutes,
          ])
            await own.register(routes(services))
        })
      },
      { prefix: '/v1' },
    )
  }
}

async function openServices(app: FastifyInstance, { config, appPool, ownerUrl, appUrl, clock }: AppParts): Promise<Services> {
  // A database that stops with the server cuts the last connections; nobody needs to hear of that.
  let isClosing = false
  const onError = (error: unknown) => {
    if (!isClosing) app.log.error({ err: error }, 'background work failed')
  }
  const publicUrl = config.publicUrl ?? `http://localhost:${config.port}`
  const files = await openFileStorage(config.dataFolder)
  const imports = importParts(files.storage)
  const outgoing = exportParts(files.storage, await workFolder(config.dataFolder, 'outgoing'))
  const mailer = openMailer({ url: config.smtpUrl, from: config.mailFrom })
  const secrets = await fieldSecrets(config.dataFolder)
  const post = createPost({ pool: appPool, mailer, secrets, clock, onError })
  // The engine calls it each minute, once it is open.
  const sendOut = createSendOut({ engine: () => engine, mailer, publicUrl, onError })
  const engine: Engine = await openEngine({
    appUrl,
    ownerUrl,
    clock,
    jobs: [
      importJob(imports),
      importCheckJob(imports),
      exportJob(outgoing),
      importProjectJob,
      importProjectCheckJob(imports),
      importProjectUndoJob,
      demoJob,
      ...crmJobs,
    ],
    everyMinute: [
      sendOut.sendDue,
      sendOut.sendDigests,
      post.sendDue,
      endViews,
      scoreHealthDaily,
      (tools) => watchHealth(engine, tools, onError),
      (tools) => followFirstDeals(engine, tools),
      (tools) => finishErasures({ ...tools, files: files.storage }, (workspaceId) => engine.systemContext(workspaceId, 'erasure')),
      async () => void (await assignWaiting(engine)),
    ],
    upkeep: [post.cleanUp, removeUnfinishedWorkspaces, removeOldExports(outgoing), removeOldImports(files.storage)],
    objects: crmObjects,
    actions: crmActions,
    choiceLists,
    seed: seedWorkspace,
    connections: config.databaseConnections,
    secrets,
    workspaceContext: config.databaseIsPooled ? 'perTransaction' : 'remembered',
    onError,
  })
  watchUnassigned(engine, onError)
  // A workspace that has no health yet does not wait for the next minute.
  void scoreHealthDaily({ owner: engine.owner, clock }).catch(onError)
  const identity = openIdentity({ pool: appPool, secret: await keptSecret(config.dataFolder, 'sessions'), publicUrl, clock })
  const hub = createHub({
    async stillSignedIn({ workspaceId, principalId, sessionId, tokenId, narrowing }) {
      if (narrowing?.acting) {
        const { delegation, actor } = narrowing.acting
        const asked = { workspaceId, id: delegation, borrowerId: actor.id, now: engine.clock.now() }
        if (!(await delegationInForce(engine.database, asked))) return false
      }
      const isIn = sessionId
        ? await identity.sessions.isOpen(sessionId)
        : tokenId
          ? await identity.tokens.isValid(workspaceId, tokenId)
          : false
      return isIn && (await isActive(engine, workspaceId, principalId))
    },
  })
  // Before the server waits for open answers to end: streams never would.
  app.addHook('preClose', async () => hub.close())
  const disconnect = connectEvents({ engine, hub, identity, onError })
  const cleaning = setInterval(() => void identity.cleanUp().catch(onError), cleanUpMilliseconds)
  cleaning.unref()
  app.addHook('onClose', async () => {
    isClosing = true
    clearInterval(cleaning)
    disconnect()
    hub.close()
    await post.settled()
    mailer.close()
    await files.storage.close()
    await engine.close()
  })
  return {
    engine,
    imports: createImports(engine, imports),
    exports: createExports(engine, outgoing),
    identity,
    hub,
    mailer,
    post,
    files,
    incomingFolder: await workFolder(config.dataFolder, 'incoming'),
    problems: problemsIn([serverMessages, ...crmMessages, engineMessages, importMessages, exportMessages, importProjectMessages]),
    objectsByRoute: new Map([...engine.registry.objects.values()].map((object) => [object.route, object])),
    areas,
    regions,
    version: (JSON.parse(readFileSync(join(import.meta.dirname, '../package.json'), 'utf8')) as { version: string }).version,
    publicUrl,
    newWorkspaces: config.newWorkspaces,
  }
}

/** The engine refuses a principal that was deactivated; any other failure is no answer. */
async function isActive(engine: Engine, workspaceId: string, principalId: string): Promise<boolean> {
  try {
    await engine.principal(workspaceId, principalId)
    return true
  } catch (error) {
    if (error instanceof SignInError) return false
    throw error
  }
}

/** The id under which a balancer or a caller knows the request, or one of our own; it goes back with the answer and stands in the log. */
function requestId({ headers }: { headers: Record<string, string | string[] | undefined> }): string {
  const given = headers['x-request-id']
  return typeof given === 'string' && /^[\w.-]{1,64}$/.test(given) ? given : newId()
}

/** Without headers and query: those hold tokens, cookies and what people search for. */
function loggedRequest(request: FastifyRequest) {
  const route = request.routeOptions?.url
  // Whoever reads the log must not be able to read somebody's calendar.
  const path = route?.includes(':secret') ? route : request.url.split('?')[0]
  return { id: request.id, method: request.method, path, route }
}

/** The driver's errors also carry the values of the row that was refused; those stay out of the log. */
function loggedError(error: Error): { type: string; message: string; stack: string; code?: string; cause?: unknown } {
  const { code } = error as { code?: unknown }
  return {
    type: error.name,
    message: error.message,
    stack: error.stack ?? '',
    ...(typeof code === 'string' ? { code } : {}),
    ...(error.cause instanceof Error ? { cause: loggedError(error.cause) } : {}),
  }
}
