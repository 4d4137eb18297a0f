import { setTimeout as delay } from 'node:timers/promises'
import { insist, overHttp, type Way } from './api.ts'
import type { Scene } from './client.ts'
import type { Guest } from './guest.ts'

const CLOSE = /* GraphQL */ `mutation ($input: CloseTableSessionInput!) {
  closeTableSession(input: $input) { __typename }
}`

/** So many orders a party makes before it leaves, so that no bill grows for ever. */
const ORDERS_PER_VISIT = 30
/** An order that is so late, because nothing worked for a while, is not made up for. */
const LATEST_MS = 60_000

/**
 * The guests of one table: they sit down, order at a steady rate whatever becomes of their orders' answers, wait for
 * the last dish, have the staff end the session, see that it has ended, and come again.
 */
export async function dine(options: {
  scene: Scene
  way: Way
  guests: readonly Guest[]
  tableCode: string
  /** The staff's bearer token. */
  token: string
  /** Between two orders of the party. */
  orderEveryMs: number
}): Promise<void> {
  const { scene, way, guests, tableCode, token, orderEveryMs } = options
  const asStaff = overHttp(way, token)
  let due = Date.now() + way.random.integer(0, orderEveryMs)

  /** @returns the global ids of what was ordered */
  async function orderAll(): Promise<string[]> {
    const orders: Promise<string | undefined>[] = []
    for (let count = 0; count < ORDERS_PER_VISIT && !scene.closing.aborted; count++) {
      due = Math.max(due + orderEveryMs, Date.now() - LATEST_MS)
      await delay(Math.max(0, due - Date.now()), undefined, { signal: scene.closing }).catch(() => {})
      if (!scene.closing.aborted) orders.push(way.random.pick(guests).order())
    }
    return (await Promise.all(orders)).filter((id) => id !== undefined)
  }

  try {
    while (!scene.closing.aborted) {
      const sessions = await Promise.all(guests.map((guest) => guest.sitDown(tableCode)))
      const ordered = await orderAll()
      await Promise.all(guests.map((guest) => guest.allServed(ordered)))
      // At the end of the run they stay, so that all who are there can be compared with the log's end.
      if (scene.closing.aborted) return
      const input = { tableSessionId: sessions[0] }
      await insist(way, scene.over, () => asStaff(CLOSE, { input }))
      await Promise.all(guests.map((guest) => guest.leave(ordered)))
    }
  } catch (error) {
    if (!scene.over.aborted) scene.onViolation(`the party of ${guests[0]?.name} broke off: ${error}`)
  }
}
