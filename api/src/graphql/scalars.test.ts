import { GraphQLError, GraphQLScalarType } from 'graphql'
import { describe, expect, test } from 'vitest'
import { schema } from './schema.ts'

const type = schema.getType('DateTime')
if (!(type instanceof GraphQLScalarType)) throw new Error('DateTime is no scalar')

describe('a DateTime', () => {
  test.each([
    ['2026-11-23T19:42:00Z', '2026-11-23T19:42:00.000Z'],
    ['2026-11-23T19:42:00.123456Z', '2026-11-23T19:42:00.123Z'],
    ['2026-11-23T19:42:00+01:00', '2026-11-23T18:42:00.000Z'],
    ['2026-11-23T00:30:00+05:45', '2026-11-22T18:45:00.000Z'],
    ['2026-11-23t19:42:00z', '2026-11-23T19:42:00.000Z'],
    ['2028-02-29T00:00:00Z', '2028-02-29T00:00:00.000Z'],
    ['0001-01-01T00:00:00Z', '0001-01-01T00:00:00.000Z'],
    ['9999-12-31T23:59:59.999Z', '9999-12-31T23:59:59.999Z'],
  ])('%s is understood', (given, understood) => {
    expect(type.serialize(type.parseValue(given))).toBe(understood)
  })

  test.each([
    '',
    'yesterday',
    '2026-11-23',
    '2026-11-23T19:42:00',
    '2026-11-23 19:42:00Z',
    '2026-11-23T19:42Z',
    '2026-02-30T00:00:00Z',
    '2027-02-29T00:00:00Z',
    '2026-13-01T00:00:00Z',
    '2026-11-23T24:00:01Z',
    '2026-11-23T19:42:60Z',
    '2026-11-23T19:42:00+25:00',
    '0000-01-01T00:00:00Z',
    '0001-01-01T00:00:00+00:01',
    '9999-12-31T23:59:59-00:01',
    '+12026-11-23T19:42:00Z',
    '2026-11-23T19:42:00Z\u0000',
    1_700_000_000,
    null,
    {},
  ])('%j is none', (given) => {
    expect(() => type.parseValue(given)).toThrow(GraphQLError)
  })
})
