import type { FastifyInstance } from 'fastify'
import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'

/** What an operator watches, in Prometheus' text format. Routes are named by their pattern: ids would make a series each. */
export function registerMetrics(
  app: FastifyInstance,
  gauges: { liveConnections: () => number; database: () => { total: number; idle: number; waiting: number } },
): void {
  const register = new Registry()
  collectDefaultMetrics({ register })
  const seconds = new Histogram({
    name: 'http_request_duration_seconds',
    help: 'Time from the first byte of a request to the last of its answer',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    registers: [register],
  })
  const gauge = (name: string, help: string, value: () => number) => {
    new Gauge({
      name,
      help,
      registers: [register],
      collect() {
        this.set(value())
      },
    })
  }
  gauge('guanxi_live_connections', 'Open streams of live updates', gauges.liveConnections)
  gauge('guanxi_database_connections', 'Connections of this server to the database', () => gauges.database().total)
  gauge('guanxi_database_connections_idle', 'Of these, connections that wait for work', () => gauges.database().idle)
  gauge('guanxi_database_requests_waiting', 'Requests that wait for a connection', () => gauges.database().waiting)

  app.addHook('onResponse', async (request, reply) => {
    const route = request.routeOptions.url ?? 'unmatched'
    seconds.observe({ method: request.method, route, status: reply.statusCode }, reply.elapsedTime / 1000)
  })
  app.get('/metrics', { config: { isPublic: true, isInternal: true } }, async (_request, reply) => {
    reply.header('content-type', register.contentType)
    return register.metrics()
  })
  app.addHook('onClose', async () => register.clear())
}
