import { setTimeout as delay } from 'node:timers/promises'
import type { ClientGroup } from '../network.ts'
import type { Random } from '../random.ts'

// The program knows what it asked for.
// biome-ignore lint/suspicious/noExplicitAny: answers have the shape of the query beside them
export type Data = any

/** No answer: the connection broke, it took too long, or the node could not say. It may have been done or not. */
export class NoAnswer extends Error {
  override name = 'NoAnswer'
}

/** One way to ask, once. @throws NoAnswer; Error for what asking again cannot cure */
export type Ask = (query: string, variables: Record<string, unknown>) => Promise<Data>

const PATIENCE_MS = 5_000
/** Between two attempts, of a request or of a connection: from a little to not much more, by chance. */
const RETRY_MS = [30, 400] as const
/** What a node answers when something behind it is away. */
const PASSING = new Set(['INTERNAL_SERVER_ERROR', 'SERVICE_UNAVAILABLE'])

/** What a client has of the network: nodes to choose from, and its own way to one of them. */
export interface Way {
  readonly group: ClientGroup
  readonly random: Random
  /** The node that was tried last. */
  node: number
}

/** Another node than the last time, as a load balancer does. */
export function nextNode(way: Way): number {
  way.node = (way.node + 1) % way.group.ports.length
  return way.node
}

/** The pause before a next attempt. */
export function retryPause({ random }: Pick<Way, 'random'>, signal?: AbortSignal): Promise<void> {
  return delay(random.integer(...RETRY_MS), undefined, signal ? { signal } : {})
}

/** Asks any node over HTTP. */
export function overHttp(way: Way, token?: string): Ask {
  return async (query, variables) => {
    const answer: Data = await fetch(`http://127.0.0.1:${way.random.pick(way.group.ports)}/graphql`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        ...(token ? { authorization: `Bearer ${token}` } : {}),
      },
      body: JSON.stringify({ query, variables }),
      signal: AbortSignal.timeout(PATIENCE_MS),
    })
      .then((response) => response.json())
      .catch((error: unknown) => {
        throw new NoAnswer(String(error))
      })
    return dataOf(answer)
  }
}

/** @throws NoAnswer for what may pass */
export function dataOf({ data, errors }: { data?: Data; errors?: readonly Data[] | undefined }): Data {
  if (!errors?.length) return data
  const code: unknown = errors[0]?.extensions?.code
  if (typeof code === 'string' && PASSING.has(code)) throw new NoAnswer(code)
  throw new Error(`${code}: ${errors[0]?.message}`)
}

/** Asks again and again until there is an answer, each time in the way that `how` chooses. */
export async function insist<T>(way: Way, signal: AbortSignal, how: () => Promise<T>): Promise<T> {
  for (;;) {
    signal.throwIfAborted()
    try {
      return await how()
    } catch (error) {
      if (!(error instanceof NoAnswer)) throw error
      await retryPause(way, signal)
    }
  }
}
