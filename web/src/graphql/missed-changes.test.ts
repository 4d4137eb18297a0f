import { describe, expect, it } from 'vitest'
import type { OrderStatus } from '../gql/graphql'
import type { Connection } from './connection-monitor'
import { countMissed, type Followed, followOrders, seeMissed, type Watch } from './missed-changes'

const at = (clock: string) => new Date(`2026-11-20T${clock}Z`)
const live: Connection = { status: 'live' }
const offline: Connection = { status: 'offline', since: at('19:42:00') }
const back: Connection = {
  status: 'live',
  absence: { from: at('19:42:00'), until: at('19:44:00') },
}

const order = (id: string, version: number, status: OrderStatus, clock = '19:43:00'): Followed => ({
  id,
  version,
  status,
  updatedAt: at(clock).toISOString(),
})

const follow = (watch: Watch | null, orders: readonly Followed[], connection: Connection, isOwn = false) =>
  followOrders(watch, orders, { connection, now: at('19:44:01'), isOwn: () => isOwn })

const before = follow(null, [order('one', 1, 'PENDING'), order('two', 2, 'COOKING')], live)

describe('what a screen missed', () => {
  it('is nothing on the first look, nor on any without news', () => {
    expect(before.missed.size).toBe(0)
    expect(follow(before, [order('one', 1, 'PENDING'), order('two', 2, 'COOKING')], back)).toBe(before)
  })

  it('is what replay brings of the time it was away, and when that was', () => {
    const replayed = [
      [order('one', 2, 'COOKING'), order('two', 2, 'COOKING')],
      [order('one', 3, 'READY'), order('two', 2, 'COOKING')],
      [order('one', 3, 'READY'), order('two', 2, 'COOKING'), order('three', 1, 'PENDING')],
    ].reduce((watch, orders) => follow(watch, orders, back), before)
    expect([...replayed.missed]).toEqual([
      ['one', { from: 'PENDING', to: 'READY' }],
      ['three', { from: null, to: 'PENDING' }],
    ])
    expect(replayed.span).toEqual({ from: at('19:42:00').toISOString(), until: at('19:44:00').toISOString() })
  })

  it('is also what a restored database has taken back', () => {
    const restored = follow(before, [order('one', 1, 'PENDING'), order('two', 1, 'PENDING')], offline)
    expect([...restored.missed]).toEqual([['two', { from: 'COOKING', to: 'PENDING' }]])
  })

  it('is the same when a snapshot brings it at once, and what that has no longer is done', () => {
    const reloaded = follow(before, [order('one', 3, 'READY'), order('three', 1, 'PENDING')], offline)
    expect([...reloaded.missed]).toEqual([
      ['one', { from: 'PENDING', to: 'READY' }],
      ['three', { from: null, to: 'PENDING' }],
      ['two', { from: 'COOKING', to: null }],
    ])
    expect(countMissed(reloaded.missed)).toEqual({ new: 1, moved: 1, done: 1, cancelled: 0 })
    expect(reloaded.span?.until).toBe(at('19:44:01').toISOString())
  })

  it('is not what happens once it is live again, nor what came back to where it was, nor what was done here', () => {
    const orders = [order('one', 2, 'COOKING', '19:44:30'), order('two', 2, 'COOKING')]
    expect(follow(before, orders, back).missed.size).toBe(0)
    const undone = [order('one', 3, 'PENDING'), order('two', 2, 'COOKING')]
    expect(follow(before, undone, back).missed.size).toBe(0)
    const own = [order('one', 2, 'COOKING'), order('two', 2, 'COOKING')]
    expect(follow(before, own, back, true).missed.size).toBe(0)
  })

  it('is over for an order once somebody has seen it, or a change of it is seen to happen', () => {
    const missed = follow(before, [order('one', 2, 'COOKING'), order('two', 3, 'READY')], back)
    const moved = follow(missed, [order('one', 2, 'COOKING'), order('two', 4, 'SERVED', '19:45:00')], back)
    expect([...moved.missed.keys()]).toEqual(['one'])
    const seen = seeMissed(moved, new Set(['one']))
    expect(seen.missed.size).toBe(0)
    expect(seen.span).toBeNull()
  })

  it('adds up over two absences until it is seen', () => {
    const first = follow(before, [order('one', 2, 'COOKING'), order('two', 2, 'COOKING')], back)
    const again: Connection = {
      status: 'live',
      absence: { from: at('19:50:00'), until: at('19:51:00') },
    }
    const second = follow(
      first,
      [order('one', 2, 'COOKING'), order('two', 3, 'CANCELLED', '19:50:30')],
      again,
    )
    expect(countMissed(second.missed)).toEqual({ new: 0, moved: 1, done: 0, cancelled: 1 })
    expect(second.span).toEqual({ from: at('19:42:00').toISOString(), until: at('19:51:00').toISOString() })
  })

  it('is told from when the page before this one was live, after a reload', () => {
    const reloaded = follow(
      { ...before, leftAt: at('19:40:00').toISOString() },
      [order('one', 2, 'COOKING'), order('two', 2, 'COOKING')],
      { status: 'connecting' },
    )
    expect(reloaded.span?.from).toBe(at('19:40:00').toISOString())
  })
})
