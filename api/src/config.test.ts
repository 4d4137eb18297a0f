import { describe, expect, test } from 'vitest'
import { ConfigError, readConfig } from './config.ts'

const SECRET = '0123456789abcdef0123456789abcdef'

test('with nothing set, everything is embedded and the demo is served', () => {
  expect(readConfig({})).toMatchObject({
    production: false,
    demo: true,
    host: '0.0.0.0',
    port: 4000,
    database: { kind: 'embedded', directory: '.data' },
    doorbell: { kind: 'in-process' },
    publicUrl: undefined,
    eventRetentionDays: 7,
    mail: { kind: 'file', directory: '.data/mail' },
    limits: { sockets: { strangers: 200, perAddress: 1_000, perViewer: 100 }, trustedProxies: '0' },
    logLevel: 'info',
  })
})

test('empty variables count as absent', () => {
  expect(readConfig({ DATABASE_URL: '', REDIS_URL: '', PORT: '', AUTH_SECRET: '' })).toEqual(readConfig({}))
})

test('outside production the secret is the same on each start, and long enough', () => {
  expect(readConfig({}).authSecret).toBe(readConfig({}).authSecret)
  expect(readConfig({}).authSecret.length).toBeGreaterThanOrEqual(32)
})

test.each([
  ['a database server', { DATABASE_URL: 'postgres://db/menumate' }, { demo: false }],
  [
    'a Redis',
    { REDIS_URL: 'redis://cache:6379' },
    { doorbell: { kind: 'redis', url: 'redis://cache:6379', prefix: 'menumate' } },
  ],
  [
    'a Redis shared with others',
    { REDIS_URL: 'rediss://cache', REDIS_KEY_PREFIX: 'bistro' },
    { doorbell: { kind: 'redis', url: 'rediss://cache', prefix: 'bistro' } },
  ],
  ['a data directory', { DATA_DIR: '/var/lib/menumate' }, { database: { directory: '/var/lib/menumate' } }],
  ['port 0, for any free one', { PORT: '0' }, { port: 0 }],
  ['a public origin', { PUBLIC_URL: 'https://menu.example' }, { publicUrl: 'https://menu.example' }],
  ['proxies by number', { TRUSTED_PROXIES: '2' }, { limits: { trustedProxies: '2' } }],
  [
    'proxies by network',
    { TRUSTED_PROXIES: 'loopback, 10.0.0.0/8' },
    { limits: { trustedProxies: 'loopback, 10.0.0.0/8' } },
  ],
  ['rate limits', {}, { limits: { rateLimits: 1 } }],
  ['no rate limits', { RATE_LIMITS: 'off' }, { limits: { rateLimits: 0 } }],
  ['wider rate limits', { RATE_LIMITS: '2.5' }, { limits: { rateLimits: 2.5 } }],
  ['documents of anyone, outside production', {}, { limits: { persistedDocumentsOnly: false } }],
  [
    'documents of ours only, in production',
    { NODE_ENV: 'production', AUTH_SECRET: SECRET },
    { limits: { persistedDocumentsOnly: true } },
  ],
  [
    'documents of anyone, in production if asked for',
    { NODE_ENV: 'production', AUTH_SECRET: SECRET, PERSISTED_DOCUMENTS_ONLY: 'off' },
    { limits: { persistedDocumentsOnly: false } },
  ],
  [
    'times',
    { OPERATION_TIMEOUT_MS: '2000', STATEMENT_TIMEOUT_MS: '900' },
    { limits: { operationTimeoutMs: 2_000 }, statementTimeoutMs: 900 },
  ],
  ['a secret', { AUTH_SECRET: SECRET }, { authSecret: SECRET }],
  [
    'production with a secret',
    { NODE_ENV: 'production', AUTH_SECRET: SECRET },
    { production: true, demo: false },
  ],
])('%s is honoured', (_what, env, expected) => {
  expect(readConfig(env)).toMatchObject(expected)
})

describe('what cannot be used is refused, by name', () => {
  test.each([
    ['PORT', { PORT: 'http' }],
    ['PORT', { PORT: '65536' }],
    ['PORT', { PORT: '-1' }],
    ['DATABASE_URL', { DATABASE_URL: 'mysql://db/menumate' }],
    ['DATABASE_URL', { DATABASE_URL: 'localhost' }],
    ['REDIS_URL', { REDIS_URL: 'http://cache' }],
    ['REDIS_KEY_PREFIX', { REDIS_KEY_PREFIX: 'a key' }],
    ['PUBLIC_URL', { PUBLIC_URL: 'menu.example' }],
    ['AUTH_SECRET', { AUTH_SECRET: 'short' }],
    ['AUTH_SECRET', { NODE_ENV: 'production' }],
    ['AUTH_SECRET', { NODE_ENV: 'production', AUTH_SECRET: '' }],
    ['TRUSTED_PROXIES', { TRUSTED_PROXIES: 'proxy' }],
    ['RATE_LIMITS', { RATE_LIMITS: 'few' }],
    ['RATE_LIMITS', { RATE_LIMITS: '-1' }],
    ['PERSISTED_DOCUMENTS_ONLY', { PERSISTED_DOCUMENTS_ONLY: 'yes' }],
    ['STATEMENT_TIMEOUT_MS', { STATEMENT_TIMEOUT_MS: '0' }],
    ['AUTH_SECRET', { NODE_ENV: 'production', AUTH_SECRET: 'changeme'.repeat(8) }],
    ['LOG_LEVEL', { LOG_LEVEL: 'loud' }],
  ])('%s in %o', (name, env) => {
    expect(() => readConfig(env)).toThrow(ConfigError)
    expect(() => readConfig(env)).toThrow(new RegExp(`^  ${name}: `, 'm'))
  })

  test('all at once', () => {
    expect(() => readConfig({ PORT: 'x', LOG_LEVEL: 'loud' })).toThrow(/PORT: .*\n {2}LOG_LEVEL: /)
  })

  test('without showing the value of a secret', () => {
    expect(() => readConfig({ AUTH_SECRET: 'hunter2' })).toThrow(
      expect.not.objectContaining({ message: expect.stringContaining('hunter2') }),
    )
  })
})

test.each([
  ['SMTP, wherever it is set', { SMTP_URL: 'smtp://mail.example' }, 'smtp'],
  ['files beside an embedded database', {}, 'file'],
  ['files of a developer', { DATABASE_URL: 'postgres://db/menumate' }, 'file'],
])('mail goes by %s', (_way, env, kind) => {
  expect(readConfig(env).mail.kind).toBe(kind)
})

test('a production on a server keeps no mail where nobody looks', () => {
  const env = { DATABASE_URL: 'postgres://db/menumate', NODE_ENV: 'production', AUTH_SECRET: SECRET }
  expect(readConfig(env).mail).toEqual({ kind: 'none' })
})
