import type { StaffRole } from '../auth/viewer.ts'
import type { Db } from '../db/database.ts'

/** What a visitor of a demo installation may try: it shows codes and passwords, so it exists nowhere else. */
export interface DemoRestaurant {
  readonly restaurantId: string
  readonly tables: readonly { readonly label: string; readonly code: string }[]
  readonly staff: readonly DemoStaff[]
}

export interface DemoStaff {
  readonly name: string
  readonly email: string
  readonly password: string
  readonly role: StaffRole
}

export interface Demo {
  /** Null where this is no demo installation. */
  restaurants(): Promise<readonly DemoRestaurant[] | null>
}

/** @param demo what was seeded; null where nothing was */
export function createDemo({
  db,
  demo,
}: {
  db: Db
  demo: { slugs: readonly string[]; password: string } | null
}): Demo {
  return {
    async restaurants() {
      if (!demo) return null
      const rows = await db.restaurant.findMany({
        where: { slug: { in: [...demo.slugs] } },
        orderBy: { slug: 'asc' },
        select: {
          id: true,
          tables: { orderBy: { position: 'asc' }, select: { label: true, code: true } },
          members: {
            orderBy: { role: 'asc' },
            select: { role: true, user: { select: { name: true, email: true } } },
          },
        },
      })
      return rows.map(({ id, tables, members }) => ({
        restaurantId: id,
        tables,
        staff: members.map(({ role, user }) => ({ ...user, role, password: demo.password })),
      }))
    },
  }
}
