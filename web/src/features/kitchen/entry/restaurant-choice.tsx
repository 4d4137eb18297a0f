import { ChevronRight } from 'lucide-react'
import type { StaffRole } from '../../../gql/graphql'
import { roleName } from '../../../graphql/staff-roles'
import { FullScreen, Sign } from '../../../ui/full-screen'

/** A restaurant one works for. */
export type Workplace = { restaurant: { id: string; slug: string; name: string }; role: StaffRole }

type RestaurantChoiceProps = { workplaces: readonly Workplace[]; onChoose: (restaurantId: string) => void }

/** For who works in more than one place: whose orders this screen shows. */
export function RestaurantChoice({ workplaces, onChoose }: RestaurantChoiceProps) {
  return (
    <FullScreen>
      <Sign title="Which kitchen?" />
      <ul className="space-y-3">
        {workplaces.map(({ restaurant, role }) => (
          <li key={restaurant.id}>
            <button
              type="button"
              onClick={() => onChoose(restaurant.id)}
              className="flex min-h-20 w-full items-center gap-4 rounded-card bg-surface px-6 text-left shadow-card"
            >
              <span className="min-w-0 flex-1">
                <span className="block truncate font-display text-2xl font-bold">{restaurant.name}</span>
                <span className="text-ink-soft">{roleName(role)}</span>
              </span>
              <ChevronRight aria-hidden="true" className="size-7 text-ink-soft" />
            </button>
          </li>
        ))}
      </ul>
    </FullScreen>
  )
}
