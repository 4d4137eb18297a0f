import { useCallback } from 'react'
import { classNames } from '../../../ui/class-names'
import type { BoardOrder } from '../orders/board-order'
import { UndoBar } from '../orders/undo-bar'
import type { OrderMoves } from '../orders/use-order-moves'
import { AlarmBanner } from './alarm-banner'

type BoardFloatsProps = {
  alarms: readonly BoardOrder[]
  timeZone: string
  onTake: () => void
  /** How much of the board the alarm covers, in pixels; 0 without one. Stable. */
  onAlarmHeight: (pixels: number) => void
  moves: OrderMoves
  offline: boolean
}

/**
 * What comes and goes at the bottom, over the board, so that no card moves under a finger. The alarm lies above whatever
 * is open, too.
 */
export function BoardFloats({ alarms, timeZone, onTake, onAlarmHeight, moves, offline }: BoardFloatsProps) {
  const measured = useCallback(
    (element: HTMLElement | null) => {
      if (!element) return
      const observer = new ResizeObserver(() => onAlarmHeight(element.offsetHeight))
      observer.observe(element)
      return () => observer.disconnect()
    },
    [onAlarmHeight],
  )
  const { lastMove } = moves
  const alarmed = alarms.length > 0
  return (
    <div
      className={classNames(
        'pointer-events-none fixed inset-x-0 bottom-0 flex flex-col',
        alarmed ? 'z-60' : 'z-30',
      )}
    >
      <div
        className={classNames(
          'flex flex-col items-center gap-2.5 px-3',
          alarmed ? 'pb-3' : 'pb-[max(0.75rem,env(safe-area-inset-bottom))]',
        )}
      >
        {lastMove && (
          <UndoBar
            key={`${lastMove.order.id} ${lastMove.order.version}`}
            move={lastMove}
            disabled={offline}
            onUndo={moves.undo}
            onExpire={moves.forgetLastMove}
          />
        )}
      </div>
      {/* Always there, and a live region beside being an alert: a panel that opens hides all else from screen readers. */}
      <div ref={measured} role="alert" aria-live="assertive">
        {alarmed && <AlarmBanner alarms={alarms} timeZone={timeZone} onTake={onTake} />}
      </div>
    </div>
  )
}
