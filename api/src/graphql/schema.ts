import './scalars.ts'
import './error-types.ts'
import '../menu/menu.schema.ts'
import '../orders/acknowledgements.schema.ts'
import '../orders/order-errors.schema.ts'
import '../orders/order-events.schema.ts'
import '../orders/orders.schema.ts'
import '../restaurants/demo.schema.ts'
import '../restaurants/restaurants.schema.ts'
import '../restaurants/tables.schema.ts'
import '../sessions/join-requests.schema.ts'
import '../sessions/sessions.schema.ts'
import '../sessions/table-guests.schema.ts'
import '../staff/staff.schema.ts'
import { builder } from './builder.ts'

/** The whole schema, from what the domains define. */
export const schema = builder.toSchema()
