import { cleanupOutdatedCaches, matchPrecache, precacheAndRoute } from 'workbox-precaching'
import { NavigationRoute, registerRoute } from 'workbox-routing'

// The shell of the app on the device: its page, scripts and styles, nothing else. What the API answers is never kept here, so
// nothing stale is shown and nothing of anybody stays behind after a sign-out.

type WorkerScope = {
  skipWaiting: () => Promise<void>
  clients: { claim: () => Promise<void> }
  addEventListener: (type: 'message' | 'activate', listener: (event: MessageEvent) => void) => void
}
declare const shellFiles: { url: string; revision: string | null }[]

const worker = globalThis as unknown as WorkerScope
const page = '/index.html'
const notScreens = [/^\/api\//, /\.[a-z0-9]{2,12}$/i, /^\/(health|ready|metrics)$/]
const patienceMilliseconds = 5_000

precacheAndRoute(shellFiles, { cleanURLs: false })
cleanupOutdatedCaches()

registerRoute(new NavigationRoute(({ request }) => newestPage(request), { denylist: notScreens }))

/** The page is asked of the server, so that an upgrade is seen at once. A server that is away, or a network that hangs, gets the one on the device. */
async function newestPage(request: Request): Promise<Response> {
  const asked = fetch(request)
  const answer = await Promise.race([asked.catch(() => null), soon()])
  if (answer && answer.status < 502) return answer
  return (await matchPrecache(page)) ?? asked
}

function soon(): Promise<null> {
  return new Promise((resolve) => setTimeout(resolve, patienceMilliseconds, null))
}

// A new version waits until the reader says so: half-written things stay on the screen.
worker.addEventListener('message', ({ data }) => {
  if (data === 'take-over') void worker.skipWaiting()
})

// The page that is open when it comes has its files from the device too.
worker.addEventListener('activate', () => void worker.clients.claim())
