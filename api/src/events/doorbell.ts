import { RedisPubSub } from 'graphql-redis-subscriptions'
import { PubSub, type PubSubEngine } from 'graphql-subscriptions'
import type { DoorbellConfig } from '../config.ts'
import type { Logger } from '../logger.ts'
import { type Feed, feedKey, type LogEvent } from './event.ts'
import { openRedisConnections, untilReady } from './redis-connections.ts'

/**
 * Tells every node that a feed has moved, by carrying the event itself. It may lose, repeat and reorder: the log
 * makes up for all of that, so nothing here fails when Redis does.
 */
export interface Doorbell {
  /** Sends the event to those who listen to the feed, on any node. */
  ring(feed: Feed, event: LogEvent): void
  /** Resolves once messages arrive; while Redis is away that may be long. @returns what ends the listening */
  listen(feed: Feed, onEvent: (event: LogEvent) => void): Promise<() => void>
  close(): Promise<void>
}

/** Words that every node should hear, and may do without. */
export interface Signals {
  /** Says the word to all nodes, this one included. */
  signal(name: string): void
  /** Resolves once it is heard; while Redis is away that may be long. @returns what ends the listening */
  onSignal(name: string, hear: () => void): Promise<() => void>
}

/** @returns a doorbell over Redis, or one that works inside this process alone */
export async function openDoorbell(config: DoorbellConfig, logger: Logger): Promise<Doorbell & Signals> {
  if (config.kind === 'in-process') return overPubSub(new PubSub(), '', async () => {})

  const { publisher, subscriber, close } = await openRedisConnections(config.url, logger)
  const bell = overPubSub(new RedisPubSub({ publisher, subscriber }), `${config.prefix}:`, async () =>
    close(),
  )
  return {
    ...bell,
    async listen(feed, onEvent) {
      // ioredis loses a SUBSCRIBE that is sent while a connection is being opened.
      await untilReady(subscriber)
      return bell.listen(feed, onEvent)
    },
    async onSignal(name, hear) {
      await untilReady(subscriber)
      return bell.onSignal(name, hear)
    },
  }
}

function overPubSub(pubsub: PubSubEngine, prefix: string, close: () => Promise<void>): Doorbell & Signals {
  const topicOf = (feed: Feed) => prefix + feedKey(feed)
  const signalTopic = (name: string) => `${prefix}signal:${name}`
  return {
    ring(feed, event) {
      pubsub.publish(topicOf(feed), event).catch(() => {})
    },
    async listen(feed, onEvent) {
      // Whoever can publish on Redis must not be able to stop a node: what is no event of the feed is not heard.
      const hear = (message: unknown) => {
        if (isEventOf(feed, message)) onEvent(message)
      }
      const subscription = await pubsub.subscribe(topicOf(feed), hear, {})
      return () => pubsub.unsubscribe(subscription)
    },
    signal(name) {
      pubsub.publish(signalTopic(name), {}).catch(() => {})
    },
    async onSignal(name, hear) {
      const subscription = await pubsub.subscribe(signalTopic(name), () => hear(), {})
      return () => pubsub.unsubscribe(subscription)
    },
    close,
  }
}

function isEventOf(feed: Feed, message: unknown): message is LogEvent {
  if (typeof message !== 'object' || message === null) return false
  const event = message as Partial<LogEvent>
  return feed.kind === 'restaurant'
    ? event.restaurantId === feed.id && Number.isSafeInteger(event.position)
    : event.tableSessionId === feed.id && Number.isSafeInteger(event.sessionPosition)
}
