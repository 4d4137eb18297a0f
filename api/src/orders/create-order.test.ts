import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { CREATE_ORDER, PLAIN_ITEM } from '../../test/client.ts'
import { menuIds } from '../../test/menu-ids.ts'
import { rowCounts } from '../../test/row-counts.ts'
import { startTestApi, type TestApi } from '../../test/test-api.ts'
import { TRANSPORTS, transport } from '../../test/transports.ts'
import { encodeGlobalId } from '../graphql/global-id.ts'

let api: TestApi
let sessionToken: string
let idOf: (name: string) => string

beforeAll(async () => {
  api = await startTestApi()
  sessionToken = (await api.sitDown('demo-1')).sessionToken
  idOf = await menuIds(api.db)
})
afterAll(() => api.stop())

const STRANGE = 'a\u0000\ud800\u202e'
const UNKNOWN_ITEM = encodeGlobalId('MenuItem', randomUUID())
const UNKNOWN_OPTION = encodeGlobalId('MenuOption', randomUUID())

const plain = (rest: object = {}) => ({ menuItemId: idOf(PLAIN_ITEM), quantity: 1, ...rest })
const withOptions = (item: string, ...options: string[]) => ({
  items: [
    {
      menuItemId: idOf(item),
      quantity: 1,
      optionIds: options.map((option) => idOf(option.includes('/') ? option : `${item}/${option}`)),
    },
  ],
})
const burger = (...options: string[]) => withOptions('Fernweh Burger', ...options)
const gelato = (...options: string[]) => withOptions('Three Scoops of Gelato', ...options)
const second = (rest: object) => ({ items: [plain(), plain(rest)] })

const invalid = (...path: string[]) => ({ __typename: 'InvalidInputError', code: 'INVALID_INPUT', path })
const unavailable = (id: string) => ({
  __typename: 'MenuItemUnavailableError',
  code: 'MENU_ITEM_UNAVAILABLE',
  menuItemIds: [id],
})
const broken = (optionGroupId: string | null) => ({
  __typename: 'InvalidOptionSelectionError',
  code: 'INVALID_OPTION_SELECTION',
  optionGroupId,
})
const CLOSED = { __typename: 'SessionClosedError', code: 'SESSION_CLOSED' }

/** What is wrong with an order that is otherwise right, and the answer. */
type Refusal = [what: string, input: () => object, answer: () => object]

const refusals: readonly Refusal[] = [
  ['no lines', () => ({ items: [] }), () => invalid('items')],
  ['101 lines', () => ({ items: Array.from({ length: 101 }, () => plain()) }), () => invalid('items')],
  ['500 lines', () => ({ items: Array.from({ length: 500 }, () => plain()) }), () => invalid('items')],

  ...[0, -1, 100, 2 ** 31 - 1, -(2 ** 31)].map(
    (quantity): Refusal => [
      `quantity ${quantity}`,
      () => second({ quantity }),
      () => invalid('items', '1', 'quantity'),
    ],
  ),

  ...['', 'croissant', STRANGE, UNKNOWN_OPTION, encodeGlobalId('Table', randomUUID()), randomUUID()].map(
    (menuItemId): Refusal => [
      `${JSON.stringify(menuItemId)} for an item`,
      () => second({ menuItemId }),
      () => invalid('items', '1', 'menuItemId'),
    ],
  ),
  [
    'an item that does not exist',
    () => second({ menuItemId: UNKNOWN_ITEM }),
    () => unavailable(UNKNOWN_ITEM),
  ],
  [
    'an item of another restaurant',
    () => second({ menuItemId: idOf('Shōyu Ramen') }),
    () => unavailable(idOf('Shōyu Ramen')),
  ],
  [
    'a sold-out item',
    () => second({ menuItemId: idOf('Grilled Lobster') }),
    () => unavailable(idOf('Grilled Lobster')),
  ],

  ...['', 'ketchup', STRANGE, UNKNOWN_ITEM].map(
    (optionId): Refusal => [
      `${JSON.stringify(optionId)} for an option`,
      () => second({ optionIds: [optionId] }),
      () => invalid('items', '1', 'optionIds', '0'),
    ],
  ),
  ['an option that does not exist', () => second({ optionIds: [UNKNOWN_OPTION] }), () => broken(null)],
  ["another item's option", () => second({ optionIds: [idOf('Fries/Ketchup')] }), () => broken(null)],
  ["another restaurant's option", () => burger('Medium', 'Fries', 'Shōyu Ramen/Regular'), () => broken(null)],
  ['no option of a required group', () => burger('Medium'), () => broken(idOf('Fernweh Burger: Side'))],
  [
    'two options where one is to be chosen',
    () => burger('Medium', 'Well done', 'Fries'),
    () => broken(idOf('Fernweh Burger: Doneness')),
  ],
  [
    'five of at most four options',
    () =>
      burger(
        'Medium',
        'Fries',
        'Crisp bacon',
        'Extra cheddar',
        'Fried egg',
        'Jalapeños',
        'Caramelised onions',
      ),
    () => broken(idOf('Fernweh Burger: Extras')),
  ],
  [
    'two of exactly three options',
    () => gelato('Bourbon vanilla', 'Dark chocolate'),
    () => broken(idOf('Three Scoops of Gelato: Flavours')),
  ],
  [
    'one option three times',
    () => gelato('Lemon sorbet', 'Lemon sorbet', 'Lemon sorbet'),
    () => broken(null),
  ],
  [
    'a sold-out option',
    () => gelato('Bourbon vanilla', 'Dark chocolate', 'Bronte pistachio'),
    () => broken(idOf('Three Scoops of Gelato: Flavours')),
  ],

  ['a name of 81 characters', () => ({ customerName: 'x'.repeat(81) }), () => invalid('customerName')],
  ['a note of 501 characters', () => ({ note: 'x'.repeat(501) }), () => invalid('note')],
  ['a note of 50 kB', () => ({ note: 'x'.repeat(50_000) }), () => invalid('note')],
  [
    'a note of 501 characters on a line',
    () => second({ note: 'x'.repeat(501) }),
    () => invalid('items', '1', 'note'),
  ],

  ...['', 'x'.repeat(256), 'a\u0000', 'a\nb', '\ud800'].map(
    (idempotencyKey): Refusal => [
      `the key ${JSON.stringify(idempotencyKey).slice(0, 20)}`,
      () => ({ idempotencyKey }),
      () => invalid('idempotencyKey'),
    ],
  ),

  ...['', 'x', STRANGE, 'x'.repeat(43), 'x'.repeat(10_000), "' OR 1=1 --"].map(
    (token): Refusal => [
      `the token ${JSON.stringify(token).slice(0, 20)}`,
      () => ({ sessionToken: token }),
      () => CLOSED,
    ],
  ),
]

