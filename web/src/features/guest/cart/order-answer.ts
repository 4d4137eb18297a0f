import type { CombinedError } from 'urql'
import type { CreateOrderMutation } from '../../../gql/graphql'
import { isFinal, retryAfter } from '../../../graphql/error-codes'

/** Why an order was not taken, and what the guest's screen has to do about it. */
export type OrderProblem =
  | { kind: 'unavailable'; menuItemIds: readonly string[] }
  | { kind: 'options'; optionGroupId: string | null }
  | { kind: 'paused' }
  | { kind: 'closed' }
  /** An earlier try of this cart did arrive; what differs from it was not ordered. */
  | { kind: 'alreadyOrdered' }
  /** The order is in as it was sent; what was added after that is still in the cart. */
  | { kind: 'addedSince' }
  | { kind: 'invalid'; message: string }
  /** The table has ordered as much as it can for now; the message says what to do. */
  | { kind: 'full'; message: string }
  /** It waited too long for a connection and was not sent. */
  | { kind: 'notSent' }
  /** Too many orders in too short a time. */
  | { kind: 'tooMany'; wait: number }
  | { kind: 'fault' }
  /** Called back, or given up, when it may already have arrived. */
  | { kind: 'unclear' }

export type OrderAnswer =
  | { kind: 'accepted'; order: { id: string; number: number } }
  | { kind: 'refused'; problem: OrderProblem }
  /** No answer came, or that the server failed over it: there may be an order, so the same key is sent again. */
  | { kind: 'unheard' }

const PAYLOAD_TOO_LARGE = 413

type Answer = { data?: CreateOrderMutation | undefined; error?: CombinedError | undefined }

/** What the answer to `createOrder` means for the cart. */
export function judgeOrderAnswer({ data, error }: Answer): OrderAnswer {
  if (error?.response?.status === PAYLOAD_TOO_LARGE)
    return {
      kind: 'refused',
      problem: { kind: 'invalid', message: 'It is too long. Please order in two parts.' },
    }
  if (error?.networkError) return { kind: 'unheard' }
  const result = data?.createOrder
  switch (result?.__typename) {
    case 'CreateOrderPayload':
      return { kind: 'accepted', order: result.order }
    case 'MenuItemUnavailableError':
      return { kind: 'refused', problem: { kind: 'unavailable', menuItemIds: result.menuItemIds } }
    case 'InvalidOptionSelectionError':
      return { kind: 'refused', problem: { kind: 'options', optionGroupId: result.optionGroupId ?? null } }
    case 'OrderingPausedError':
      return { kind: 'refused', problem: { kind: 'paused' } }
    case 'SessionClosedError':
      return { kind: 'refused', problem: { kind: 'closed' } }
    case 'IdempotencyKeyReusedError':
      return { kind: 'refused', problem: { kind: 'alreadyOrdered' } }
    case 'InvalidInputError':
      return { kind: 'refused', problem: { kind: problemOfInput(result.path), message: result.message } }
    case undefined: {
      const errors = error?.graphQLErrors ?? []
      const wait = retryAfter(errors)
      if (wait !== undefined) return { kind: 'refused', problem: { kind: 'tooMany', wait } }
      return isFinal(errors) ? { kind: 'refused', problem: { kind: 'fault' } } : { kind: 'unheard' }
    }
  }
}

/** The web app sends 1 to 100 lines: where it is the lines as a whole that are refused, the table has no room for them. */
function problemOfInput(path: readonly string[]): 'full' | 'invalid' {
  return path.length === 1 && path[0] === 'items' ? 'full' : 'invalid'
}
