import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { CREATE_ORDER, PLAIN_ITEM } from '../../test/client.ts'
import { testDoorbell } from '../../test/doorbell.ts'
import { menuIds } from '../../test/menu-ids.ts'
import { rowCounts } from '../../test/row-counts.ts'
import { startTestApi, type TestApi } from '../../test/test-api.ts'
import { TEST_CONFIG } from '../../test/test-node.ts'
import { TRANSPORTS, transport } from '../../test/transports.ts'
import { openDoorbell } from '../events/doorbell.ts'
import { encodeGlobalId } from '../graphql/global-id.ts'
import { createLogger } from '../logger.ts'
import { createServices } from '../services.ts'

let api: TestApi
let idOf: (name: string) => string
let kitchen: string
let outsider: string
let sessionToken: string

beforeAll(async () => {
  api = await startTestApi()
  idOf = await menuIds(api.db)
  kitchen = await api.signIn('kitchen@demo.test')
  outsider = await api.signIn('kitchen@demo-two.test')
  sessionToken = (await api.sitDown('demo-1')).sessionToken
})
afterAll(() => api.stop())

const MENU = /* GraphQL */ `query ($slug: String!) {
  restaurant(slug: $slug) {
    menu {
      categories {
        name
        items {
          id name description imageUrl isAvailable allergens price { amountMinor currency }
          optionGroups { name minSelections maxSelections options { id name isAvailable priceDelta { amountMinor currency } } }
        }
      }
    }
  }
}`
const SET_AVAILABILITY = /* GraphQL */ `mutation ($input: SetMenuItemAvailabilityInput!) {
  setMenuItemAvailability(input: $input) { menuItem { id isAvailable } }
}`
const line = (name = PLAIN_ITEM) => [{ menuItemId: idOf(name), quantity: 1 }]

describe.each(TRANSPORTS)('over %s', (name) => {
  const ask = (token: string | undefined, query: string, variables?: Record<string, unknown>) =>
    transport(api, name, token).request(query, variables)
  const order = (input: object) =>
    ask(undefined, CREATE_ORDER, { input: { sessionToken, idempotencyKey: randomUUID(), ...input } })
  const set = (token: string | undefined, menuItemId: string, isAvailable: boolean) =>
    ask(token, SET_AVAILABILITY, { input: { menuItemId, isAvailable } })

  test.each([
    ['demo', 'EUR', 30],
    ['demo-two', 'JPY', 10],
  ])('anyone reads the menu of %s, all of its money in %s', async (slug, currency, atLeast) => {
    const { data } = await ask(undefined, MENU, { slug })
    type Money = { amountMinor: number; currency: string }
    type Item = { price: Money; optionGroups: { options: { priceDelta: Money }[] }[] }
    const items: Item[] = data.restaurant.menu.categories.flatMap(
      (category: { items: Item[] }) => category.items,
    )
    expect(items.length).toBeGreaterThanOrEqual(atLeast)
    const amounts = items.flatMap(({ price, optionGroups }) => [
      price,
      ...optionGroups.flatMap(({ options }) => options.map(({ priceDelta }) => priceDelta)),
    ])
    expect(new Set(amounts.map((amount) => amount.currency))).toEqual(new Set([currency]))
    expect(amounts.every(({ amountMinor }) => Number.isInteger(amountMinor))).toBe(true)
  })

  test('an item that is taken off cannot be ordered until it is put back', async () => {
    const id = idOf(PLAIN_ITEM)
    for (const isAvailable of [false, true]) {
      const { data } = await set(kitchen, id, isAvailable)
      expect(data.setMenuItemAvailability.menuItem).toEqual({ id, isAvailable })
      const placed = await order({ items: line() })
      expect(placed.data.createOrder.__typename).toBe(
        isAvailable ? 'CreateOrderPayload' : 'MenuItemUnavailableError',
      )
    }
  })

  test('taking off what is off changes nothing', async () => {
    await set(kitchen, idOf('Grilled Lobster'), false)
    const before = await rowCounts(api.db)
    await set(kitchen, idOf('Grilled Lobster'), false)
    expect(await rowCounts(api.db)).toEqual(before)
  })

  test('the menu is changed by staff of the restaurant, and an outsider learns nothing', async () => {
    const before = await rowCounts(api.db)
    expect((await set(undefined, idOf(PLAIN_ITEM), false)).errors).toMatchObject([
      { extensions: { code: 'UNAUTHENTICATED' } },
    ])
    const refused = await set(outsider, idOf(PLAIN_ITEM), false)
    expect(refused).toMatchObject({ data: null, errors: [{ extensions: { code: 'NOT_FOUND' } }] })
    for (const id of [
      encodeGlobalId('MenuItem', randomUUID()),
      idOf('Fries/Ketchup'),
      '',
      'x',
      '\u0000\ud800',
    ]) {
      expect(await set(outsider, id, false)).toEqual(refused)
    }
    expect(await rowCounts(api.db)).toEqual(before)
  })

  describe('an order after a change of the menu', () => {
    const priceOf = async (items: object[]) => {
      const { data } = await order({ items })
      return data.createOrder.order?.items[0].unitPrice.amountMinor ?? data.createOrder.code
    }
    const change = (priceMinor: number) =>
      api.db.menuItem.updateMany({ where: { name: PLAIN_ITEM }, data: { priceMinor } })

    test('has the new price, however often it changes', async () => {
      for (const price of [111, 222, 0, 390]) {
        await change(price)
        expect(await priceOf(line())).toBe(price)
      }
    })

    test('has the new price of an option', async () => {
      const fries = [{ ...line('Fries')[0], optionIds: [idOf('Fries/Ketchup')] }]
      const before = await priceOf(fries)
      await api.db.menuOption.updateMany({
        where: { name: 'Ketchup' },
        data: { priceDeltaMinor: { increment: 77 } },
      })
      expect(await priceOf(fries)).toBe(before + 77)
    })

    test('keeps what was sold before', async () => {
      await change(390)
      const { data } = await order({ items: line() })
      await change(999)
      await api.db.menuItem.updateMany({ where: { name: PLAIN_ITEM }, data: { taxRateBasisPoints: 0 } })
      const read = await ask(
        kitchen,
        'query ($id: ID!) { node(id: $id) { ... on Order { total { amountMinor } tax { amountMinor } } } }',
        { id: data.createOrder.order.id },
      )
      expect(read.data.node).toEqual({
        total: { amountMinor: 390 },
        tax: data.createOrder.order.tax,
      })
      await api.db.menuItem.updateMany({ where: { name: PLAIN_ITEM }, data: { taxRateBasisPoints: 700 } })
      await change(390)
    })
  })
})

test('a node that has the menu in memory sells at a price that another node changed', async () => {
  const logger = createLogger('fatal')
  const doorbell = await openDoorbell(testDoorbell(), logger)
  const other = createServices({ config: TEST_CONFIG, db: api.db, doorbell, logger })
  const menuItemId = (await api.menuItem(PLAIN_ITEM)).id
  const sell = async (services: typeof other) => {
    const { totalMinor } = await services.orders.create({
      sessionToken,
      idempotencyKey: randomUUID(),
      items: [{ menuItemId, quantity: 1, optionIds: [] }],
    })
    return totalMinor
  }
  for (const priceMinor of [500, 600]) {
    await api.db.menuItem.update({ where: { id: menuItemId }, data: { priceMinor } })
    expect([await sell(api.services), await sell(other)]).toEqual([priceMinor, priceMinor])
  }
  await other.log.close()
  await doorbell.close()
})
