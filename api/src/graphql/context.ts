import type { AuditTrail } from '../audit/audit-trail.ts'
import type { Auth, Credential } from '../auth/auth.ts'
import type { LiveViewers } from '../auth/live-viewers.ts'
import type { Viewer } from '../auth/viewer.ts'
import type { Db } from '../db/database.ts'
import type { Devices } from '../devices/devices.service.ts'
import type { EventLog } from '../events/event-log.ts'
import type { SharedReads } from '../events/shared-reads.ts'
import type { Menus } from '../menu/menu.service.ts'
import type { Kitchen } from '../orders/kitchen.service.ts'
import type { Orders } from '../orders/orders.service.ts'
import type { ApiKeys } from '../partners/api-keys.service.ts'
import type { Demo } from '../restaurants/demo.service.ts'
import type { Restaurants } from '../restaurants/restaurants.service.ts'
import type { Tables } from '../restaurants/tables.service.ts'
import type { Guests } from '../sessions/guests.ts'
import type { JoinRequests } from '../sessions/join-requests.service.ts'
import type { LiveGuests } from '../sessions/live-guests.ts'
import type { Payments } from '../sessions/payments.service.ts'
import type { Sessions } from '../sessions/sessions.service.ts'
import type { TableGuests } from '../sessions/table-guests.service.ts'
import type { Invitations } from '../staff/invitations.service.ts'
import type { Members } from '../staff/members.service.ts'
import type { Passwords } from '../staff/passwords.service.ts'

type Read = 'findUnique' | 'findUniqueOrThrow' | 'findMany'

/** The database as resolvers have it: rows can be read, by Pothos' queries; whatever writes is a service's. */
export type ReadDb = {
  readonly [Model in 'restaurant' | 'table' | 'menuItem' | 'menuCategory']: Pick<Db[Model], Read>
}

/** What the domains offer to resolvers. */
export interface Services {
  readonly auth: Auth
  readonly liveViewers: LiveViewers
  readonly liveGuests: LiveGuests
  readonly passwords: Passwords
  readonly invitations: Invitations
  readonly members: Members
  readonly devices: Devices
  readonly apiKeys: ApiKeys
  readonly auditTrail: AuditTrail
  readonly log: EventLog
  readonly sharedReads: SharedReads
  readonly orders: Orders
  readonly kitchen: Kitchen
  readonly guests: Guests
  readonly sessions: Sessions
  readonly payments: Payments
  readonly joinRequests: JoinRequests
  readonly tableGuests: TableGuests
  readonly menus: Menus
  readonly restaurants: Restaurants
  readonly tables: Tables
  readonly demo: Demo
  readonly db: ReadDb
}

/** What a resolver is given, the same over HTTP, WebSocket and SSE. */
export interface Context extends Services {
  /** Null for guests and strangers. */
  readonly viewer: Viewer | null
  /** What the viewer was recognised by. */
  readonly credential: Credential | null
  /** Sends Set-Cookie values along with the response; where there is no response, on a WebSocket, it does nothing. */
  readonly setCookies: (cookies: readonly string[]) => void
}
