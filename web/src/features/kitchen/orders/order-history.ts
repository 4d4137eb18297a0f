import { graphql, readFragment } from '../../../gql'
import type { ColumnStatus } from '../board/board-columns'
import { columns } from '../board/board-columns'
import type { BoardOrder } from './board-order'

const OrderHistory = graphql(`
  fragment KitchenOrderHistory on Order {
    statusHistory {
      status
      at
      by
      reason
    }
  }
`)

/** How the order got into the state it is in: when, by whom, and why. */
export function lastChange(order: BoardOrder) {
  return readFragment(OrderHistory, order).statusHistory.findLast((change) => change.status === order.status)
}

/** The column an order stood in last; where a cancelled one was taken from. */
export function lastColumn(order: BoardOrder): ColumnStatus {
  const { statusHistory } = readFragment(OrderHistory, order)
  const column = statusHistory.findLast((change) => isColumn(change.status))?.status
  return column && isColumn(column) ? column : 'PENDING'
}

function isColumn(status: string): status is ColumnStatus {
  return columns.some((column) => column === status)
}
