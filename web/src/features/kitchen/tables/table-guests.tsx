import { KeyRound, Smartphone } from 'lucide-react'
import { useState } from 'react'
import { useMutation } from 'urql'
import { type FragmentType, graphql, readFragment } from '../../../gql'
import type { KitchenTableGuestsFragment } from '../../../gql/graphql'
import { Button } from '../../../ui/button'
import { ConfirmDialog } from '../../../ui/confirm-dialog'
import { formatAge, useNow } from '../../../ui/time'
import { showToast } from '../../../ui/toast'

const KitchenTableGuests = graphql(`
  fragment KitchenTableGuests on TableSession {
    id
    pin
    restaurant {
      id
      joinPolicy
    }
    guests {
      id
      name
      joinedAt
      lastSeenAt
      orderCount
    }
  }
`)

const RemoveGuest = graphql(`
  mutation KitchenRemoveGuest($input: RemoveGuestInput!) {
    removeGuest(input: $input) {
      tableSession {
        id
        ...KitchenTableGuests
      }
    }
  }
`)

type Guest = KitchenTableGuestsFragment['guests'][number]
type TableGuestsProps = { session: FragmentType<typeof KitchenTableGuests>; disabled: boolean }

/** The phones at a table, and the way to send one away. */
export function TableGuests({ session, disabled }: TableGuestsProps) {
  const { guests, pin, restaurant } = readFragment(KitchenTableGuests, session)
  const now = useNow()
  const [{ fetching }, removeGuest] = useMutation(RemoveGuest)
  const [removing, setRemoving] = useState<Guest | null>(null)

  async function remove(guest: Guest) {
    const { error } = await removeGuest({ input: { guestId: guest.id } })
    if (!error) showToast({ title: `${nameOf(guest)} is removed`, tone: 'ready' })
    // Somebody else was faster, or the guest left.
    else if (!error.networkError) return
    else
      showToast({
        title: `${nameOf(guest)} is still at the table`,
        description: 'No answer from the server. Please try again.',
        tone: 'cancelled',
      })
  }

  return (
    <section aria-label="Phones at the table" className="mt-6 border-t-2 border-dashed border-line pt-5">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <h3 className="text-2xl">At the table</h3>
        {pin && (
          <p className="flex items-center gap-2 rounded-full bg-sunken px-4 py-1.5 text-lg font-semibold">
            <KeyRound aria-hidden="true" className="size-5" />
            PIN <span className="font-display font-extrabold tracking-widest tabular-nums">{pin}</span>
          </p>
        )}
      </div>
      {guests.length === 0 && <p className="mt-2 text-ink-soft">Every phone has left.</p>}
      <ul className="mt-3 space-y-2.5">
        {guests.map((guest) => (
          <li
            key={guest.id}
            data-guest={guest.name ?? ''}
            className="flex items-center gap-3 rounded-control border-2 border-line py-2 pr-2 pl-4"
          >
            <Smartphone aria-hidden="true" className="size-6 shrink-0 text-ink-soft" />
            <p className="min-w-0 flex-1">
              <span className="block truncate text-lg font-bold">{nameOf(guest)}</span>
              <span className="block leading-snug text-ink-soft">
                joined {formatAge(guest.joinedAt, now)} · seen {formatAge(guest.lastSeenAt, now)} ·{' '}
                {orders(guest.orderCount)}
              </span>
            </p>
            <Button
              variant="quiet"
              disabled={disabled || fetching}
              aria-label={`Remove ${nameOf(guest)}`}
              onClick={() => setRemoving(guest)}
              className="px-3.5 text-cancelled-ink"
            >
              Remove
            </Button>
          </li>
        ))}
      </ul>
      {removing && (
        <ConfirmDialog
          open
          onOpenChange={(open) => !open && setRemoving(null)}
          title={`Remove ${nameOf(removing)}?`}
          description={`This phone can order nothing more at this table; what it ordered stays. ${comingBack[restaurant.joinPolicy]}`}
          confirmLabel="Remove"
          cancelLabel="Keep"
          destructive
          onConfirm={() => remove(removing)}
        />
      )}
    </section>
  )
}

const comingBack = {
  OPEN: 'It can join again by the QR code: to keep it out, have a manager ask for a PIN or your approval, or give the table a new code.',
  PIN: 'The table gets a new PIN.',
  APPROVAL: 'To come back it has to ask you.',
} as const

function nameOf({ name }: Pick<Guest, 'name'>): string {
  return name ?? 'Phone without a name'
}

function orders(count: number): string {
  if (count === 0) return 'no orders'
  return count === 1 ? '1 order' : `${count} orders`
}
