import { Redis } from 'ioredis'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openTestDatabase } from '../test/database.ts'
import { hasRedis } from '../test/doorbell.ts'
import type { Database, Tx } from './db/database.ts'
import { createLogger } from './logger.ts'

const NOTE = 'nuts would kill me'
const EMAIL = 'lia.rossi@mail.example'
const TOKEN = 'Zk3v_9QbX0aR-71LmNpQrStUvWxYz012345678-9abc'

let database: Database
beforeAll(async () => {
  database = await openTestDatabase()
})
afterAll(() => database.close())

/** The one line that is written of an error, and what it says. */
function logged(error: unknown): { line: string; err: Record<string, unknown> } {
  const lines: string[] = []
  createLogger('info', { write: (line) => lines.push(line) }).error({ err: error }, 'it failed')
  const [line = ''] = lines
  expect(lines).toHaveLength(1)
  expect(line.trimEnd()).not.toContain('\n')
  return { line, err: JSON.parse(line).err }
}

const thrown = (run: () => Promise<unknown>): Promise<unknown> =>
  run().then(
    () => expect.unreachable(),
    (error: unknown) => error,
  )

describe('an error of the database', () => {
  test('that repeats a value is logged by its codes alone', async () => {
    const { line, err } = logged(await thrown(() => database.db.$queryRaw`SELECT ${NOTE}::uuid`))
    expect(err).toMatchObject({
      type: 'PrismaClientKnownRequestError',
      code: 'P2010',
      sqlState: '22P02',
      message: 'Invalid `prisma.$queryRaw()` invocation',
    })
    expect(line).not.toContain(NOTE)
  })

  test('about a call of Prisma is logged without its arguments', async () => {
    const where = { email: EMAIL, nonsense: NOTE } as { email: string }
    const { line, err } = logged(await thrown(() => database.db.user.findMany({ where })))
    expect(err).toMatchObject({
      type: 'PrismaClientValidationError',
      message: expect.stringMatching(/^Invalid `.*findMany/),
    })
    expect(line).not.toContain(EMAIL)
    expect(line).not.toContain(NOTE)
  })

  test('names the constraint that was broken', async () => {
    const user = () =>
      database.db.user.create({ data: { id: 'one', name: NOTE, email: EMAIL, emailVerified: true } })
    await user()
    const { line, err } = logged(await thrown(user))
    expect(err).toMatchObject({ code: 'P2002', sqlState: '23505', constraint: expect.any(String) })
    expect(line).not.toContain(EMAIL)
  })

  test('about a transaction says what became of it', async () => {
    const over: Tx[] = []
    await database.db.$transaction(async (tx) => void over.push(tx))
    const { line, err } = logged(await thrown(async () => over[0]?.user.count({ where: { email: EMAIL } })))
    expect(err).toMatchObject({ code: 'P2028', message: expect.stringMatching(/transaction/i) })
    expect(line).not.toContain(EMAIL)
  })

  test('that speaks of the server keeps its words', async () => {
    const { err } = logged(await thrown(() => database.db.$queryRaw`SELECT * FROM nowhere`))
    expect(err).toMatchObject({ sqlState: '42P01', message: 'relation "nowhere" does not exist' })
  })
})

test.runIf(hasRedis)('a reply of Redis is logged without the command that it answers', async () => {
  const redis = new Redis(process.env['REDIS_URL'] ?? '')
  const error = await thrown(() => redis.call('PUBLISHED', NOTE))
  redis.disconnect()
  expect(JSON.stringify(error)).toContain(NOTE)
  const { line, err } = logged(error)
  expect(err).toMatchObject({ type: 'ReplyError', message: 'ERR' })
  expect(line).not.toContain(NOTE)
})

test('JSON that cannot be parsed is not repeated', async () => {
  const { line, err } = logged(await thrown(async () => JSON.parse(`"${NOTE}`)))
  expect(err).toMatchObject({
    type: 'SyntaxError',
    at: expect.arrayContaining([expect.stringContaining('JSON.parse')]),
  })
  expect(line).not.toContain(NOTE)
})

test('other words stay, but for addresses, secrets and what would break a line', () => {
  const { err } = logged(new Error(`${EMAIL} came\r\n    at /etc/passwd\u2028with\u001b[2J ${TOKEN} twice`))
  expect(err['message']).toBe('[address] came at /etc/passwd with [2J [secret] twice')
  expect(err['at']).toEqual(expect.arrayContaining([expect.stringContaining('logged-error.test.ts')]))
  expect(JSON.stringify(err['at'])).not.toContain('/etc/passwd')
})

test('what caused an error is logged by the same rules, and what is no error by its type', () => {
  const cause = Object.assign(new Error('connect ECONNREFUSED 127.0.0.1:6379'), {
    code: 'ECONNREFUSED',
    note: NOTE,
  })
  const { line, err } = logged(new Error('no way', { cause }))
  expect(err).toMatchObject({ message: 'no way', cause: { code: 'ECONNREFUSED', message: cause.message } })
  expect(line).not.toContain(NOTE)
  expect(logged(NOTE).err).toEqual({ type: 'string' })
})
