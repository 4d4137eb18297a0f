import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import tailwindcss from '@tailwindcss/vite'
import react from '@vitejs/plugin-react'
import { defineConfig, type Plugin } from 'vite'
import { inlineDocuments } from './inline-documents.ts'

const api = process.env['API_URL'] ?? 'http://localhost:4000'

/** Writes a .gz beside each text file of the build: compressed once here instead of at each request by the server. */
function precompress(): Plugin {
  return {
    name: 'precompress',
    apply: 'build',
    async writeBundle({ dir = 'dist' }) {
      const files = await readdir(dir, { recursive: true })
      const texts = files.filter((file) => /\.(js|css|svg|html)$/.test(file)).map((file) => join(dir, file))
      await Promise.all(
        texts.map(async (file) =>
          writeFile(`${file}.gz`, await promisify(gzip)(await readFile(file), { level: 9 })),
        ),
      )
    },
  }
}

export default defineConfig({
  plugins: [inlineDocuments(), react(), tailwindcss(), precompress()],
  build: { outDir: 'dist', emptyOutDir: true },
  server: {
    proxy: {
      '/graphql': { target: api, ws: true },
    },
  },
})
