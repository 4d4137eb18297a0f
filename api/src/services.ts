import { demo } from '../../prisma/seed.ts'
import { createAuth } from './auth/auth.ts'
import { type Clock, systemClock } from './clock.ts'
import type { Config } from './config.ts'
import type { Db } from './db/database.ts'
import type { Doorbell } from './events/doorbell.ts'
import { createEventLog } from './events/event-log.ts'
import type { Services } from './graphql/context.ts'
import type { Logger } from './logger.ts'
import { createCatalogs } from './menu/catalog.ts'
import { createMenus } from './menu/menu.service.ts'
import { createKitchen } from './orders/kitchen.service.ts'
import { createOrders } from './orders/orders.service.ts'
import { createDemo } from './restaurants/demo.service.ts'
import { createRestaurants } from './restaurants/restaurants.service.ts'
import { createGuests } from './sessions/guests.ts'
import { createPayments } from './sessions/payments.service.ts'
import { createSessions } from './sessions/sessions.service.ts'

/** Wires the domains together. */
export function createServices(parts: {
  config: Pick<Config, 'production' | 'demo' | 'authSecret' | 'publicUrl' | 'eventRetentionDays'>
  db: Db
  doorbell: Doorbell
  logger: Logger
  clock?: Clock
}): Services {
  const { config, db, doorbell, logger, clock = systemClock } = parts
  const log = createEventLog({ db, doorbell, logger, clock, retentionDays: config.eventRetentionDays })
  const catalogs = createCatalogs(db)
  const guests = createGuests(db)
  const sessions = createSessions({ db, log, clock, guests })
  return {
    db,
    log,
    guests,
    sessions,
    auth: createAuth({
      db,
      secret: config.authSecret,
      publicUrl: config.publicUrl,
      production: config.production,
    }),
    orders: createOrders({ db, log, clock, catalogs, guests }),
    kitchen: createKitchen({ db, log, clock }),
    payments: createPayments({ log, clock, sessions }),
    menus: createMenus({ db, log, clock }),
    restaurants: createRestaurants({ db, log, clock }),
    demo: createDemo({ db, demo: config.demo ? demo : null }),
  }
}
