import { LogIn } from 'lucide-react'
import { Button } from '../../../ui/button'
import { FullScreen } from '../../../ui/full-screen'
import type { Bell } from '../sound/bell'
import { useWarning } from '../sound/use-shift-sound'

/** The server shows this screen nothing any more, in the middle of a shift: said loudly, since no order will ring here. */
export function ShiftEnded({ bell, onContinue }: { bell: Bell; onContinue: () => void }) {
  useWarning(bell, true)
  return (
    <FullScreen>
      <div role="alert" className="rounded-sheet bg-cancelled-ink p-8 text-center text-canvas">
        <h1 className="text-4xl">This screen gets no orders</h1>
        <p className="mt-3 text-xl font-medium text-balance">
          It was signed out, or its account may no longer see this kitchen. Please sign in again.
        </p>
      </div>
      <Button size="xl" className="mt-6 w-full" onClick={onContinue}>
        <LogIn aria-hidden="true" className="size-7" />
        Go on
      </Button>
    </FullScreen>
  )
}

/** The same on a paired tablet: it was shut out while it showed orders. Stands above the code that lets it in again. */
export function TabletUnpaired({ bell }: { bell: Bell }) {
  useWarning(bell, true)
  return (
    <div role="alert" className="mb-8 rounded-sheet bg-cancelled-ink p-6 text-center text-canvas">
      <h2 className="text-3xl">This tablet gets no orders</h2>
      <p className="mt-2 text-lg font-medium text-balance">
        It is no longer paired. A manager can let it in again.
      </p>
    </div>
  )
}
