import { useCallback, useEffect, useRef, useState } from 'react'
import { type Client, type OperationResult, useClient } from 'urql'
import { graphql } from '../../../gql'
import type { CreateOrderMutation } from '../../../gql/graphql'
import { createBackoff } from '../../../graphql/backoff'
import { connectionMonitor, reachServer } from '../../../graphql/client'
import { randomKey } from '../../../graphql/random-key'
import { serverClock } from '../../../ui/server-clock'
import { type Cart, type CartAction, isChangedSince } from './cart'
import { deliverOrder } from './deliver-order'
import { judgeOrderAnswer, type OrderProblem } from './order-answer'
import { createSingleFlight } from './single-flight'

const CreateOrder = graphql(`
  mutation CreateOrder($input: CreateOrderInput!) {
    createOrder(input: $input) {
      __typename
      ... on CreateOrderPayload {
        order { id status version updatedAt number ...OrderProgress ...BillOrder }
      }
      ... on Error { code message }
      ... on InvalidInputError { path }
      ... on MenuItemUnavailableError { menuItemIds }
      ... on InvalidOptionSelectionError { optionGroupId }
    }
  }
`)

const unclear: OrderProblem = { kind: 'unclear' }

/** `sending`: on its way. `waiting`: for a connection; it goes out by itself. */
export type SendPhase = 'idle' | 'sending' | 'waiting'

type SenderOptions = {
  sessionToken: string
  cart: Cart
  dispatch: (action: CartAction) => void
  /** `isChanged`: the guest has changed the cart since, and the order is without that. */
  onAccepted: (order: { id: string; number: number }, isChanged: boolean) => void
}

const singleFlight = createSingleFlight<OperationResult<CreateOrderMutation>>()

function sendOnce(client: Client, sessionToken: string, key: string, cart: Cart) {
  const input = {
    sessionToken,
    idempotencyKey: key,
    customerName: cart.customerName.trim() || null,
    note: cart.note.trim() || null,
    items: cart.lines.map((line) => ({
      menuItemId: line.menuItemId,
      quantity: line.quantity,
      optionIds: [...line.optionIds],
      note: line.note.trim() || null,
    })),
  }
  return singleFlight(key, JSON.stringify(input), () => client.mutation(CreateOrder, { input }).toPromise())
}

/**
 * Brings a sent cart to the kitchen exactly once. Whenever the cart says it is sent and unacknowledged (also after a
 * reload) it is sent with its key until there is an answer: at once when the network returns, else every few seconds.
 */
export function useOrderSender({ sessionToken, cart, dispatch, onAccepted }: SenderOptions) {
  const client = useClient()
  const [phase, setPhase] = useState<SendPhase>('idle')
  const [problem, setProblem] = useState<OrderProblem | null>(null)
  const latest = useRef({ cart, onAccepted })
  useEffect(() => {
    latest.current = { cart, onAccepted }
  })

  const { sentAt, idempotencyKey } = cart
  useEffect(() => {
    if (sentAt === null || idempotencyKey === null) return
    const key = idempotencyKey
    const at = new Date(sentAt)
    const sent = latest.current.cart
    const backoff = createBackoff({ firstMs: 1000, capMs: 8000 })
    let active = true

    async function deliver() {
      const delivery = await deliverOrder({
        sentAt: at,
        attempted: sent.attempted,
        isActive: () => active,
        canReach: async () => connectionMonitor.get().status === 'live' || reachServer(),
        send: async () => {
          const { answer, isForThis } = await sendOnce(client, sessionToken, key, sent)
          return { answer: judgeOrderAnswer(answer), isForThis }
        },
        onAttempt: () => dispatch({ type: 'attempt' }),
        onWaiting: () => setPhase('waiting'),
        backoff,
        now: serverClock.now,
      })
      switch (delivery.kind) {
        case 'accepted': {
          const now = latest.current.cart
          const isChanged = now.idempotencyKey === key && isChangedSince(now, sent)
          if (isChanged) setProblem({ kind: 'addedSince' })
          dispatch({ type: 'acknowledged', idempotencyKey: key, sent, newKey: randomKey() })
          latest.current.onAccepted(delivery.order, isChanged)
          return
        }
        case 'expired':
          if (!delivery.mayHaveArrived) setProblem({ kind: 'notSent' })
          dispatch({ type: 'hold' })
          return
        case 'notTaken':
          dispatch({ type: 'notTaken', idempotencyKey: key })
          return
        case 'refused':
          setProblem(delivery.problem)
          if (delivery.problem.kind === 'alreadyOrdered') dispatch({ type: 'renewKey', newKey: randomKey() })
          // This answer says nothing of the tries before it: one that was not heard of may still arrive.
          else dispatch({ type: delivery.mayHaveArrived ? 'hold' : 'refused' })
      }
    }

    setPhase('sending')
    setProblem(null)
    void deliver()
    addEventListener('online', backoff.wake)
    const unsubscribe = connectionMonitor.subscribe(() => {
      if (connectionMonitor.get().status === 'live') backoff.wake()
    })
    return () => {
      active = false
      unsubscribe()
      backoff.wake()
      setPhase('idle')
      removeEventListener('online', backoff.wake)
    }
  }, [client, dispatch, sessionToken, sentAt, idempotencyKey])

  const send = useCallback(() => dispatch({ type: 'send', at: serverClock.now().toISOString() }), [dispatch])
  const callBack = useCallback(() => dispatch({ type: 'hold' }), [dispatch])
  const known = problem ?? (cart.attempted && sentAt === null ? unclear : null)
  return { phase, problem: known, send, callBack, dismissProblem: useCallback(() => setProblem(null), []) }
}
