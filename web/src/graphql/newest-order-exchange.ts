import { type Exchange, mapExchange } from '@urql/core'
import { isCursorRefused } from './error-codes'

/** What changes in an order once it is placed; everything else of it is fixed. */
const changing = [
  'status',
  'version',
  'allowedTransitions',
  'statusHistory',
  'updatedAt',
  'externalReference',
] as const

/** Times that are set once, without a change of the version: nothing that still says null takes one back. */
const setOnce = ['acknowledgedAt', 'escalatedAt'] as const

const REMEMBERED_ORDERS = 2000

type Json = Record<string, unknown>

/**
 * An answer may overtake another: an event brings version 3 while the query asked before it still carries version 2.
 * Stands between the cache and the network and lets no order go back to an older version of itself, unless the server's
 * log does not know where a feed stood: its database may have been restored, and what was newest never happened.
 */
export function newestOrderExchange(): Exchange {
  const { restore, forget } = createNewestOrders()
  return mapExchange({
    onResult: (result) => {
      if (isCursorRefused(result.error?.graphQLErrors)) forget()
      return result.data ? { ...result, data: restore(result.data) } : result
    },
  })
}

/** `restore` puts the newest known state into each order of an answer, and remembers newer ones until `forget`. */
export function createNewestOrders() {
  const newest = new Map<string, Json>()

  function newestOf(given: Json, id: string, version: number): Json {
    const known = newest.get(id)
    const times = timesOf({ ...known, ...timesOf(given) })
    const order = { ...given, ...pick(times, Object.keys(given)) }
    if (known && (known['version'] as number) > version) {
      Object.assign(known, times)
      const current = changing.filter((field) => field in order)
      return { ...order, ...pick(known, current) }
    }
    const state = { ...times, ...pick(order, changing) }
    // Deleting first moves it to the end: the map forgets what has not changed for the longest time.
    newest.delete(id)
    newest.set(id, known?.['version'] === version ? { ...known, ...state } : state)
    if (newest.size > REMEMBERED_ORDERS) newest.delete(newest.keys().next().value as string)
    return order
  }

  function visit(value: unknown): unknown {
    if (Array.isArray(value)) return value.map(visit)
    if (typeof value !== 'object' || value === null) return value
    const copy: Json = {}
    for (const [key, child] of Object.entries(value)) copy[key] = visit(child)
    const { __typename, id, version } = copy
    return __typename === 'Order' && typeof id === 'string' && typeof version === 'number'
      ? newestOf(copy, id, version)
      : copy
  }

  return { restore: visit, forget: () => newest.clear() }
}

/** What is set of the times that are set once. */
function timesOf(order: Json): Json {
  return Object.fromEntries(setOnce.flatMap((field) => (order[field] ? [[field, order[field]]] : [])))
}

function pick(order: Json, fields: readonly string[]): Json {
  return Object.fromEntries(fields.flatMap((field) => (field in order ? [[field, order[field]]] : [])))
}
