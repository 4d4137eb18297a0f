import type { DemoRestaurant } from './demo-restaurant.ts'
import { drinks } from './fernweh-drinks.ts'
import { mainsAndDesserts } from './fernweh-mains.ts'
import { smallDishes } from './fernweh-small-dishes.ts'

/** A bistro in Berlin that cooks what its people miss from their journeys. "Fernweh" is homesickness for elsewhere. */
export const fernweh: DemoRestaurant = {
  slug: 'demo',
  name: 'Bistro Fernweh',
  currency: 'EUR',
  timeZone: 'Europe/Berlin',
  // Numbered through, as floor staff do it: the label's number is the code's.
  tables: Array.from({ length: 12 }, (_, index) => {
    const number = index + 1
    return { label: number <= 8 ? `Table ${number}` : `Terrace ${number}`, code: `demo-${number}` }
  }),
  staff: [
    { name: 'Marlene Vogt', email: 'owner@demo.test', role: 'OWNER' },
    { name: 'Emre Aydın', email: 'manager@demo.test', role: 'MANAGER' },
    { name: 'Luca Ferraro', email: 'kitchen@demo.test', role: 'KITCHEN' },
    { name: 'Nadia Haddad', email: 'server@demo.test', role: 'SERVER' },
  ],
  categories: [...smallDishes, ...mainsAndDesserts, ...drinks],
}
