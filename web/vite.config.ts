import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'
import { precompress } from './precompress.ts'
import { shellPlugin } from './service-worker/shell-plugin.ts'

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))

export default defineConfig({
  root: here('.'),
  plugins: [react(), precompress(), shellPlugin(here('./service-worker/service-worker.ts'))],
  build: {
    outDir: here('../dist/web'),
    emptyOutDir: true,
    target: 'es2023',
    chunkSizeWarningLimit: 700,
  },
  server: {
    port: 7601,
    proxy: { '/api': { target: process.env['GUANXI_API'] ?? 'http://localhost:7600', changeOrigin: true } },
  },
})
