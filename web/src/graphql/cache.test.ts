import { Client, fetchExchange, gql, subscriptionExchange } from '@urql/core'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createCache } from './cache'

const now = new Date('2026-11-20T21:00:00Z')
beforeEach(() => void vi.useFakeTimers({ now, toFake: ['Date'] }))
afterEach(() => void vi.useRealTimers())

const boardQuery = gql`
  query ($restaurantId: ID!) {
    kitchenBoard(restaurantId: $restaurantId) {
      cursor
      restaurant { id }
      orders { id status updatedAt }
    }
  }
`
const feed = gql`
  subscription ($restaurantId: ID!) {
    restaurantEvents(restaurantId: $restaurantId) {
      __typename
      id
      cursor
      ... on OrderCreatedEvent { order { id status updatedAt } }
    }
  }
`

function order(id: string, status: string, updatedAt: string) {
  return { __typename: 'Order', id, status, updatedAt }
}

/** A client whose board is `orders`, and whose feed is in the test's hands. */
async function openBoard(orders: object[]) {
  const restaurant = { __typename: 'Restaurant', id: 'r' }
  const kitchenBoard = { __typename: 'KitchenBoard', cursor: 'c1', restaurant, orders }
  let deliver: (data: object) => void = () => {}
  const client = new Client({
    url: 'http://localhost/graphql',
    preferGetMethod: false,
    fetch: async () => Response.json({ data: { kitchenBoard } }),
    exchanges: [
      createCache(),
      subscriptionExchange({
        forwardSubscription: () => ({
          subscribe: (sink) => {
            deliver = (restaurantEvents) => sink.next({ data: { restaurantEvents } })
            return { unsubscribe: () => {} }
          },
        }),
      }),
      fetchExchange,
    ],
  })
  const variables = { restaurantId: 'r' }
  await client.query(boardQuery, variables).toPromise()
  client.subscription(feed, variables).subscribe(() => {})
  const read = () => client.readQuery(boardQuery, variables)?.data.kitchenBoard
  return {
    deliver: (event: object) => deliver(event),
    cursor: (): string => read().cursor,
    orderIds: (): string[] => read().orders.map(({ id }: { id: string }) => id),
  }
}

const created = {
  __typename: 'OrderCreatedEvent',
  id: 'e',
  cursor: 'c2',
  order: order('new', 'PENDING', '2026-11-20T21:00:00Z'),
}

test('a new order joins the board, and the cursor of the board moves with it', async () => {
  const board = await openBoard([order('a', 'COOKING', '2026-11-20T20:50:00Z')])
  board.deliver(created)
  expect(board.orderIds()).toEqual(['a', 'new'])
  expect(board.cursor()).toBe('c2')
})

test('the same order twice stands on the board once', async () => {
  const board = await openBoard([order('new', 'PENDING', '2026-11-20T21:00:00Z')])
  board.deliver(created)
  expect(board.orderIds()).toEqual(['new'])
})

test('orders done over an hour ago leave the board; open ones never do, however old', async () => {
  const board = await openBoard([
    order('long-served', 'SERVED', '2026-11-20T19:59:00Z'),
    order('just-served', 'SERVED', '2026-11-20T20:01:00Z'),
    order('forgotten', 'PENDING', '2026-11-20T12:00:00Z'),
  ])
  board.deliver(created)
  expect(board.orderIds()).toEqual(['just-served', 'forgotten', 'new'])
})
