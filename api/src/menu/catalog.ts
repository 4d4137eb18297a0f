import { LRUCache } from 'lru-cache'
import type { Db } from '../db/database.ts'
import { NotFoundError } from '../errors.ts'
import { isWithinOpeningHours, type OpeningSpan } from '../restaurants/local-time.ts'

/** All that the price and the acceptance of an order depend on, as of one version of the restaurant's catalog. */
export interface Catalog {
  readonly restaurantId: string
  readonly version: number
  readonly currency: string
  readonly timeZone: string
  readonly pricesIncludeTax: boolean
  readonly businessDayStartsAt: number
  readonly isPaused: boolean
  readonly openingHours: readonly OpeningSpan[]
  readonly items: ReadonlyMap<string, CatalogItem>
}

export interface CatalogItem {
  readonly id: string
  readonly name: string
  readonly priceMinor: number
  readonly taxRateBasisPoints: number
  readonly isAvailable: boolean
  readonly optionGroups: readonly CatalogOptionGroup[]
}

export interface CatalogOptionGroup {
  readonly id: string
  readonly name: string
  readonly minSelections: number
  readonly maxSelections: number
  readonly options: readonly CatalogOption[]
}

export interface CatalogOption {
  readonly id: string
  readonly name: string
  readonly priceDeltaMinor: number
  readonly isAvailable: boolean
}

/** Catalogs in memory. What is written on the ground of one must check its version in the same statement. */
export interface Catalogs {
  /** The catalog as it was when this node last read it. */
  get(restaurantId: string): Promise<Catalog>
  /** Reads it again. */
  refresh(restaurantId: string): Promise<Catalog>
}

export function createCatalogs(db: Db): Catalogs {
  const known = new LRUCache<string, Catalog>({ max: 1_000 })

  async function refresh(restaurantId: string): Promise<Catalog> {
    // Prisma reads the restaurant's own row first. A change that slips in behind it moves the version on, so the
    // catalog is then taken for stale, never for newer than it is.
    const row = await db.restaurant.findUnique({
      where: { id: restaurantId },
      include: {
        openingHours: true,
        menuItems: {
          include: {
            optionGroups: {
              orderBy: { position: 'asc' },
              include: { options: { orderBy: { position: 'asc' } } },
            },
          },
        },
      },
    })
    if (!row) throw new NotFoundError('restaurant')
    const { id, catalogVersion, menuItems, ...rest } = row
    const catalog: Catalog = {
      ...rest,
      restaurantId: id,
      version: catalogVersion,
      items: new Map(menuItems.map((item) => [item.id, item])),
    }
    known.set(restaurantId, catalog)
    return catalog
  }

  return {
    refresh,
    async get(restaurantId) {
      return known.get(restaurantId) ?? refresh(restaurantId)
    },
  }
}

/** What decides whether a restaurant takes orders. */
export type Acceptance = Pick<Catalog, 'isPaused' | 'openingHours' | 'timeZone'>

/** Open by its hours, and not paused by its staff. */
export function acceptsOrders(restaurant: Acceptance, at: Date): boolean {
  return !restaurant.isPaused && isWithinOpeningHours(restaurant.openingHours, restaurant.timeZone, at)
}
