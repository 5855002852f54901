import './design/tokens.css'
import './design/base.css'
import { QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { queryClient } from './data/query-client.ts'
import { keepShell } from './frame/app-shell.ts'
import { router } from './router.tsx'

// After an upgrade the parts of the old page are gone from the server: the page is read anew, once, instead of failing.
addEventListener('vite:preloadError', (event) => {
  // Without the network there is nothing to read anew, and what is being written would be lost.
  if (!navigator.onLine) return
  const last = Number(sessionStorage.getItem('guanxi.reread') ?? 0)
  if (Date.now() - last < 60_000) return
  sessionStorage.setItem('guanxi.reread', String(Date.now()))
  event.preventDefault()
  location.reload()
})

const root = document.getElementById('app')
if (!root) throw new Error('The page has no element with the id "app"')

createRoot(root).render(
  <StrictMode>
    <QueryClientProvider client={queryClient}>
      <RouterProvider router={router} />
    </QueryClientProvider>
  </StrictMode>,
)

if (import.meta.env.PROD) keepShell()
