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

precacheAndRoute(shellFiles, { cleanURLs: false })
cleanupOutdatedCaches()

// The page is asked of the server, so that an upgrade is seen at once; without the server it comes from the device.
registerRoute(
  new NavigationRoute(
    async ({ request }) => {
      try {
        return await fetch(request)
      } catch (error) {
        const kept = await matchPrecache(page)
        if (kept) return kept
        throw error
      }
    },
    { denylist: notScreens },
  ),
)

// A new version waits until the reader says so: half-written things stay on the screen.
worker.addEventListener('message', ({ data }) => {
  if (data === 'take-over') void worker.skipWaiting()
})

// The page that is open when it comes has its files from the device too.
worker.addEventListener('activate', () => void worker.clients.claim())
