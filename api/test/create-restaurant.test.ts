import { spawn } from 'node:child_process'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
import { openDatabase } from '../src/db/database.ts'
import { REPOSITORY } from '../src/repository.ts'
import { createTestDatabase } from './database.ts'

const PROGRAM = fileURLToPath(new URL('../src/restaurants/create-restaurant.cli.ts', import.meta.url))

// Two processes that each load all of Prisma, one after the other.
const TIMEOUT_MS = 60_000

it('a restaurant is made from the command line in the configured database', {
  timeout: TIMEOUT_MS,
}, async () => {
  const { config, drop } = await createTestDatabase()
  try {
    const options = ['--slug=lia', '--name=Lia', '--currency=EUR', '--time-zone=Europe/Rome', '--tables=2']
    const owner = ['--owner-name=Lia Rossi', '--owner-email=lia@example.com']
    const child = spawn(process.execPath, ['--import', 'tsx', PROGRAM, ...options, ...owner], {
      cwd: REPOSITORY,
      env: {
        ...process.env,
        DATABASE_URL: config.kind === 'postgres' ? config.url : '',
        DATA_DIR: config.kind === 'embedded' ? config.directory : '',
        PUBLIC_URL: '',
      },
    })
    child.stdin.end('correct horse battery\n')
    const exitCode = new Promise((resolve) => child.once('close', resolve))
    const [output, errors] = await Promise.all([text(child.stdout), text(child.stderr)])

    expect({ errors, exitCode: await exitCode }).toEqual({ errors: '', exitCode: 0 })
    const { db, close } = await openDatabase(config)
    const tables = await db.table.findMany({ orderBy: { position: 'asc' } })
    await close()
    expect(output).toContain(tables.map(({ label, code }) => `  ${label}  /t/${code}\n`).join(''))
    expect(tables).toHaveLength(2)
  } finally {
    await drop()
  }
})
