import { getIntrospectionQuery, getNullableType, isListType, isObjectType } from 'graphql'
import { describe, expect, test } from 'vitest'
import { CREATE_ORDER, ORDER_FIELDS, UPDATE_ORDER_STATUS } from '../../../test/client.ts'
import { DEFAULT_DOCUMENT } from '../default-document.ts'
import { schema } from '../schema.ts'
import { OPEN_FIELDS } from './admission.ts'
import { FIELDS_WITH_LIMITS } from './charges.ts'
import { DOCUMENT_LIMITS, LIST_SIZES, MAX_COST, READ_ALONE, READ_COST } from './document-limits.ts'
import { createDocuments } from './documents.ts'
import { LimitExceededError } from './limit-exceeded.error.ts'

const documents = createDocuments(schema, new Set())
const times = (count: number, make: (index: number) => string) =>
  Array.from({ length: count }, (_, i) => make(i)).join(' ')
const limitsOf = (text: string) =>
  documents
    .read(text)
    .errors()
    .flatMap((error) => (error instanceof LimitExceededError ? error.details : []))

const PAGE = `query ($first: Int = 10) {
  restaurant(slug: "x") { orders(first: $first) { edges { node { ...OrderFields } } } }
} ${ORDER_FIELDS}`

/** Of a thousand events the party, each read for itself. */
const PARTIES = `{ ${times(12, (i) => `a${i}: restaurantEvents(restaurantId: "x", first: 100) { edges { node { ... on GuestJoinedEvent { tableSession { id orders { id } } } } } }`)} }`

test.each([
  ['what GraphiQL opens with', DEFAULT_DOCUMENT],
  ['an order', CREATE_ORDER],
  ['a move', UPDATE_ORDER_STATUS],
  ['a page of orders', PAGE],
  [
    'the introspection of tools',
    getIntrospectionQuery({
      descriptions: true,
      specifiedByUrl: true,
      directiveIsRepeatable: true,
      schemaDescription: true,
      inputValueDeprecation: true,
      oneOf: true,
    }),
  ],
])('%s is within the limits', (_what, text) => {
  const { errors: check, operations } = documents.read(text)
  const errors = check()
  expect(errors).toEqual([])
  for (const operation of operations) expect(operation.cost({ first: 100 })).toBeLessThanOrEqual(MAX_COST)
})

// A name that the schema lost would be a limit that nothing meets.
describe('in the schema there is', () => {
  test.each([...FIELDS_WITH_LIMITS, ...OPEN_FIELDS])('the mutation %s', (name) => {
    expect(schema.getMutationType()?.getFields()).toHaveProperty(name)
  })

  test.each(Object.keys(LIST_SIZES))('the list %s', (key) => {
    const [typeName = '', fieldName = ''] = key.split('.')
    const type = schema.getType(typeName)
    const field = isObjectType(type) ? type.getFields()[fieldName] : undefined
    expect(field && isListType(getNullableType(field.type))).toBe(true)
  })

  test.each([...READ_ALONE])('the type %s', (name) => {
    expect(isObjectType(schema.getType(name))).toBe(true)
  })
})

describe('each limit holds at its edge', () => {
  // A document without aliases, repetitions or depth, of 4 + 2 × count tokens.
  const tokens = (count: number) => `query { viewer(${times(count, (i) => `a${i}: 1`)}) }`
  const nested = (depth: number) => `{ ${'a { '.repeat(depth - 1)}a${' }'.repeat(depth - 1)} }`
  const introspection = (depth: number) =>
    `{ __type(name: "Order") { ${'ofType { '.repeat(depth - 2)}name${' }'.repeat(depth - 2)} } }`

  test.each<[string, number, (count: number) => string]>([
    ['depth', DOCUMENT_LIMITS.depth, nested],
    ['introspectionDepth', DOCUMENT_LIMITS.introspectionDepth, introspection],
    ['aliases', DOCUMENT_LIMITS.aliases, (n) => `{ viewer { ${times(n, (i) => `a${i}: name`)} } }`],
    ['rootFields', DOCUMENT_LIMITS.rootFields.query, (n) => `{ ${times(n, (i) => `f${i}`)} }`],
    ['rootFields', DOCUMENT_LIMITS.rootFields.mutation, (n) => `mutation { ${times(n, (i) => `f${i}`)} }`],
    [
      'directives',
      DOCUMENT_LIMITS.directives,
      (n) => `{ viewer { ${times(n, (i) => `a${i} @skip(if: false)`)} } }`,
    ],
    ['directivesOnOne', DOCUMENT_LIMITS.directivesOnOne, (n) => `{ viewer ${times(n, () => '@x')} { id } }`],
    ['repetitions', DOCUMENT_LIMITS.repetitions, (n) => `{ viewer { ${times(n, () => 'id')} } }`],
    [
      'fragments',
      DOCUMENT_LIMITS.fragments,
      (n) => `{ viewer { id } } ${times(n, (i) => `fragment F${i} on Viewer { id }`)}`,
    ],
    [
      'spreads',
      DOCUMENT_LIMITS.spreads,
      (n) => `{ viewer { ${times(n, () => '...F')} } } fragment F on Viewer { id }`,
    ],
  ])('%s: %i', (name, allowed, make) => {
    expect(limitsOf(make(allowed))).toEqual([])
    expect(limitsOf(make(allowed + 1))).toEqual([{ limit: { name, allowed, actual: allowed + 1 } }])
  })

  test('tokens', () => {
    const most = (DOCUMENT_LIMITS.tokens - 6) / 3
    expect(limitsOf(tokens(Math.floor(most)))).toEqual([])
    expect(limitsOf(tokens(Math.floor(most) + 2))).toMatchObject([{ limit: { name: 'tokens' } }])
  })

  test('cost', () => {
    const cost = (first: number) => documents.read(PAGE).operations[0]?.cost({ first }) ?? 0
    expect(cost(100) - cost(99)).toBeGreaterThan(100)
    expect(cost(100)).toBeLessThanOrEqual(MAX_COST)
    // No page is larger: the field itself refuses it.
    expect(cost(1_000)).toBe(cost(100))
    expect(documents.read(PARTIES).operations[0]?.cost({})).toBeGreaterThan(MAX_COST)
  })
})

