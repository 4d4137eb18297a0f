import { LogOut } from 'lucide-react'
import { roleName } from '../../../graphql/staff-roles'
import { useSignOut } from '../../../graphql/use-sign-out'
import { Button } from '../../../ui/button'
import { Card } from '../../../ui/card'
import { initials } from '../rows'
import { type Membership, SectionHead } from '../section'
import { ChangePassword } from './change-password'
import { SignOutEverywhere } from './sign-out-everywhere'

type AccountSectionProps = { name: string; memberships: readonly Membership[] }

/** One's own account: the password, and the ways out. */
export function AccountSection({ name, memberships }: AccountSectionProps) {
  const signOut = useSignOut()
  return (
    <>
      <SectionHead title="My account" intro="It is the same in every restaurant you work in." />
      <div className="space-y-6">
        <Card className="flex flex-wrap items-center gap-x-5 gap-y-4 p-6">
          <span
            aria-hidden="true"
            className="grid size-16 place-items-center rounded-full bg-brand-soft font-display text-2xl font-bold text-brand-ink"
          >
            {initials(name)}
          </span>
          <div className="min-w-48 flex-1">
            <p className="font-display text-2xl leading-tight font-bold break-words">{name}</p>
            <p className="text-ink-soft">
              {memberships.length === 0
                ? 'You work in no restaurant at the moment.'
                : memberships
                    .map(({ restaurant, role }) => `${restaurant.name}: ${roleName(role)}`)
                    .join(' · ')}
            </p>
          </div>
          <Button variant="secondary" onClick={signOut} className="max-sm:w-full">
            <LogOut aria-hidden="true" className="size-5" />
            Sign out
          </Button>
        </Card>
        <ChangePassword />
        <SignOutEverywhere />
      </div>
    </>
  )
}
