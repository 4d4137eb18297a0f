import { ChefHat } from 'lucide-react'
import type { ReactNode } from 'react'
import { Link } from 'wouter'
import { roleName } from '../../graphql/staff-roles'
import { buttonClasses } from '../../ui/button'
import { classNames } from '../../ui/class-names'
import { Logo } from '../../ui/logo'
import type { Membership } from './section'
import type { Section } from './sections'

type ManageShellProps = {
  viewerName: string
  memberships: readonly Membership[]
  /** The one in sight; absent for who works nowhere any more. */
  membership: Membership | undefined
  sections: readonly Section[]
  current: Section
  onChoose: (slug: string) => void
  children: ReactNode
}

/** Around each page: whose restaurant this is, and the way to the other pages: beside it, or under the thumb on a phone. */
export function ManageShell(props: ManageShellProps) {
  const { viewerName, memberships, membership, sections, current, onChoose, children } = props
  const query = membership ? `?restaurant=${membership.restaurant.slug}` : ''
  const links = sections.map(({ path, name, Icon }) => ({
    href: `/manage/${path}${query}`,
    path,
    name,
    Icon,
  }))
  return (
    <div className="min-h-dvh md:grid md:grid-cols-[17rem_1fr] print:block">
      <header className="flex items-center gap-3 print:hidden px-4 pt-[max(1rem,env(safe-area-inset-top))] md:sticky md:top-0 md:h-dvh md:flex-col md:items-stretch md:gap-6 md:overflow-y-auto md:border-r md:border-line md:bg-surface md:px-5 md:pt-7 md:pb-6">
        <span className="max-md:hidden">
          <Logo />
        </span>
        <RestaurantSwitcher memberships={memberships} membership={membership} onChoose={onChoose} />
        <nav aria-label="Pages" className="flex-1 space-y-1 max-md:hidden">
          {links.map(({ href, path, name, Icon }) => (
            <Link
              key={path}
              href={href}
              aria-current={path === current.path ? 'page' : undefined}
              className={classNames(
                'flex min-h-13 items-center gap-3.5 rounded-control px-4 text-lg font-semibold',
                path === current.path ? 'bg-brand-soft text-brand-ink' : 'text-ink-soft hover:bg-sunken',
              )}
            >
              <Icon aria-hidden="true" className="size-6" />
              {name}
            </Link>
          ))}
        </nav>
        <p className="truncate px-4 text-ink-soft max-md:hidden">
          {viewerName}
          {membership && ` · ${roleName(membership.role)}`}
        </p>
        <Link href={`/kitchen${query}`} className={classNames(buttonClasses('secondary'), 'shrink-0')}>
          <ChefHat aria-hidden="true" className="size-5" />
          Kitchen
        </Link>
      </header>
      <main className="mx-auto w-full max-w-4xl px-4 pt-7 pb-32 md:px-10 md:pt-12 md:pb-16 print:max-w-none print:p-0">
        {children}
      </main>
      {links.length > 1 && (
        <nav
          aria-label="Pages"
          className="fixed inset-x-0 bottom-0 z-30 flex border-t border-line bg-surface px-1 pb-[env(safe-area-inset-bottom)] md:hidden print:hidden"
        >
          {links.map(({ href, path, name, Icon }) => (
            <Link
              key={path}
              href={href}
              aria-current={path === current.path ? 'page' : undefined}
              className={classNames(
                'flex min-h-16 min-w-0 flex-1 flex-col items-center justify-center gap-1 text-xs leading-none font-bold',
                path === current.path ? 'text-brand-ink' : 'text-ink-soft',
              )}
            >
              <Icon aria-hidden="true" className="size-6" />
              {name}
            </Link>
          ))}
        </nav>
      )}
    </div>
  )
}

type RestaurantSwitcherProps = Pick<ManageShellProps, 'memberships' | 'membership' | 'onChoose'>

/** Whose pages these are; with several restaurants, the choice between them. */
function RestaurantSwitcher({ memberships, membership, onChoose }: RestaurantSwitcherProps) {
  if (!membership) return <p className="flex-1 px-1 text-ink-soft">No restaurant</p>
  const { slug, name } = membership.restaurant
  if (memberships.length === 1)
    return (
      <p className="min-w-0 flex-1 truncate px-1 font-display text-2xl font-bold md:flex-none md:px-4">
        {name}
      </p>
    )
  return (
    <select
      aria-label="Restaurant"
      value={slug}
      onChange={(event) => onChoose(event.target.value)}
      className="h-13 min-w-0 flex-1 truncate rounded-control border-2 border-line-strong bg-surface px-3 font-display text-xl font-bold md:flex-none"
    >
      {memberships.map(({ restaurant }) => (
        <option key={restaurant.slug} value={restaurant.slug}>
          {restaurant.name}
        </option>
      ))}
    </select>
  )
}