/** Values that GraphQL's own types refuse. */
const malformed: readonly [what: string, input: () => object][] = [
  ['a quantity of 10^12', () => second({ quantity: 10 ** 12 })],
  ['a quantity of one and a half', () => second({ quantity: 1.5 })],
  ['a quantity in words', () => second({ quantity: 'two' })],
  ['no quantity', () => second({ quantity: null })],
  ['an item of null', () => ({ items: [null] })],
  ['an object for an id', () => second({ menuItemId: {} })],
  ['null for an option', () => second({ optionIds: [null] })],
  ['a price', () => second({ price: 1 })],
  ['a number for a note', () => ({ note: 1 })],
  ['no key', () => ({ idempotencyKey: null })],
  ['no token', () => ({ sessionToken: null })],
]

describe.each(TRANSPORTS)('an order over %s', (name) => {
  const send = (input: object) =>
    transport(api, name).request(CREATE_ORDER, {
      input: { sessionToken, idempotencyKey: randomUUID(), items: [plain()], ...input },
    })

  test.each(refusals)(
    'with %s is refused in so many words, and writes nothing',
    async (_what, input, answer) => {
      const before = await rowCounts(api.db)
      const { data, errors } = await send(input())
      expect(errors).toBeUndefined()
      expect(data.createOrder).toMatchObject(answer())
      expect(data.createOrder.message).toMatch(/^\S.*\.$/)
      expect(await rowCounts(api.db)).toEqual(before)
    },
  )

  test.each(malformed)('with %s is no order, and writes nothing', async (_what, input) => {
    const before = await rowCounts(api.db)
    const { data, errors } = await send(input())
    expect(data ?? null).toBeNull()
    expect(errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT' } }])
    expect(await rowCounts(api.db)).toEqual(before)
  })

  test.each<[string, () => object, object]>([
    ['100 lines', () => ({ items: Array.from({ length: 100 }, () => plain()) }), {}],
    ['99 of an item', () => ({ items: [plain({ quantity: 99 })] }), { items: [{ quantity: 99 }] }],
    ['a note of 500 characters', () => ({ note: 'x'.repeat(500) }), { note: 'x'.repeat(500) }],
    ['a key of 255 characters', () => ({ idempotencyKey: `${name}${'x'.repeat(240)}` }), {}],
    [
      'a name of many bytes',
      () => ({ customerName: '👩‍🍳'.repeat(16) }),
      { customerName: '👩‍🍳'.repeat(16) },
    ],
    ['controls in a name', () => ({ customerName: 'A\u0000d\u0007a' }), { customerName: 'A d a' }],
    ['a right-to-left override in a name', () => ({ customerName: '\u202eadA' }), { customerName: 'adA' }],
    ['a lone surrogate in a name', () => ({ customerName: 'Ada\ud83d' }), { customerName: 'Ada\ufffd' }],
    ['nothing but controls in a note', () => ({ note: '\u0000\u202e\n' }), { note: null }],
    [
      'controls in the note of a line',
      () => ({ items: [plain({ note: ' no\u0000salt\r\n\u2066please\u2069 ' })] }),
      { items: [{ note: 'no salt\nplease' }] },
    ],
    [
      'markup in a note',
      () => ({ note: '<img src=x onerror=alert(1)>' }),
      { note: '<img src=x onerror=alert(1)>' },
    ],
    [
      'null where nothing is given',
      () => ({ note: null, customerName: null }),
      { note: null, customerName: null },
    ],
  ])('with %s is placed, with clean values', async (_what, input, order) => {
    const { data } = await send(input())
    expect(data.createOrder).toMatchObject({ __typename: 'CreateOrderPayload', order })
  })
})
