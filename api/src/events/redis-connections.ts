import { Redis } from 'ioredis'
import type { Logger } from '../logger.ts'

/** How long a start waits for Redis. */
const CONNECT_PATIENCE_MS = 5_000
/** How often Redis is asked whether it is there: a connection that died in silence looks like one on which nothing happens. */
const PING_MS = 2_000
const PONG_WITHIN_MS = 2_000

/** Two connections to one Redis, since one that listens cannot publish. They come back by themselves. */
export interface RedisConnections {
  readonly publisher: Redis
  readonly subscriber: Redis
  close(): void
}

/** Connects, or goes on without Redis after some seconds. Says once when it is away, and once when it is back. */
export async function openRedisConnections(url: string, logger: Logger): Promise<RedisConnections> {
  const retryStrategy = (attempt: number) => Math.min(50 * 2 ** attempt, 1_000)
  // What cannot go out now is of no use later; a listener's place is kept until Redis is back.
  const publisher = new Redis(url, {
    retryStrategy,
    enableOfflineQueue: false,
    autoResendUnfulfilledCommands: false,
  })
  const subscriber = new Redis(url, { retryStrategy, maxRetriesPerRequest: null })
  const connections = [publisher, subscriber]
  forgive(subscriber, 'unsubscribe')
  forgive(subscriber, 'punsubscribe')

  let away = false
  let closed = false
  const lost = (details: object) => {
    if (away || closed) return
    away = true
    logger.warn(details, 'redis is away, the log goes on alone')
  }
  for (const connection of connections) {
    // Every feed that is opened while Redis is away waits for it.
    connection.setMaxListeners(0)
    connection.on('error', (error: Error) => lost({ err: error }))
    connection.on('close', () => lost({}))
    // A Redis that accepts connections and says nothing is not there either.
    connection.on('connect', () => dropUnless(connection, untilReady(connection)))
    connection.on('ready', () => {
      if (!away || connections.some(({ status }) => status !== 'ready')) return
      away = false
      logger.info('redis is back')
    })
  }
  const pings = setInterval(() => {
    for (const connection of connections) {
      if (connection.status === 'ready') dropUnless(connection, connection.ping())
    }
  }, PING_MS).unref()

  await Promise.race([
    Promise.all(connections.map(untilReady)),
    new Promise((resolve) => setTimeout(resolve, CONNECT_PATIENCE_MS).unref()),
  ])
  return {
    publisher,
    subscriber,
    close() {
      closed = true
      clearInterval(pings)
      for (const connection of connections) connection.disconnect()
    },
  }
}

/** Resolves at once where the connection is ready. */
export function untilReady(connection: Redis): Promise<void> {
  if (connection.status === 'ready') return Promise.resolve()
  return new Promise((resolve) => connection.once('ready', () => resolve()))
}

/** Connects anew unless a sign of life comes in time; an error is one, or has ended the connection already. */
function dropUnless(connection: Redis, life: Promise<unknown>): void {
  const timer = setTimeout(() => connection.disconnect(true), PONG_WITHIN_MS).unref()
  const keep = () => clearTimeout(timer)
  life.then(keep, keep)
}

/** RedisPubSub drops the promises of these commands, so a rejection of one, at a disconnect, would end the process. */
function forgive(connection: Redis, command: 'unsubscribe' | 'punsubscribe'): void {
  const original = connection[command].bind(connection) as (...topics: string[]) => Promise<unknown>
  Object.assign(connection, {
    [command]: (...topics: string[]) => original(...topics).catch(() => undefined),
  })
}
