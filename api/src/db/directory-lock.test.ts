import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { lockDirectory } from './directory-lock.ts'

let directory: string

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'menumate-lock-'))
})
afterEach(() => rm(directory, { recursive: true, force: true }))

test('a directory that another process has is refused, naming the process and the file', async () => {
  await writeFile(join(directory, 'process.lock'), String(process.ppid))
  await expect(lockDirectory(directory)).rejects.toThrow(
    new RegExp(`process ${process.ppid}.*process\\.lock`),
  )
})

test.each([
  ['a process that is gone', '2147483646'],
  ['a power cut', ''],
])('a lock that %s left behind is taken over', async (_what, content) => {
  await writeFile(join(directory, 'process.lock'), content)
  const unlock = await lockDirectory(directory)
  await unlock()
})

test('a directory that was given back can be claimed again', async () => {
  const unlock = await lockDirectory(directory)
  await unlock()
  const again = await lockDirectory(directory)
  await again()
})
