import { readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { ConfigError } from '../config.ts'

/**
 * Claims a directory for this process, since PGlite lets two processes open the same files and they then destroy
 * them. A lock left behind by a killed process is taken over.
 * @returns what gives the directory back
 * @throws ConfigError naming the process that has it
 */
export async function lockDirectory(directory: string): Promise<() => Promise<void>> {
  const path = join(directory, 'process.lock')
  const claim = () => writeFile(path, String(process.pid), { flag: 'wx' })
  try {
    await claim()
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    // A power cut can leave the file empty.
    const holder = Number.parseInt(await readFile(path, 'utf8'), 10)
    if (holder > 0 && holder !== process.pid && isRunning(holder)) {
      throw new ConfigError(
        `${directory} is in use by process ${holder}. Stop it, or set DATA_DIR to another directory. ` +
          `If that process is not MenuMate, delete ${path}.`,
      )
    }
    await rm(path, { force: true })
    await claim()
  }
  return () => rm(path, { force: true })
}

function isRunning(pid: number): boolean {
  try {
    // Signal 0 asks whether the process exists and sends nothing.
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}
