import { DoorOpen } from 'lucide-react'
import { Button } from '../../../ui/button'
import type { Joining } from './use-join-requests'

type JoinRequestsProps = {
  joining: Joining
  /** Without a connection. */
  disabled: boolean
}

/** Who wants to sit down, with the two answers. The longest waiting comes first; all of them stay until answered. */
export function JoinRequests({ joining, disabled }: JoinRequestsProps) {
  const { waiting, deciding, decide } = joining
  if (waiting.length === 0) return null
  return (
    <ul
      aria-label="Guests who want to join"
      className="max-h-[35dvh] shrink-0 divide-y-2 divide-line overflow-y-auto border-y-2 border-line bg-surface"
    >
      {waiting.map((request) => (
        <li
          key={request.id}
          data-join-request={request.table.label}
          className="flex animate-rise flex-wrap items-center gap-x-4 gap-y-2.5 px-4 py-3"
        >
          <span
            aria-hidden="true"
            className="grid size-12 shrink-0 place-items-center rounded-full bg-brand-soft text-brand-ink"
          >
            <DoorOpen className="size-6" />
          </span>
          <p role="status" className="min-w-40 flex-1 text-xl leading-tight">
            <b>{request.table.label}:</b> {request.guestName ?? 'somebody'} wants to join
          </p>
          <div className="flex gap-2.5 max-sm:w-full">
            <Button
              variant="secondary"
              size="lg"
              disabled={disabled || deciding !== null}
              aria-label={`Decline ${request.guestName ?? 'the guest'} at ${request.table.label}`}
              onClick={() => decide(request, false)}
              className="max-sm:flex-1"
            >
              Decline
            </Button>
            <Button
              size="lg"
              disabled={disabled || deciding !== null}
              busy={deciding === request.id}
              aria-label={`Let ${request.guestName ?? 'the guest'} in at ${request.table.label}`}
              onClick={() => decide(request, true)}
              className="max-sm:flex-1"
            >
              Let in
            </Button>
          </div>
        </li>
      ))}
    </ul>
  )
}
