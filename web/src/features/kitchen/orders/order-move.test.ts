import { expect, test } from 'vitest'
import type { KitchenMoveOrderMutation, OrderStatus } from '../../../gql/graphql'
import { readMove } from './order-move'

const order = { number: 12, status: 'COOKING' as OrderStatus }
/** Masked fragments are plain objects at run time; only their type hides the fields. */
const answer = (updateOrderStatus: unknown) => ({
  data: { updateOrderStatus } as KitchenMoveOrderMutation,
})

test('an accepted move brings the order as the server has it', () => {
  const outcome = readMove(
    answer({ __typename: 'UpdateOrderStatusPayload', order: { id: 'o', status: 'READY', version: 3 } }),
    order,
    'READY',
  )
  expect(outcome).toMatchObject({ moved: true, order: { status: 'READY', version: 3 } })
})

test('who was slower than another screen is told where the order is now', () => {
  const currentOrder = { id: 'o', status: 'READY', version: 4 }
  expect(
    readMove(answer({ __typename: 'OrderVersionConflictError', currentOrder }), order, 'READY'),
  ).toMatchObject({
    moved: false,
    title: 'Somebody else moved order 12',
    description: 'It is in Ready now. Your tap changed nothing.',
  })
})

test('an illegal move says where the order is, and that this screen is out of date', () => {
  expect(
    readMove(answer({ __typename: 'IllegalTransitionError', from: 'CANCELLED' }), order, 'READY'),
  ).toMatchObject({ moved: false, stale: true, description: 'It is in Cancelled now.' })
})

test('without an answer nobody knows what became of the tap, and the cook is told so', () => {
  const error = { networkError: new Error('fetch failed'), graphQLErrors: [] }
  expect(readMove({ error }, order, 'READY')).toMatchObject({
    moved: false,
    title: 'Order 12: no answer',
    description: 'It may have moved or not. Its card shows it once this screen is live.',
  })
})

test('a role that may not is told whom to ask', () => {
  const error = { graphQLErrors: [{ extensions: { code: 'FORBIDDEN' } }] }
  expect(readMove({ error }, order, 'CANCELLED')).toMatchObject({
    description: 'Your role may not do that. Ask a manager.',
  })
})
