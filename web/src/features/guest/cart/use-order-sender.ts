import { useCallback, useEffect, useRef, useState } from 'react'
import { type Client, type OperationResult, useClient } from 'urql'
import { graphql } from '../../../gql'
import type { CreateOrderMutation } from '../../../gql/graphql'
import { createBackoff } from '../../../graphql/backoff'
import { connectionMonitor, reachServer } from '../../../graphql/client'
import { randomKey } from '../../../graphql/random-key'
import { serverClock } from '../../../ui/server-clock'
import { type Cart, type CartAction, isChangedSince } from './cart'
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

/** A cart that waited longer than this is not sent by itself any more: the guest may have changed their mind, or left. */
const STILL_WANTED_MS = 15 * 60_000
/** A fault on the server may pass; after so many tries the guest decides. */
const MAX_FAULTS = 3
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
    const sent = latest.current.cart
    const backoff = createBackoff({ firstMs: 1000, capMs: 8000 })
    let active = true
    let unheard = latest.current.cart.attempted

    async function deliver() {
      for (let attempt = 0; active; attempt++) {
        // An order that never left can be said not to be sent, and be called back for certain.
        if (connectionMonitor.get().status !== 'live' && !(await reachServer())) {
          if (active) setPhase('waiting')
          await backoff.wait(attempt)
          continue
        }
        if (!active) return
        dispatch({ type: 'attempt' })
        const reply = await sendOnce(client, sessionToken, key, sent)
        const answer = judgeOrderAnswer(reply.answer)
        if (!reply.isForThis) {
          // Whoever sent the other body hears the same, and says it to the guest: only what that one lacks is left.
          if (answer.kind === 'accepted') return
          continue
        }
        // Even if the guest called it back meanwhile: it is in the kitchen, and saying so is the only honest thing.
        if (answer.kind === 'accepted') {
          const now = latest.current.cart
          const isChanged = now.idempotencyKey === key && isChangedSince(now, sent)
          if (isChanged) setProblem({ kind: 'addedSince' })
          dispatch({ type: 'acknowledged', idempotencyKey: key, sent, newKey: randomKey() })
          latest.current.onAccepted(answer.order, isChanged)
          return
        }
        if (!active) return
        if (answer.kind === 'refused' || (answer.kind === 'fault' && attempt + 1 >= MAX_FAULTS)) {
          const reason: OrderProblem = answer.kind === 'refused' ? answer.problem : { kind: 'fault' }
          setProblem(reason)
          if (reason.kind === 'alreadyOrdered') dispatch({ type: 'renewKey', newKey: randomKey() })
          // A limit says nothing of the tries before it: one that was not heard of may have arrived.
          else if (answer.kind === 'fault' || (reason.kind === 'tooMany' && unheard))
            dispatch({ type: 'hold' })
          else dispatch({ type: 'refused' })
          return
        }
        unheard = true
        setPhase('waiting')
        await backoff.wait(attempt)
      }
    }

    if (serverClock.now().getTime() - Date.parse(sentAt) > STILL_WANTED_MS) {
      if (!sent.attempted) setProblem({ kind: 'notSent' })
      dispatch({ type: 'hold' })
      return
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
