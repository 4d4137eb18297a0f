import { demo } from '../../prisma/seed.ts'
import { createAccountRecord, createAuditTrail } from './audit/audit-trail.ts'
import { createAccounts } from './auth/accounts.ts'
import { createAuth } from './auth/auth.ts'
import { createLiveViewers } from './auth/live-viewers.ts'
import { createRights } from './auth/rights.ts'
import { type Clock, systemClock } from './clock.ts'
import { type Config, originOf } from './config.ts'
import type { Db } from './db/database.ts'
import { createDevices } from './devices/devices.service.ts'
import type { Doorbell, Signals } from './events/doorbell.ts'
import { createEventLog } from './events/event-log.ts'
import { createSharedReads } from './events/shared-reads.ts'
import type { Services } from './graphql/context.ts'
import type { Logger } from './logger.ts'
import { createMailer, type Mailer } from './mail/mailer.ts'
import { createCatalogs } from './menu/catalog.ts'
import { createMenus } from './menu/menu.service.ts'
import { createKitchen } from './orders/kitchen.service.ts'
import { createOrders } from './orders/orders.service.ts'
import { createApiKeys } from './partners/api-keys.service.ts'
import { createDemo } from './restaurants/demo.service.ts'
import { createRestaurants } from './restaurants/restaurants.service.ts'
import { createTables } from './restaurants/tables.service.ts'
import { createGuests } from './sessions/guests.ts'
import { createJoinRequests } from './sessions/join-requests.service.ts'
import { createLiveGuests } from './sessions/live-guests.ts'
import { createPayments } from './sessions/payments.service.ts'
import { createSessions } from './sessions/sessions.service.ts'
import { createTableGuests } from './sessions/table-guests.service.ts'
import { createInvitations } from './staff/invitations.service.ts'
import { resetLink, resetMail } from './staff/mails.ts'
import { createMembers } from './staff/members.service.ts'
import { createPasswords } from './staff/passwords.service.ts'

/** Wires the domains together. */
export function createServices(parts: {
  config: Pick<
    Config,
    'production' | 'demo' | 'authSecret' | 'publicUrl' | 'eventRetentionDays' | 'port' | 'mail'
  >
  db: Db
  doorbell: Doorbell & Signals
  logger: Logger
  clock?: Clock
  mailer?: Mailer
}): Services {
  const {
    config,
    db,
    doorbell,
    logger,
    clock = systemClock,
    mailer = createMailer(config.mail, logger),
  } = parts
  const log = createEventLog({ db, doorbell, logger, clock, retentionDays: config.eventRetentionDays })
  const catalogs = createCatalogs(db)
  const guests = createGuests(db)
  const sessions = createSessions({ db, log, clock, guests })
  // Never from a request's Host header: whoever asks for a mail could choose where its link leads.
  const origin = originOf(config)
  const accounts = createAccounts({
    db,
    secret: config.authSecret,
    publicUrl: config.publicUrl,
    production: config.production,
    sendReset: (to, token) => mailer.send(resetMail(to, resetLink(origin, token))),
  })
  const auth = createAuth({ db, accounts })
  const record = createAccountRecord({ db, clock, logger })
  const liveViewers = createLiveViewers({ db, logger })
  const liveGuests = createLiveGuests({ db, clock, logger })
  const rightsChanged = createRights({
    signals: doorbell,
    onChange: auth.forget,
    check: () => Promise.all([liveViewers.check(), liveGuests.check()]),
    logger,
  })
  return {
    db,
    log,
    sharedReads: createSharedReads(),
    guests,
    sessions,
    auth,
    liveViewers,
    liveGuests,
    tableGuests: createTableGuests({ db, log, clock, guests, liveGuests, rightsChanged }),
    joinRequests: createJoinRequests({ db, log, clock }),
    passwords: createPasswords({ db, record, auth, accounts, mailer, rightsChanged, logger }),
    invitations: createInvitations({ db, clock, auth, record, mailer, origin, rightsChanged }),
    members: createMembers({ db, clock, rightsChanged }),
    devices: createDevices({ db, clock, rightsChanged }),
    apiKeys: createApiKeys({ db, clock, rightsChanged }),
    auditTrail: createAuditTrail(db),
    orders: createOrders({ db, log, clock, catalogs, guests }),
    kitchen: createKitchen({ db, log, clock }),
    payments: createPayments({ log, clock, sessions }),
    menus: createMenus({ db, log, clock }),
    restaurants: createRestaurants({ db, log, clock }),
    tables: createTables({ db, clock }),
    demo: createDemo({ db, demo: config.demo ? demo : null }),
  }
}
