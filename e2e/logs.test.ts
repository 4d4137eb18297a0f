import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { DatabaseConfig } from '../api/src/config.ts'
import { openDatabase } from '../api/src/db/database.ts'
import { openClient, type TestClient } from '../api/test/client.ts'
import type { CreatedDatabase } from '../api/test/database.ts'
import { testDoorbell } from '../api/test/doorbell.ts'
import { ACCEPT, APPROVE, ask, CLAIM, CREATE_KEY, INVITE, START_PAIRING } from '../api/test/identity.ts'
import { knock } from '../api/test/knock.ts'
import { openTcpProxy, type TcpProxy } from '../api/test/tcp-proxy.ts'
import { demo } from '../prisma/seed.ts'
import { freePort } from '../scripts/test/service.ts'
import { createDemoDatabase } from './demo.ts'
import { openPostOffice, type PostOffice } from './post-office.ts'
import { type Server, startServer } from './server.ts'

// The log of a node as in production, with everything in it that it has to say, while people work and things break.

const AUTH_SECRET = randomBytes(32).toString('hex')
/** Statements that hold this fail, by constraints that PostgreSQL tells of with the whole row. */
const POISON = 'poison'

let database: CreatedDatabase
let proxy: TcpProxy | undefined
let post: PostOffice
let server: Server
let client: TestClient
/** What must not be in the log. */
const unsayable = new Set<string>([AUTH_SECRET, demo.password])

beforeAll(async () => {
  database = await createDemoDatabase()
  const { db, close } = await openDatabase(database.config)
  for (const [table, column] of [
    ['order', 'note'],
    ['guest', 'name'],
    ['staff_invitation', 'email'],
    ['api_key', 'name'],
  ]) {
    await db.$executeRawUnsafe(
      `ALTER TABLE "${table}" ADD CONSTRAINT "${table}_is_not_poisoned" CHECK ("${column}" NOT LIKE '%${POISON}%')`,
    )
  }
  await close()
  post = await openPostOffice()
  const through = await throughProxy(database.config)
  proxy = through.proxy
  server = await startServer({
    database: through.config,
    doorbell: testDoorbell(),
    environment: {
      NODE_ENV: 'production',
      AUTH_SECRET,
      LOG_LEVEL: 'trace',
      PERSISTED_DOCUMENTS_ONLY: 'off',
      SMTP_URL: post.url,
      PUBLIC_URL: 'https://menu.example.com',
    },
  })
  client = openClient(`${server.url}/graphql`)
})
afterAll(async () => {
  await client?.close()
  await server?.stop()
  await proxy?.close()
  await post?.close()
  await database?.drop()
})

/** A server can be cut off from its PostgreSQL; the embedded one is in the process. */
async function throughProxy(config: DatabaseConfig): Promise<{ config: DatabaseConfig; proxy?: TcpProxy }> {
  if (config.kind === 'embedded') return { config }
  const url = new URL(config.url)
  const opened = await openTcpProxy({ host: url.hostname, port: Number(url.port || 5432) })
  url.host = `127.0.0.1:${opened.port}`
  return { config: { kind: 'postgres', url: url.href }, proxy: opened }
}

/** Something that nobody may read in a log: unlike any other, with what could break a line. */
function secretText(beginning: string): string {
  const text = `${beginning} ${randomBytes(6).toString('hex')}`
  unsayable.add(text)
  return `${text}\r\n{"level":60,"msg":"not from here"}\u2028\u001b[2J`
}

function secretWord(beginning: string): string {
  const word = `${beginning}${randomBytes(6).toString('hex')}`
  unsayable.add(word)
  return word
}

function keep<T extends string>(secret: T): T {
  unsayable.add(secret)
  return secret
}

const signInWith = (email: string, password: string) =>
  client.http().request(`mutation ($input: SignInInput!) { signIn(input: $input) { __typename } }`, {
    input: { email, password },
  })

/** Guests at work. @returns a token */
async function guestsWork(note: string): Promise<string> {
  const { sessionToken } = await client.sitDown('demo-1', secretText('Ada'))
  keep(sessionToken)
  await client.order(sessionToken, { note: secretText(note), customerName: secretText('Grace') })
  return sessionToken
}

/** Staff, a tablet and a partner at work. @returns their tokens */
async function staffWorks(): Promise<string[]> {
  const owner = client.http(keep(await client.signIn('owner@demo.test')))
  const restaurantId = await client.restaurantId('demo')
  const email = `${secretWord('noor-')}@mail.example`
  const password = secretWord('a plate of mussels ')
  await ask(owner, INVITE, { input: { restaurantId, email, role: 'SERVER' } })
  const invitation = keep(await post.linkTo(email))
  const { signIn } = (await ask(client.http(), ACCEPT, {
    input: { token: invitation, name: secretWord('Noor '), password },
  })) as { signIn: { token: string } }
  keep(signIn.token)
  await ask(
    client.http(),
    `mutation ($input: RequestPasswordResetInput!) { requestPasswordReset(input: $input) { requested } }`,
    {
      input: { email },
    },
  )
  const reset = keep(await post.linkTo(email, invitation))
  await ask(
    client.http(),
    `mutation ($input: ResetPasswordInput!) { resetPassword(input: $input) { __typename } }`,
    {
      input: { token: reset, newPassword: secretWord('a plate of oysters ') },
    },
  )
  const { code, secret } = (await ask(client.http(), START_PAIRING)) as { code: string; secret: string }
  keep(code)
  keep(secret)
  await ask(owner, APPROVE, { input: { restaurantId, code, label: secretWord('Stove ') } })
  const { token } = (await ask(client.http(), CLAIM, { input: { secret } })) as { token: string }
  const input = { restaurantId, name: secretWord('Till '), scopes: ['ORDERS_READ'] }
  const key = (await ask(owner, CREATE_KEY, { input })) as { secret: string }
  return [signIn.token, keep(token), keep(key.secret)]
}

