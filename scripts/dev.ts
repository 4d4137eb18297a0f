import { watch } from 'node:fs'
import { join } from 'node:path'
import { REPOSITORY } from '../api/src/repository.ts'
import { generate, generateDatabaseClient, generateDocumentTypes } from './generate.ts'
import { exited, passSignalsTo, StepFailed, spawnTool } from './processes.ts'

const API_PORT = '4000'

/**
 * Runs the API and the web app from their sources: each restarts or reloads when one of its files changes, and what is
 * generated follows what it is generated from. Ends when either does.
 * @returns its exit code
 */
export async function dev(): Promise<number> {
  await generate()
  const api = spawnTool('api', 'tsx', ['watch', '--clear-screen=false', 'src/main.ts'], {
    env: { PORT: API_PORT, ...process.env },
  })
  const web = spawnTool('web', 'vite', ['--clearScreen', 'false'], {
    env: { API_URL: `http://localhost:${process.env['PORT'] ?? API_PORT}`, ...process.env },
  })
  let ending = false
  passSignalsTo(
    () => api,
    () => {
      ending = true
      web.kill()
    },
  )
  const watchers = [
    follow('prisma', generateDatabaseClient),
    follow('web/src', generateDocumentTypes),
    follow('api/schema.graphql', generateDocumentTypes),
  ]
  const exits = [exited(api), exited(web)]
  const exitCode = await Promise.race(exits)
  for (const watcher of watchers) watcher.close()
  // Once only: a second signal would kill the API where the first lets it put its data in order.
  if (!ending) for (const child of [api, web]) child.kill()
  await Promise.all(exits)
  return exitCode
}

/** Calls back, once at a time and once more if need be, after changes below a path. */
function follow(path: string, regenerate: () => Promise<boolean>) {
  let running = false
  let again = false
  const run = async () => {
    again = running
    if (running) return
    running = true
    try {
      if (await regenerate()) console.log(`Generated anew after a change in ${path}`)
    } catch (error) {
      // While someone types there are states that cannot be generated from; the next change tries again.
      if (!(error instanceof StepFailed)) throw error
      console.error(error.message)
    } finally {
      running = false
    }
    if (again) await run()
  }
  return watch(join(REPOSITORY, path), { recursive: true }, (_event, file) => {
    if (!file?.startsWith('gql')) void run()
  })
}
