import { graphql, readFragment } from '../../../gql'
import type { KitchenMoveOrderMutation, OrderStatus } from '../../../gql/graphql'
import { errorCode } from '../../../graphql/error-codes'
import { type BoardOrder, KitchenOrder } from './board-order'
import { statusNames } from './order-steps'

/** Moves one order. `expectedVersion` is the version on the screen: of two cooks who tap at once, one is told. */
export const MoveOrder = graphql(`
  mutation KitchenMoveOrder($input: UpdateOrderStatusInput!) {
    updateOrderStatus(input: $input) {
      __typename
      ... on UpdateOrderStatusPayload {
        order {
          id
          ...KitchenOrder
        }
      }
      ... on IllegalTransitionError {
        from
      }
      ... on OrderVersionConflictError {
        currentOrder {
          id
          ...KitchenOrder
        }
      }
      ... on InvalidInputError {
        message
      }
    }
  }
`)

type Answer = {
  data?: KitchenMoveOrderMutation | undefined
  error?: { networkError?: Error | undefined; graphQLErrors: readonly unknown[] } | undefined
}

/** What became of a move: the order as the server has it now, or in words why it stayed where it is. */
export type MoveOutcome =
  | { moved: true; order: BoardOrder }
  /** `stale`: this screen's order is out of date, and the answer did not bring the current one. */
  | { moved: false; title: string; description: string; stale: boolean }

/** Reads the server's answer to a move. */
export function readMove(
  answer: Answer,
  order: { number: number; status: OrderStatus },
  to: OrderStatus,
): MoveOutcome {
  const result = answer.data?.updateOrderStatus
  const name = `Order ${order.number}`
  switch (result?.__typename) {
    case 'UpdateOrderStatusPayload':
      return { moved: true, order: readFragment(KitchenOrder, result.order) }
    case 'OrderVersionConflictError': {
      const { status } = readFragment(KitchenOrder, result.currentOrder)
      return refused(
        `Somebody else moved order ${order.number}`,
        `It is in ${statusNames[status]} now. Your tap changed nothing.`,
      )
    }
    case 'IllegalTransitionError':
      return refused(
        `${name} cannot go to ${statusNames[to]}`,
        `It is in ${statusNames[result.from]} now.`,
        true,
      )
    case 'InvalidInputError':
      return refused(`${name} was not moved`, result.message)
    default:
      // It may have arrived without its answer: what became of it, the feed tells.
      return answer.error?.networkError
        ? refused(
            `${name}: no answer`,
            'It may have moved or not. Its card shows it once this screen is live.',
          )
        : refused(`${name} was not moved`, whyFailed(answer, order.status))
  }
}

function whyFailed({ error }: Answer, status: OrderStatus): string {
  if (errorCode(error?.graphQLErrors) === 'FORBIDDEN') return 'Your role may not do that. Ask a manager.'
  return `That was us, not you. It stays in ${statusNames[status]}; please try again.`
}

function refused(title: string, description: string, stale = false): MoveOutcome {
  return { moved: false, title, description, stale }
}