describe('a cost', () => {
  const cost = (text: string, variables = {}) => documents.read(text).operations[0]?.cost(variables)

  test('counts each field of the answer', () => {
    expect(cost('{ viewer { id name } }')).toBe(3)
  })

  test('weighs a list by its usual size, within others', () => {
    expect(cost('{ restaurant(slug: "x") { menu { categories { items { id } } } } }')).toBe(
      2 + 8 * (1 + 12 * 2),
    )
  })

  test('weighs what is read from the database for itself, but not what a list reads at once', () => {
    expect(cost('{ tableSession(sessionToken: "x") { id table { label } } }')).toBe(2 * READ_COST + 2)
    expect(cost('{ kitchenBoard(restaurantId: "x") { openSessions { id } } }')).toBe(1 + 30 * 2)
  })

  test('weighs a page by first: as written, as a variable, by its default, and where there is none', () => {
    const page = (first: string, head = '') =>
      `query ${head} { restaurant(slug: "x") { orders${first} { edges { cursor } } } }`
    expect(cost(page('(first: 7)'))).toBe(2 + 7 * 2)
    expect(cost(page('(first: $n)', '($n: Int)'), { n: 30 })).toBe(2 + 30 * 2)
    expect(cost(page('(first: $n)', '($n: Int)'), { n: 31 })).toBe(2 + 31 * 2)
    expect(cost(page('(first: $n)', '($n: Int = 5)'))).toBe(2 + 5 * 2)
    expect(cost(page(''))).toBe(2 + 20 * 2)
    expect(cost(page('(first: -1)'))).toBe(2 + 20 * 2)
  })

  test('is counted wherever a fragment is used, and computed once for each', () => {
    const layers = 15
    const text = `{ viewer { ...F0 } } ${times(layers, (i) => `fragment F${i} on Viewer { a: memberships { restaurant { id } } ...F${i + 1} ... { ...F${i + 1} } }`)} fragment F${layers} on Viewer { id }`
    const doubled = documents.read(text.replaceAll('a: ', ''))
    expect(doubled.errors()).toEqual([])
    expect(doubled.operations[0]?.cost({})).toBeGreaterThan(2 ** layers)
  })
})

test.each([
  ['twenty thousand braces', '{a'.repeat(20_000)],
  ['twenty thousand brackets', `{ viewer(a: ${'['.repeat(20_000)}`],
  ['a fragment in itself', '{ viewer { ...F } } fragment F on Viewer { ...F }'],
  [
    'fragments in each other',
    '{ viewer { ...A } } fragment A on Viewer { ...B } fragment B on Viewer { ...A }',
  ],
  ['a hundred unknown fields', `{ viewer { ${times(100, (i) => `x${i}`)} } }`],
])('%s end in a few words, soon', (_what, text) => {
  const start = performance.now()
  const errors = documents.read(text).errors()
  expect(performance.now() - start).toBeLessThan(500)
  expect(errors.length).toBeGreaterThan(0)
  expect(errors.length).toBeLessThanOrEqual(6)
})

test('a document is read once as long as it is in use', () => {
  expect(documents.read(PAGE).errors()).toEqual([])
  expect(documents.read(PAGE)).toBe(documents.read(PAGE))
})
