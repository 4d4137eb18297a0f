import { BellRing, SunDim } from 'lucide-react'
import type { ViewerKind } from '../../../gql/graphql'
import { FullScreen, Sign } from '../../../ui/full-screen'
import type { Bell } from '../sound/bell'
import type { WakeLock } from '../sound/wake-lock'
import { LeaveButton } from './leave-button'

type StartShiftProps = {
  restaurantName: string
  kind: ViewerKind
  bell: Bell
  wakeLock: WakeLock
  onStart: () => void
  onSignOut: () => void
}

/** One large tap, because browsers give sound and a waking screen only to a tap. It rings, so that one hears how loud it is. */
export function StartShift(props: StartShiftProps) {
  const { restaurantName, kind, bell, wakeLock, onStart, onSignOut } = props

  function start() {
    wakeLock.keep()
    // Not awaited: where the browser refuses sound this never resolves, and the board says that it is silent.
    void bell.arm().then(bell.ring)
    onStart()
  }
  return (
    <FullScreen>
      <Sign title={restaurantName}>Ready when you are.</Sign>
      <button
        type="button"
        onClick={start}
        className="group mx-auto flex aspect-square w-72 flex-col items-center justify-center gap-5 rounded-full bg-brand text-on-brand shadow-lift transition-transform duration-150 active:scale-[0.97]"
      >
        <BellRing
          aria-hidden="true"
          className="size-24 transition-transform group-hover:rotate-6"
          strokeWidth={1.75}
        />
        <span className="font-display text-4xl font-extrabold">Start shift</span>
      </button>
      <ul className="mx-auto mt-9 w-fit space-y-2 text-lg text-ink-soft">
        <li className="flex items-center gap-3">
          <BellRing aria-hidden="true" className="size-5 text-brand-ink" />
          The bell rings once: turn up the volume
        </li>
        <li className="flex items-center gap-3">
          <SunDim aria-hidden="true" className="size-5 text-brand-ink" />
          The screen stays on
        </li>
      </ul>
      <div className="mt-6 text-center">
        <LeaveButton kind={kind} variant="quiet" onLeave={onSignOut} className="text-ink-soft" />
      </div>
    </FullScreen>
  )
}
