import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { hasRedis, testDoorbell } from '../../test/doorbell.ts'
import { openTcpProxy, type TcpProxy } from '../../test/tcp-proxy.ts'
import { createLogger } from '../logger.ts'
import { type Doorbell, openDoorbell } from './doorbell.ts'
import type { Feed, LogEvent } from './event.ts'

const feedOf = (id: string): Feed => ({ kind: 'restaurant', id })

function event(id: string): LogEvent {
  return {
    id: crypto.randomUUID(),
    restaurantId: id,
    position: 1,
    tableSessionId: null,
    sessionPosition: null,
    type: 'Rung',
    payload: {},
    occurredAt: new Date().toISOString(),
  }
}

describe.runIf(hasRedis)('a doorbell on a Redis that comes and goes', () => {
  let network: TcpProxy
  let near: Doorbell
  let far: Doorbell
  const logger = createLogger('silent')
  const warn = vi.spyOn(logger, 'warn')
  const info = vi.spyOn(logger, 'info')

  beforeEach(async () => {
    warn.mockClear()
    info.mockClear()
    const config = testDoorbell()
    if (config.kind !== 'redis') throw new Error('There is no Redis')
    const { hostname, port } = new URL(config.url)
    network = await openTcpProxy({ host: hostname, port: Number(port || 6379) })
    far = await openDoorbell(config, createLogger('silent'))
    near = await openDoorbell({ ...config, url: `redis://127.0.0.1:${network.port}` }, logger)
  })
  afterEach(async () => {
    await near.close()
    await far.close()
    await network.close()
  })

  /** Rings until it is heard: nothing tells when a subscription has arrived at Redis. */
  async function heardAgain(id: string, heard: readonly LogEvent[]): Promise<void> {
    const before = heard.length
    await vi.waitFor(() => {
      far.ring(feedOf(id), event(id))
      expect(heard.length).toBeGreaterThan(before)
    }, 20_000)
  }

  test('is heard again by who listened before, and by who began meanwhile; it says so once', async () => {
    const old: LogEvent[] = []
    const young: LogEvent[] = []
    await near.listen(feedOf('old'), (message) => old.push(message))
    await heardAgain('old', old)
    for (let outage = 1; outage <= 2; outage++) {
      network.refuse(true)
      network.cut()
      await vi.waitFor(() => expect(warn).toHaveBeenCalledTimes(outage))
      near.ring(feedOf('old'), event('old'))
      const listening = near.listen(feedOf(`young ${outage}`), (message) => young.push(message))
      network.refuse(false)
      await listening
      await heardAgain(`young ${outage}`, young)
      await heardAgain('old', old)
      await vi.waitFor(() => expect(info).toHaveBeenCalledTimes(outage))
      expect(warn).toHaveBeenCalledTimes(outage)
    }
  })

  test('notices when Redis has died in silence', async () => {
    const heard: LogEvent[] = []
    await near.listen(feedOf('quiet'), (message) => heard.push(message))
    await heardAgain('quiet', heard)
    network.stall(true)
    await vi.waitFor(() => expect(warn).toHaveBeenCalledTimes(1), 20_000)
    network.stall(false)
    await heardAgain('quiet', heard)
  })

  test('can be closed while Redis is away', async () => {
    network.refuse(true)
    network.cut()
    await vi.waitFor(() => expect(warn).toHaveBeenCalled())
    const stopListening = near.listen(feedOf('nobody'), () => {})
    await near.close()
    near.ring(feedOf('nobody'), event('nobody'))
    expect(await Promise.race([stopListening, 'never'])).toBe('never')
  })
})
