import { LogIn } from 'lucide-react'
import { Button } from '../../../ui/button'
import type { Bell } from '../sound/bell'
import { useWarning } from '../sound/use-shift-sound'
import { FullScreen } from './full-screen'

/** The server shows this screen nothing any more, in the middle of a shift: said loudly, since no order will ring here. */
export function ShiftEnded({ bell, onContinue }: { bell: Bell; onContinue: () => void }) {
  useWarning(bell, true)
  return (
    <FullScreen>
      <div role="alert" className="rounded-sheet bg-cancelled-ink p-8 text-center text-canvas">
        <h1 className="text-4xl">This screen gets no orders</h1>
        <p className="mt-3 text-xl font-medium">
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
