import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { build, type Plugin } from 'vite'

const plainFiles = ['index.html', 'first-paint.js', 'logo.svg', 'manifest.webmanifest']
const shellTypes = /\.(js|css|woff2)$/

/** Builds the service worker after the app, with the list of the files that make the shell. */
export function shellPlugin(source: string): Plugin {
  return {
    name: 'guanxi-shell',
    apply: 'build',
    async writeBundle({ dir }, bundle) {
      if (dir === undefined) return
      // Named by their content: these need no revision.
      const named = Object.keys(bundle).filter((file) => file.startsWith('assets/') && shellTypes.test(file))
      const plain = await Promise.all(
        plainFiles.map(async (file) => ({
          url: `/${file}`,
          revision: createHash('sha256')
            .update(await readFile(join(dir, file)))
            .digest('hex')
            .slice(0, 16),
        })),
      )
      const files = [...plain, ...named.map((file) => ({ url: `/${file}`, revision: null }))]
      await build({
        configFile: false,
        publicDir: false,
        logLevel: 'warn',
        define: { shellFiles: JSON.stringify(files) },
        build: {
          outDir: dir,
          emptyOutDir: false,
          target: 'es2023',
          rollupOptions: { input: source, output: { format: 'iife', entryFileNames: 'service-worker.js' } },
        },
      })
    },
  }
}
