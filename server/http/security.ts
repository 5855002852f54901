import helmet from '@fastify/helmet'
import Fastify, { type FastifyInstance } from 'fastify'

/** Headers that keep a page of ours from running or framing anything that is not ours. */
export async function registerSecurity(app: FastifyInstance, isHttps: boolean): Promise<void> {
  const headers = await securityHeaders(isHttps)
  app.addHook('onRequest', (_request, reply, done) => {
    for (const [name, value] of headers) reply.raw.setHeader(name, value)
    done()
  })
}

/** The policy is the same for every answer: the library writes it down once here, not anew for each of them. */
async function securityHeaders(isHttps: boolean): Promise<[string, string][]> {
  const probe = Fastify()
  await probe.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        scriptSrc: ["'self'"],
        // The component library writes its styles into the page at run time.
        styleSrc: ["'self'", "'unsafe-inline'"],
        imgSrc: ["'self'", 'data:', 'blob:'],
        fontSrc: ["'self'", 'data:'],
        connectSrc: ["'self'"],
        mediaSrc: ["'self'", 'blob:'],
        frameSrc: ["'self'", 'blob:'],
        workerSrc: ["'self'", 'blob:'],
        objectSrc: ["'none'"],
        baseUri: ["'none'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
      },
    },
    // Plain HTTP inside an office is a supported way to run; promising HTTPS there would lock everybody out.
    strictTransportSecurity: isHttps ? { maxAge: 31_536_000, includeSubDomains: false } : false,
    crossOriginEmbedderPolicy: false,
    originAgentCluster: false,
    crossOriginOpenerPolicy: isHttps ? { policy: 'same-origin' } : false,
    referrerPolicy: { policy: 'same-origin' },
    xFrameOptions: { action: 'sameorigin' },
  })
  probe.get('/', (_request, reply) => reply.send())
  const { headers } = await probe.inject('/')
  await probe.close()
  // What no screen of ours uses, nothing that slips into one may use either.
  headers['permissions-policy'] = 'camera=(), microphone=(), geolocation=(self), payment=(), usb=(), publickey-credentials-get=(self)'
  const ofEveryAnswer = new Set(['content-length', 'content-type', 'date', 'connection'])
  return Object.entries(headers).flatMap(([name, value]): [string, string][] =>
    ofEveryAnswer.has(name) || typeof value !== 'string' ? [] : [[name, value]],
  )
}
