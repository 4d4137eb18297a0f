import { spawn } from 'node:child_process'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createAuth } from '../src/auth/auth.ts'
import { openDatabase } from '../src/db/database.ts'
import { REPOSITORY } from '../src/repository.ts'
import { type CreatedDatabase, createTestDatabase } from './database.ts'

const PROGRAM = fileURLToPath(new URL('../src/restaurants/create-restaurant.cli.ts', import.meta.url))
const TRATTORIA = {
  slug: 'trattoria',
  name: 'Trattoria da Lia',
  currency: 'EUR',
  'time-zone': 'Europe/Rome',
  'owner-name': 'Lia Rossi',
  'owner-email': 'lia@example.com',
  tables: '3',
}

describe('pnpm restaurant:create', () => {
  let database: CreatedDatabase
  beforeAll(async () => {
    database = await createTestDatabase()
  })
  afterAll(() => database.drop())

  async function run(options: Record<string, string>, { flags = [] as string[], input = '' } = {}) {
    const args = Object.entries(options).map(([option, value]) => `--${option}=${value}`)
    const { config } = database
    const child = spawn(process.execPath, ['--import', 'tsx', PROGRAM, ...args, ...flags], {
      cwd: REPOSITORY,
      env: {
        ...process.env,
        DATABASE_URL: config.kind === 'postgres' ? config.url : '',
        DATA_DIR: config.kind === 'embedded' ? config.directory : '',
        PUBLIC_URL: 'https://menumate.example',
      },
    })
    child.stdin.end(input)
    const exited = new Promise((resolve) => child.once('close', resolve))
    const [output, errors, exitCode] = await Promise.all([text(child.stdout), text(child.stderr), exited])
    return { output, errors, exitCode }
  }

  async function withDb<T>(
    use: (db: Awaited<ReturnType<typeof openDatabase>>['db']) => Promise<T>,
  ): Promise<T> {
    const { db, close } = await openDatabase(database.config)
    try {
      return await use(db)
    } finally {
      await close()
    }
  }

  it('names each option that breaks a rule, and writes nothing', async () => {
    const { output, errors, exitCode } = await run({ slug: 'Da Lia', currency: 'eur', tables: '0x10' })

    expect({ output, exitCode }).toEqual({ output: '', exitCode: 1 })
    expect(errors.split('\n')).toEqual([
      'No restaurant was created.',
      expect.stringMatching(/^--slug must be lower-case letters/),
      expect.stringMatching(/^--name is missing: it must be 1 to 80 characters/),
      expect.stringMatching(/^--currency must be an ISO 4217 code/),
      expect.stringMatching(/^--time-zone is missing: it must be an IANA time zone name/),
      expect.stringMatching(/^--owner-name is missing/),
      expect.stringMatching(/^--owner-email is missing/),
      '--tables must be a whole number from 1 to 500',
      '',
    ])
  })

  it.each([
    ['no password', '', 'No password was given.'],
    ['a short one', 'secret\n', "the owner's password must be 10 to 128 characters"],
  ])('wants a good password, not %s', async (_, input, message) => {
    const { errors, exitCode } = await run(TRATTORIA, { input })

    expect({ errors, exitCode }).toEqual({ errors: `No restaurant was created.\n${message}\n`, exitCode: 1 })
    expect(await withDb((db) => db.restaurant.count())).toBe(0)
  })

  it('makes a restaurant with the password on its input, and lists the tables with their addresses', async () => {
    const { output, errors, exitCode } = await run(TRATTORIA, { input: 'correct horse battery\n' })

    expect({ errors, exitCode }).toEqual({ errors: '', exitCode: 0 })
    expect(output).not.toContain('correct horse')
    const printed = [...output.matchAll(/^ {2}(Table \d) {2}https:\/\/menumate\.example\/t\/(\S+)$/gm)]
    await withDb(async (db) => {
      const tables = await db.table.findMany({ orderBy: { position: 'asc' } })
      expect(printed.map(([, label, code]) => ({ label, code }))).toEqual(
        tables.map(({ label, code }) => ({ label, code })),
      )
      const auth = createAuth({ db, secret: 's'.repeat(32), publicUrl: undefined, production: false })
      expect(await auth.signIn('lia@example.com', 'correct horse battery')).not.toBeNull()
    })
  })

  it('makes up a password that works', async () => {
    const { output } = await run(
      { ...TRATTORIA, slug: 'osteria', 'owner-email': 'ada@example.com' },
      { flags: ['--generate-password'] },
    )

    const password = /^Password, shown only now: (\S{20})$/m.exec(output)?.[1] ?? ''
    await withDb(async (db) => {
      const auth = createAuth({ db, secret: 's'.repeat(32), publicUrl: undefined, production: false })
      expect((await auth.signIn('ada@example.com', password))?.viewer.memberships).toHaveLength(1)
    })
  })
})
