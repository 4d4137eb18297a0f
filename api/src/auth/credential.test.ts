import { describe, expect, test } from 'vitest'
import { credentialInPayload, credentialOf, type HeaderReader } from './credential.ts'

const headers =
  (given: Partial<Record<'authorization' | 'cookie' | 'origin' | 'host', string>>): HeaderReader =>
  (name) =>
    given[name]
const COOKIE = 'menumate.session_token=abc'
const host = 'menu.example:4000'

describe('a cookie', () => {
  test.each([
    ['from no page at all', { host }, undefined, true],
    ['from our own page', { host, origin: 'http://menu.example:4000' }, undefined, true],
    [
      'from our own page behind TLS',
      { host: 'menu.example', origin: 'https://menu.example' },
      undefined,
      true,
    ],
    [
      'from the public origin',
      { host: '10.0.0.7:4000', origin: 'https://menu.example' },
      'https://menu.example',
      true,
    ],
    [
      'from the public origin, given with a path',
      { host, origin: 'https://m.example' },
      'https://m.example/menu/',
      true,
    ],
    ['from another site', { host, origin: 'https://evil.example' }, undefined, false],
    [
      'from another site, with a public origin',
      { host, origin: 'https://evil.example' },
      'https://menu.example',
      false,
    ],
    ['from another port', { host, origin: 'http://menu.example:5000' }, undefined, false],
    ['from a subdomain', { host, origin: 'http://x.menu.example:4000' }, undefined, false],
    [
      'from a site whose name begins like ours',
      { host, origin: 'http://menu.example:4000.evil.example' },
      undefined,
      false,
    ],
    [
      'from a site that names us as its user',
      { host, origin: 'http://menu.example:4000@evil.example' },
      undefined,
      false,
    ],
    ['from a sandboxed page', { host, origin: 'null' }, undefined, false],
    ['from what is no origin', { host, origin: 'menu.example:4000' }, undefined, false],
    ['from a page where we have no name', { origin: 'http://menu.example' }, undefined, false],
    [
      'from plain HTTP under our own name where the public origin is https',
      { host: 'menu.example', origin: 'http://menu.example' },
      'https://menu.example',
      false,
    ],
    [
      'from plain HTTP where the public origin is https',
      { host: '10.0.0.7', origin: 'http://menu.example' },
      'https://menu.example',
      false,
    ],
  ])('%s', (_where, given, publicUrl, trusted) => {
    expect(credentialOf(headers({ cookie: COOKIE, ...given }), publicUrl)).toEqual(
      trusted ? { kind: 'cookie', value: COOKIE } : null,
    )
  })
})

test('a bearer token counts from anywhere, and before a cookie', () => {
  const read = headers({ authorization: 'Bearer abc', cookie: COOKIE, host, origin: 'https://evil.example' })
  expect(credentialOf(read, undefined)).toEqual({ kind: 'authorization', value: 'Bearer abc' })
})

test('without either there is no credential', () => {
  expect(credentialOf(headers({ host }), undefined)).toBeNull()
})

describe('the payload of connection_init', () => {
  test.each([
    ['in lower case', { authorization: 'Bearer abc' }],
    ['as the header is written', { Authorization: 'Bearer abc' }],
  ])('may have the token %s', (_case, payload) => {
    expect(credentialInPayload(payload)).toEqual({ kind: 'authorization', value: 'Bearer abc' })
  })

  test.each([
    ['no payload', undefined],
    ['nothing in it', {}],
    ['an empty text', { authorization: '' }],
    ['null', { authorization: null }],
    ['a number', { authorization: 1 }],
    ['an object', { authorization: { toString: 'Bearer abc' } }],
  ])('has none with %s', (_case, payload) => {
    expect(credentialInPayload(payload)).toBeNull()
  })
})
