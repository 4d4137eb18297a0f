import { describe, expect, it } from 'vitest'
import { createNewestOrders } from './newest-order-exchange'

const order = (version: number, status: string, more: object = {}) => ({
  __typename: 'Order',
  id: 'o1',
  version,
  status,
  ...more,
})

describe('an answer that was overtaken', () => {
  it('does not take an order back to an older state', () => {
    const { restore } = createNewestOrders()
    restore({ orderStatusChanged: { order: order(3, 'READY') } })
    expect(restore({ board: { orders: [order(2, 'COOKING', { number: 12 })] } })).toEqual({
      board: { orders: [order(3, 'READY', { number: 12 })] },
    })
  })

  it('moves an order on when it is newer, also back to an earlier status', () => {
    const { restore } = createNewestOrders()
    restore({ order: order(3, 'READY') })
    const undone = { order: order(4, 'COOKING') }
    expect(restore(undone)).toEqual(undone)
  })

  it('gets no fields that it did not ask for', () => {
    const { restore } = createNewestOrders()
    restore({ order: order(3, 'READY', { statusHistory: [{ status: 'READY' }] }) })
    expect(restore({ order: order(2, 'COOKING') })).toEqual({ order: order(3, 'READY') })
  })

  it('keeps what another selection of the same version knew', () => {
    const { restore } = createNewestOrders()
    restore({ order: order(3, 'READY', { updatedAt: 'then' }) })
    restore({ order: order(3, 'READY') })
    expect(restore({ order: order(1, 'PENDING', { updatedAt: 'before' }) })).toEqual({
      order: order(3, 'READY', { updatedAt: 'then' }),
    })
  })

  it('takes back no time that is set once, whatever the version', () => {
    const { restore } = createNewestOrders()
    restore({ order: order(1, 'PENDING', { acknowledgedAt: 'then' }) })
    const silent = { acknowledgedAt: null, escalatedAt: null }
    const told = { acknowledgedAt: 'then', escalatedAt: null }
    expect(restore({ order: order(1, 'PENDING', silent) })).toEqual({ order: order(1, 'PENDING', told) })
    expect(restore({ order: order(2, 'COOKING', silent) })).toEqual({ order: order(2, 'COOKING', told) })
    expect(restore({ order: order(1, 'PENDING', silent) })).toEqual({ order: order(2, 'COOKING', told) })
  })

  it('learns such a time from an answer that is otherwise older, and forgets none with a new version', () => {
    const { restore } = createNewestOrders()
    restore({ order: order(2, 'COOKING') })
    restore({ order: order(1, 'PENDING', { escalatedAt: 'then' }) })
    restore({ order: order(3, 'READY') })
    expect(restore({ order: order(3, 'READY', { escalatedAt: null }) })).toEqual({
      order: order(3, 'READY', { escalatedAt: 'then' }),
    })
  })

  it('leaves orders without a version, and everything else, as they are', () => {
    const { restore } = createNewestOrders()
    const data = { a: null, b: [1, 'x'], order: { __typename: 'Order', id: 'o1', number: 3 } }
    expect(restore(data)).toEqual(data)
  })
})

it('an order of a restored database is shown as it is there, although it was further before', () => {
  const { restore, forget } = createNewestOrders()
  restore({ order: order(4, 'SERVED', { acknowledgedAt: 'then' }) })
  forget()
  const restored = { order: order(1, 'PENDING', { acknowledgedAt: null }) }
  expect(restore(restored)).toEqual(restored)
})
