import type { Db } from '../../api/src/db/database.ts'
import { insist, overHttp, type Way } from './clients/api.ts'
import type { BenchClient, Scene } from './clients/client.ts'
import { openGuest } from './clients/guest.ts'
import { openKitchen } from './clients/kitchen.ts'
import { openPullPartner, openStreamPartner } from './clients/partner.ts'
import { dine } from './clients/party.ts'
import type { ClientGroup } from './network.ts'
import type { Random } from './random.ts'
import { openRestaurant, type Restaurant } from './restaurants.ts'

const TABLES = 3
const GUESTS_PER_TABLE = 2
const KITCHENS = 2
/** What one restaurant brings: six guests, two kitchens, two partners. */
export const CLIENTS_PER_RESTAURANT = TABLES * GUESTS_PER_TABLE + KITCHENS + 2

/** The networks that clients are in. */
export const GROUPS = ['guests, even tables', 'guests, odd tables', 'kitchens', 'partners'] as const
export const KITCHEN_GROUP = 2
const PARTNER_GROUP = 3

const SIGN_IN = /* GraphQL */ `mutation ($input: SignInInput!) {
  signIn(input: $input) { ... on SignInPayload { token } }
}`

/** Everybody who takes part. */
export interface Cast {
  readonly clients: readonly BenchClient[]
  /** Resolves when the last party has stopped ordering and has had all of its answers. */
  readonly dined: Promise<unknown>
}

/** Opens restaurants and lets clients in: kitchens and partners first, then guests. */
export async function openCast(options: {
  db: Db
  scene: Scene
  groups: readonly ClientGroup[]
  random: Random
  restaurants: number
  /** Orders per second, of all guests. */
  rate: number
}): Promise<Cast> {
  const { db, scene, groups, random, rate } = options
  const wayOf = (name: string, group: number): Way => {
    const own = random.fork(name)
    const reached = groups[group] as ClientGroup
    return { group: reached, random: own, node: own.integer(0, reached.ports.length - 1) }
  }
  const signIn = async (email: string, password: string): Promise<string> => {
    const way = wayOf(email, KITCHEN_GROUP)
    const ask = overHttp(way)
    const { signIn: payload } = await insist(way, scene.over, () =>
      ask(SIGN_IN, { input: { email, password } }),
    )
    return payload.token
  }

  const clients: BenchClient[] = []
  const parties: Promise<void>[] = []
  const restaurants: Restaurant[] = []
  for (let index = 0; index < options.restaurants; index++) {
    restaurants.push(await openRestaurant(db, { slug: `faults-${index + 1}`, tableCount: TABLES }, signIn))
  }
  for (const [number, restaurant] of restaurants.entries()) {
    const named = (what: string) => `restaurant ${number + 1}, ${what}`
    for (let index = 0; index < KITCHENS; index++) {
      const name = named(`kitchen ${index + 1}`)
      const way = wayOf(name, KITCHEN_GROUP)
      clients.push(
        await openKitchen({ scene, name, group: KITCHEN_GROUP, way, restaurant, index, kitchens: KITCHENS }),
      )
    }
    for (const [what, open] of [
      ['partner that pulls', openPullPartner],
      ['partner that streams', openStreamPartner],
    ] as const) {
      const name = named(what)
      clients.push(open({ scene, name, group: PARTNER_GROUP, way: wayOf(name, PARTNER_GROUP), restaurant }))
    }
    for (const [table, tableCode] of restaurant.tableCodes.entries()) {
      const group = table % 2
      const guests = Array.from({ length: GUESTS_PER_TABLE }, (_, index) => {
        const name = named(`table ${table + 1}, guest ${index + 1}`)
        return openGuest({ scene, name, group, way: wayOf(name, group), restaurant })
      })
      clients.push(...guests)
      const way = wayOf(named(`table ${table + 1}`), group)
      const orderEveryMs = (1_000 * options.restaurants * TABLES) / rate
      parties.push(dine({ scene, way, guests, tableCode, token: restaurant.token, orderEveryMs }))
    }
  }
  return { clients, dined: Promise.all(parties) }
}