/** What somebody sends who is no client of ours. */
async function strangersKnock(sessionToken: string): Promise<void> {
  const send = (body: string, headers: Record<string, string> = {}) =>
    fetch(client.url, { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body })
  await send(`{"query": "{ __typename }", "variables": {"token": "${sessionToken}"`)
  await send(`"${secretWord('junk')}`)
  await send('{"query":"{ __typename }"}', { authorization: `Bearer mm_key_${secretWord('guess')}` })
  await send('{"query":"{ __typename }"}', {
    cookie: `__Secure-menumate.session_token=${secretWord('cookie')}.x`,
  })
  await fetch(`${client.url}?query=${secretWord('query')}&token=${sessionToken}`)
  await fetch(`${server.url}/reset-password?token=${secretWord('link')}%0a%0d`)
  for (const id of [secretWord('id'), Buffer.from(`Order:${secretText('id')}`).toString('base64')]) {
    await client
      .http(await client.signIn('owner@demo.test'))
      .request('query ($id: ID!) { node(id: $id) { id } }', { id })
  }
  await client
    .http()
    .request(`query ($x: Int!) { ${secretWord('field')}(x: $x) }`, { x: secretText('variable') })
  for (const frame of [
    `{"type":"connection_init","payload":{"authorization":"Bearer ${secretWord('frame')}"}}`,
    secretWord('{"'),
  ]) {
    await knock(client.url, frame)
  }
  await signInWith('kitchen@demo.test', secretWord('wrong '))
  await signInWith(`${secretText('nobody')}@mail.example`, secretWord('wrong '))
  await signInWith('a\0b@mail.example', secretWord('nul '))
}

/** Work whose statements fail. @returns how often */
async function statementsFail(sessionToken: string): Promise<number> {
  const owner = client.http(await client.signIn('owner@demo.test'))
  const restaurantId = await client.restaurantId('demo')
  const failures = await Promise.allSettled([
    client.order(sessionToken, { note: secretText(POISON) }),
    client.sitDown('demo-2', secretText(POISON)),
    ask(owner, INVITE, {
      input: { restaurantId, email: `${secretWord(POISON)}@mail.example`, role: 'SERVER' },
    }),
    ask(owner, CREATE_KEY, { input: { restaurantId, name: secretText(POISON), scopes: ['ORDERS_READ'] } }),
  ])
  expect(failures.map(({ status }) => status)).toEqual(failures.map(() => 'rejected'))
  return failures.length
}

async function databaseGoesAway(
  cable: TcpProxy,
  sessionToken: string,
  tokens: readonly string[],
): Promise<void> {
  cable.refuse(true)
  cable.cut()
  await Promise.allSettled([
    client.order(sessionToken, { note: secretText('nuts') }),
    signInWith(`${secretWord('mid')}@mail.example`, secretWord('wrong ')),
    ...tokens.map((token) => client.http(token).request('{ viewer { id } }')),
    client.socket(tokens[0]).request('{ viewer { id } }'),
  ])
  cable.refuse(false)
  await expect.poll(async () => (await fetch(`${server.url}/health/ready`)).status).toBe(200)
}

test('nothing that people write or are given is in the log, and each line of it is an entry', async () => {
  const sessionToken = await guestsWork('nuts would kill me')
  const tokens = await staffWorks()
  await strangersKnock(sessionToken)
  const failed = await statementsFail(sessionToken)
  if (proxy) await databaseGoesAway(proxy, sessionToken, tokens)
  await guestsWork('after all that')
  await post.close()
  const owner = client.http(await client.signIn('owner@demo.test'))
  const input = {
    restaurantId: await client.restaurantId('demo'),
    email: 'late@mail.example',
    role: 'SERVER',
  }
  await ask(owner, INVITE, { input })
  await expect.poll(() => server.log()).toContain('a mail could not be sent')
  await client.close()
  await server.stop()

  const lines = server.log().trimEnd().split('\n')
  const entries = lines.map((line) => JSON.parse(line))
  const found = [...unsayable].filter((secret) => server.log().includes(secret))
  expect(found).toEqual([])
  expect(server.log()).not.toMatch(/not from here|mail\.example|demo\.test/)
  expect(entries.filter(({ err }) => /_is_not_poisoned$/.test(err?.constraint))).toHaveLength(failed)
  expect(entries.at(0)).toMatchObject({ msg: 'MenuMate serves https://menu.example.com' })
})

test('what keeps it from starting is an entry of the log too, without the password of the database', async () => {
  const password = secretWord('pass')
  const url = `postgresql://menumate:${password}@127.0.0.1:${await freePort()}/menumate`
  const started = startServer({ database: { kind: 'postgres', url }, doorbell: { kind: 'in-process' } })
  const { message } = await started.then(
    () => expect.unreachable(),
    (error: Error) => error,
  )
  const [, ...lines] = message.trimEnd().split('\n')
  expect(lines.map((line) => JSON.parse(line))).toEqual([
    expect.objectContaining({
      msg: 'could not start',
      err: expect.objectContaining({ code: 'ECONNREFUSED' }),
    }),
  ])
  expect(message).not.toContain(password)
})
