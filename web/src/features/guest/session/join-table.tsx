import { type FormEvent, lazy, type ReactNode, Suspense } from 'react'
import { Button } from '../../../ui/button'
import { TextField } from '../../../ui/text-field'
import { LeftOver } from '../cart/left-over'
import { useWaitingDevice } from './device-storage'
import { JoinFrame, JoinTitle } from './join-frame'
import { JoinRefused } from './join-refused'
import { PinField, useSecondsUntil } from './pin-field'
import { useJoinTable } from './use-join-table'

// Few guests ever see these.
const WaitingForStaff = lazy(() => import('./waiting-for-staff'))
const PausedMenu = lazy(() => import('./paused-menu'))

/** The first screen after the scan: an optional name, one tap, and the guest sits at the table. */
export function JoinTable({ tableCode, farewell }: { tableCode: string; farewell?: ReactNode }) {
  const { state, join, busy, guestName, setGuestName, pin, setPin } = useJoinTable(tableCode)
  const waiting = useWaitingDevice(tableCode)
  const seconds = useSecondsUntil(state.kind === 'pin' ? state.refusal.retryAt : null)

  if (waiting)
    return (
      <Suspense>
        <WaitingForStaff key={waiting.joinRequestToken} tableCode={tableCode} waiting={waiting} />
      </Suspense>
    )
  if (state.kind === 'paused')
    return (
      <Suspense>
        <PausedMenu slug={state.slug} onOpenAgain={join} />
      </Suspense>
    )
  if (state.kind === 'refused')
    return (
      <main className="grid min-h-dvh place-items-center">
        <title>No place yet · MenuMate</title>
        <JoinRefused refusal={state.refusal} onRetry={join} busy={busy} />
      </main>
    )

  function submit(event: FormEvent) {
    event.preventDefault()
    void join()
  }

  return (
    <JoinFrame title={state.kind === 'pin' ? 'Join the others' : 'Sit down'}>
      <form onSubmit={submit} className="space-y-5">
        {state.kind === 'pin' ? (
          <>
            <JoinTitle title="Join the others">
              Somebody sits here already. Their phones show a PIN for this table; the staff know it, too.
            </JoinTitle>
            {/* A new one has the focus again. */}
            <PinField key={state.answers} value={pin} refusal={state.refusal} onChange={setPin} />
          </>
        ) : (
          <>
            {farewell ?? (
              <JoinTitle title={greeting(new Date())}>
                Sit down to see the menu. Order when you like, and watch it being cooked.
              </JoinTitle>
            )}
            <LeftOver tableCode={tableCode} />
            <TextField
              label="Your name"
              hint="optional"
              placeholder="So we know whose plate it is"
              autoComplete="given-name"
              maxLength={60}
              value={guestName}
              error={state.nameError}
              onChange={(event) => setGuestName(event.target.value)}
            />
          </>
        )}
        <Button type="submit" size="lg" busy={busy} disabled={seconds > 0} className="w-full">
          {state.kind === 'pin' ? 'Join the table' : 'See the menu'}
        </Button>
      </form>
    </JoinFrame>
  )
}

function greeting(now: Date): string {
  const hour = now.getHours()
  if (hour >= 5 && hour < 11) return 'Good morning.'
  if (hour >= 11 && hour < 17) return 'Hello there.'
  return 'Good evening.'
}
