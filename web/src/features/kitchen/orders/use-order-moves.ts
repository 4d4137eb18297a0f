import { useEffect, useRef, useState } from 'react'
import { useClient } from 'urql'
import { graphql } from '../../../gql'
import type { OrderStatus } from '../../../gql/graphql'
import { retryOtherVersion } from '../../../graphql/retry-other-version'
import { showToast } from '../../../ui/toast'
import type { BoardOrder } from './board-order'
import { MoveOrder, readMove } from './order-move'
import { canUndo, DOUBLE_TAP_MS } from './order-steps'

const OrderNow = graphql(`
  query KitchenOrderNow($id: ID!) {
    node(id: $id) {
      id
      ... on Order {
        ...KitchenOrder
      }
    }
  }
`)

/** A move that can be taken back: the order as it is after it, and where it came from. */
export type LastMove = { order: BoardOrder; from: OrderStatus }

export type OrderMoves = {
  /** Where to show an order: already in its new place while the server is being asked. */
  statusOf: (order: BoardOrder) => OrderStatus
  isMoving: (orderId: string) => boolean
  /** True for a moment after a tap: another tap now would hit a card that has just slid under the finger. */
  justTapped: boolean
  /** Says that a tap took a card away by other means than a move. */
  noteTap: () => void
  move: (order: BoardOrder, to: OrderStatus, reason?: string) => void
  lastMove: LastMove | null
  undo: () => void
  forgetLastMove: () => void
  /** Whether an order is as a move on this screen left it: its event is an echo. */
  isOwn: (order: Pick<BoardOrder, 'id' | 'version'>) => boolean
}

/**
 * Moves orders at once and truthfully: the card goes where it was sent, and comes back with an explanation when the server
 * refuses or does not answer.
 */
export function useOrderMoves(): OrderMoves {
  const client = useClient()
  const [moving, setMoving] = useState<ReadonlyMap<string, OrderStatus>>(new Map())
  const [lastMove, setLastMove] = useState<LastMove | null>(null)
  const [tappedAt, setTappedAt] = useState(0)
  const own = useRef(new Set<string>())

  useEffect(() => {
    if (tappedAt === 0) return
    const timer = setTimeout(() => setTappedAt(0), DOUBLE_TAP_MS)
    return () => clearTimeout(timer)
  }, [tappedAt])

  async function send(order: BoardOrder, to: OrderStatus, reason?: string) {
    const echo = echoOf(order.id, order.version + 1)
    own.current.add(echo)
    setMoving((before) => new Map(before).set(order.id, to))
    const input = { orderId: order.id, status: to, expectedVersion: order.version, reason: reason ?? null }
    const answer = await retryOtherVersion(() => client.mutation(MoveOrder, { input }).toPromise())
    const outcome = readMove(answer, order, to)
    setMoving((before) => new Map([...before].filter(([id]) => id !== order.id)))
    if (outcome.moved) {
      setLastMove(canUndo(order.status, to) ? { order: outcome.order, from: order.status } : null)
      return
    }
    own.current.delete(echo)
    showToast({
      title: outcome.title,
      description: outcome.description,
      tone: 'cancelled',
      timeout: 10_000,
    })
    if (outcome.stale) await client.query(OrderNow, { id: order.id }, { requestPolicy: 'network-only' })
  }

  function move(order: BoardOrder, to: OrderStatus, reason?: string) {
    if (moving.has(order.id)) return
    setTappedAt(Date.now())
    void send(order, to, reason)
  }

  return {
    statusOf: (order) => moving.get(order.id) ?? order.status,
    isMoving: (orderId) => moving.has(orderId),
    justTapped: tappedAt !== 0,
    noteTap: () => setTappedAt(Date.now()),
    move,
    lastMove,
    undo: () => {
      if (!lastMove) return
      setLastMove(null)
      move(lastMove.order, lastMove.from)
    },
    forgetLastMove: () => setLastMove(null),
    isOwn: ({ id, version }) => own.current.has(echoOf(id, version)),
  }
}

/** By version, not by state: somebody else may bring the order into the same state again. */
function echoOf(orderId: string, version: number): string {
  return `${orderId} ${version}`
}
