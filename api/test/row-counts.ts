import type { Db } from '../src/db/database.ts'

/**
 * All that a request can leave behind, to be compared before and after one that must write nothing. The numbers
 * given out and the positions of the log count too: a number that is taken and not used is a hole.
 */
export async function rowCounts(db: Db) {
  const [orders, lines, changes, sessions, guests, payments, events, numbers, positions] = await Promise.all([
    db.order.count(),
    db.orderItem.count(),
    db.orderStatusChange.count(),
    db.tableSession.count(),
    db.guest.count(),
    db.payment.count(),
    db.event.count(),
    db.orderNumber.findMany({ orderBy: [{ restaurantId: 'asc' }, { businessDay: 'asc' }] }),
    db.feed.findMany({ orderBy: { restaurantId: 'asc' }, select: { position: true } }),
  ])
  return { orders, lines, changes, sessions, guests, payments, events, numbers, positions }
}
