import { PassThrough } from 'node:stream'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openTestDatabase } from '../../test/database.ts'
import { verifyPassword } from '../auth/password.ts'
import type { Database } from '../db/database.ts'
import { createRestaurantCommand } from './create-restaurant.command.ts'

const TRATTORIA = {
  slug: 'trattoria',
  name: 'Trattoria da Lia',
  currency: 'EUR',
  'time-zone': 'Europe/Rome',
  'owner-name': 'Lia Rossi',
  'owner-email': 'Lia@Example.com',
  tables: '12',
}
const argsOf = (options: Record<string, string>): string[] =>
  Object.entries(options).map(([option, value]) => `--${option}=${value}`)

describe('pnpm restaurant:create', () => {
  let database: Database
  beforeAll(async () => {
    database = await openTestDatabase()
  })
  afterAll(() => database.close())

  async function run(args: readonly string[], input: readonly string[] = [], isTTY = false) {
    const surroundings = {
      input: Object.assign(new PassThrough(), { isTTY }),
      output: new PassThrough(),
      errors: new PassThrough(),
      opened: 0,
      closed: 0,
      async open() {
        surroundings.opened += 1
        return {
          db: database.db,
          publicUrl: 'https://menumate.example/',
          close: async () => {
            surroundings.closed += 1
          },
        }
      },
    }
    for (const line of input) surroundings.input.write(line)
    surroundings.input.end()
    const exitCode = await createRestaurantCommand(args, surroundings)
    surroundings.output.end()
    surroundings.errors.end()
    const [output, errors] = await Promise.all([text(surroundings.output), text(surroundings.errors)])
    expect(surroundings.closed).toBe(surroundings.opened)
    return { exitCode, output, errors, opened: surroundings.opened > 0 }
  }

  async function passwordOf(email: string): Promise<string> {
    const { accounts } = await database.db.user.findUniqueOrThrow({
      where: { email },
      include: { accounts: true },
    })
    return accounts[0]?.password ?? ''
  }

  it('says what it does', async () => {
    const { exitCode, output, opened } = await run(['--help'])

    expect({ exitCode, opened }).toEqual({ exitCode: 0, opened: false })
    for (const option of Object.keys(TRATTORIA)) expect(output).toContain(`--${option} `)
  })

  it('refuses an option that it does not have', async () => {
    const { exitCode, errors, opened } = await run([...argsOf(TRATTORIA), '--colour=red'])

    expect({ exitCode, opened }).toEqual({ exitCode: 1, opened: false })
    expect(errors).toMatch(/^No restaurant was created\.\nUnknown option '--colour'/)
  })

  it('names each option that breaks a rule, with the rule', async () => {
    const { exitCode, output, errors, opened } = await run(
      argsOf({ slug: 'Da Lia', currency: 'eur', tables: '0x10' }),
    )

    expect({ exitCode, output, opened }).toEqual({ exitCode: 1, output: '', opened: false })
    expect(errors.split('\n')).toEqual([
      'No restaurant was created.',
      expect.stringMatching(/^--slug must be lower-case letters/),
      '--name is missing: it must be 1 to 80 characters',
      expect.stringMatching(/^--currency must be an ISO 4217 code/),
      expect.stringMatching(/^--time-zone is missing: it must be an IANA time zone name/),
      '--owner-name is missing: it must be 1 to 80 characters',
      '--owner-email is missing: it must be an e-mail address',
      '--tables must be a whole number from 1 to 500',
      '',
    ])
  })

  it.each<[string, string[], boolean, string]>([
    ['none', [], false, 'No password was given.'],
    ['a short one', ['secret\n'], false, "the owner's password must be 10 to 128 characters"],
    [
      'one typed differently the second time',
      ['correct horse\r', 'correct h0rse\r'],
      true,
      'The two passwords differ.',
    ],
    ['one given up (Ctrl-C)', ['correct ho\u0003'], true, 'No password was given.'],
  ])('makes nothing without a good password: %s', async (_, input, isTTY, message) => {
    const { exitCode, errors } = await run(argsOf(TRATTORIA), input, isTTY)

    expect(exitCode).toBe(1)
    expect(errors.trimEnd().split('\n').slice(-2)).toEqual(['No restaurant was created.', message])
    expect(await database.db.restaurant.count()).toBe(0)
  })

  it('makes a restaurant, and lists its tables with their addresses', async () => {
    const { exitCode, output, errors } = await run(argsOf(TRATTORIA), ['correct horse battery\nand more\n'])

    expect({ exitCode, errors }).toEqual({ exitCode: 0, errors: '' })
    const tables = await database.db.table.findMany({ orderBy: { position: 'asc' } })
    expect(output.split('\n')).toEqual([
      'Created Trattoria da Lia (trattoria), open all day, every day.',
      'Owner: Lia Rossi <lia@example.com>',
      'Tables:',
      ...tables.map(({ label, code }) => `  ${label.padEnd(8)}  https://menumate.example/t/${code}`),
      '',
    ])
    expect(tables).toHaveLength(12)
    const hash = await passwordOf('lia@example.com')
    expect(await verifyPassword({ hash, password: 'correct horse battery' })).toBe(true)
  })

  it('asks at a terminal, and never shows what is typed', async () => {
    const options = { ...TRATTORIA, slug: 'osteria', 'owner-email': 'ada@example.com' }
    const typed = 'battery staplf\u007fe\r'
    const { exitCode, output, errors } = await run(argsOf(options), [typed, typed], true)

    expect(exitCode).toBe(0)
    expect(errors).toBe('Password for ada@example.com: \nThe same again: \n')
    expect(output).not.toContain('battery')
    const hash = await passwordOf('ada@example.com')
    expect(await verifyPassword({ hash, password: 'battery staple' })).toBe(true)
  })

  it('makes up a password, and shows it', async () => {
    const options = { ...TRATTORIA, slug: 'pizzeria', 'owner-email': 'pia@example.com' }
    const { output } = await run([...argsOf(options), '--generate-password'])

    const password = /^Password, shown only now: (\S{20})$/m.exec(output)?.[1] ?? ''
    const hash = await passwordOf('pia@example.com')
    expect(await verifyPassword({ hash, password })).toBe(true)
  })

  it('needs no password of somebody who has one', async () => {
    const { exitCode, output } = await run([
      ...argsOf({ ...TRATTORIA, slug: 'gelateria', 'owner-name': 'Somebody Else' }),
      '--generate-password',
    ])

    expect(exitCode).toBe(0)
    expect(output).toContain(
      'Owner: Lia Rossi <lia@example.com>, with the account and password of before\nTables:',
    )
  })
})
