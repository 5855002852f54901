import { showToast } from '../data/toasts.ts'
import { translate } from '../text/index.ts'
import { messages } from './messages.ts'

const hourMilliseconds = 3_600_000

/** Keeps the app's own files on the device, and offers a new version when one is there; it never comes by itself. */
export function keepShell(): void {
  if (!('serviceWorker' in navigator)) return
  addEventListener('load', () => {
    navigator.serviceWorker.register('/service-worker.js').then(watch, () => {
      // Without it, as in a private window, the app needs the server for each start; nothing else is missing.
    })
  })
}

function watch(registration: ServiceWorkerRegistration | undefined): void {
  // Browsers that are told to keep nothing answer without one.
  if (!registration) return
  if (registration.waiting && navigator.serviceWorker.controller) offer(registration.waiting)
  registration.addEventListener('updatefound', () => {
    const next = registration.installing
    next?.addEventListener('statechange', () => {
      if (next.state === 'installed' && navigator.serviceWorker.controller) offer(next)
    })
  })
  setInterval(() => void registration.update().catch(() => undefined), hourMilliseconds)
}

function offer(next: ServiceWorker): void {
  const take = () => {
    navigator.serviceWorker.addEventListener('controllerchange', () => location.reload(), { once: true })
    next.postMessage('take-over')
  }
  showToast({
    kind: 'told',
    text: translate(messages, 'newVersion'),
    action: { label: translate(messages, 'takeNewVersion'), run: take },
    seconds: 3_600,
  })
}
