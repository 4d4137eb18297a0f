import { describe, expect, test } from 'vitest'
import { InvalidInputError } from './errors.ts'
import { checkIdempotencyKey, hashRequest } from './idempotency.ts'

describe('a key', () => {
  test.each([
    ['of one character', 'k'],
    ['of 255 characters', 'k'.repeat(255)],
    ['with spaces, which count', ' k '],
    ['in another script', 'ключ-🔑'],
  ])('%s is taken as it is', (_case, key) => {
    expect(checkIdempotencyKey(key)).toBe(key)
  })

  test.each([
    ['that is empty', ''],
    ['of 256 characters', 'k'.repeat(256)],
    ['with NUL', 'k\u0000'],
    ['with a line break', 'k\nk'],
    ['with a C1 control', 'k\u0085'],
    ['with a lone surrogate', 'k\udc00'],
  ])('%s is refused', (_case, key) => {
    expect(() => checkIdempotencyKey(key)).toThrow(InvalidInputError)
    expect(() => checkIdempotencyKey(key)).toThrow(expect.objectContaining({ path: ['idempotencyKey'] }))
  })
})

describe('the fingerprint of a request', () => {
  test('is 32 bytes, and the same for the same request', () => {
    const request = { note: 'hot', items: [{ quantity: 1 }] }
    expect(hashRequest(request)).toHaveLength(32)
    expect(hashRequest(structuredClone(request))).toEqual(hashRequest(request))
  })

  test.each([
    ['a value', { note: 'cold', items: [1, 2] }],
    ['the order of lines', { note: 'hot', items: [2, 1] }],
    ['null for a value', { note: null, items: [1, 2] }],
  ])('differs with %s', (_what, other) => {
    expect(hashRequest(other)).not.toEqual(hashRequest({ note: 'hot', items: [1, 2] }))
  })
})
