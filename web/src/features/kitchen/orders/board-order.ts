import { graphql } from '../../../gql'
import type { KitchenOrderFragment } from '../../../gql/graphql'

/**
 * An order as the board holds it. Every document that brings an order to the kitchen selects this one fragment: an event
 * that brought less would leave a hole in the cached board.
 */
export const KitchenOrder = graphql(`
  fragment KitchenOrder on Order {
    id
    number
    version
    status
    allowedTransitions
    tableLabel
    placedAt
    updatedAt
    acknowledgedAt
    escalatedAt
    ...KitchenOrderCard
    ...KitchenCancelledCard
    ...KitchenOrderHistory
  }
`)

/** An order on the board. */
export type BoardOrder = KitchenOrderFragment
