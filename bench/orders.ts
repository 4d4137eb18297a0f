import { randomUUID } from 'node:crypto'
import { setTimeout as delay } from 'node:timers/promises'
import { CREATE_ORDER, PLAIN_ITEM, type TestClient, type Transport } from '../api/test/client.ts'

const RETRY_MS = 50
const LINES = 3
/** Of three lines each: as many as one table has room for where nobody serves them. */
const ORDERS_PER_TABLE = 100

/** At how many tables guests have to sit who make so many orders. */
export function tablesFor(orders: number): number {
  return Math.max(12, Math.ceil(orders / ORDERS_PER_TABLE))
}

export interface Seat {
  readonly sessionToken: string
  /** The session's global id. */
  readonly feed: string
  readonly cursor: string
}

/** Seats a guest at each of the first tables of the demo restaurant. */
export function seatGuests(client: TestClient, tables: number): Promise<Seat[]> {
  return Promise.all(Array.from({ length: tables }, (_, table) => seatGuest(client, table)))
}

/** @param table counts from 0 */
export async function seatGuest(client: TestClient, table: number): Promise<Seat> {
  const { sessionToken, tableSession } = await client.sitDown(`demo-${table + 1}`)
  return { sessionToken, feed: tableSession.id, cursor: tableSession.cursor }
}

/** The id of something on the menu that can be ordered as it is. */
export async function plainItem(client: TestClient): Promise<string> {
  const { data } = await client
    .http()
    .request('{ restaurant(slug: "demo") { menu { categories { items { id name } } } } }')
  const items = data.restaurant.menu.categories.flatMap((category: { items: object[] }) => category.items)
  return items.find((item: { name: string }) => item.name === PLAIN_ITEM).id
}

/** An order of three lines, with a key of its own. */
export function orderInput(sessionToken: string, menuItemId: string, note: string): object {
  return {
    sessionToken,
    idempotencyKey: randomUUID(),
    note,
    items: Array.from({ length: LINES }, (_, index) => ({ menuItemId, quantity: index + 1 })),
  }
}

/** Sends an order until it is answered. @returns its id. @throws when it is refused */
export async function placeOrder(transport: Transport, input: object): Promise<string> {
  for (;;) {
    const answer = await transport.request(CREATE_ORDER, { input }).catch(() => null)
    if (answer?.data?.createOrder.__typename === 'CreateOrderPayload') return answer.data.createOrder.order.id
    if (answer?.data) throw new Error(`An order was refused: ${JSON.stringify(answer)}`)
    await delay(RETRY_MS)
  }
}

/** Several guests that order as fast as they are answered. */
export async function placeOrders(
  guests: readonly { transport: Transport; sessionToken: string }[],
  menuItemId: string,
  total: number,
): Promise<void> {
  let next = 0
  await Promise.all(
    guests.map(async ({ transport, sessionToken }) => {
      while (next < total) await placeOrder(transport, orderInput(sessionToken, menuItemId, String(next++)))
    }),
  )
}
