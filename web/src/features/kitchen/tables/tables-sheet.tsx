import { ChevronRight, HandCoins, QrCode } from 'lucide-react'
import { buttonClasses } from '../../../ui/button'
import { classNames } from '../../../ui/class-names'
import { EmptyState } from '../../../ui/empty-state'
import { Sheet } from '../../../ui/sheet'
import { formatAge, useNow } from '../../../ui/time'
import type { Abilities } from '../entry/abilities'
import type { Session } from './session'
import { SessionBill } from './session-bill'

type TablesSheetProps = {
  /** Sorted: those who want to pay first. */
  sessions: readonly Session[]
  /** The restaurant whose codes this viewer may change, by its slug; null for others. */
  codesOf: string | null
  /** The table whose bill is open; the list when null. */
  selectedId: string | null
  onSelect: (sessionId: string | null) => void
  abilities: Abilities
  offline: boolean
  onClose: () => void
}

/** The tables with guests, and the bill of the one that pays. */
export function TablesSheet(props: TablesSheetProps) {
  const { sessions, codesOf, selectedId, onSelect, abilities, offline, onClose } = props
  const now = useNow()
  const selected = sessions.find((session) => session.id === selectedId)
  return (
    <Sheet
      open
      onOpenChange={(open) => !open && onClose()}
      title={selected ? selected.table.label : 'Tables'}
      footer={
        codesOf &&
        !selectedId && (
          // In a tab of its own: this one has to go on ringing.
          <a
            href={`/manage/tables?restaurant=${codesOf}`}
            target="_blank"
            rel="noopener"
            className={classNames(buttonClasses('secondary', 'lg'), 'w-full')}
          >
            <QrCode aria-hidden="true" className="size-6" />
            QR codes, and who may join
          </a>
        )
      }
    >
      {selectedId ? (
        <SessionBill
          key={selectedId}
          sessionId={selectedId}
          abilities={abilities}
          offline={offline}
          onBack={() => onSelect(null)}
          onClosed={onClose}
        />
      ) : sessions.length === 0 ? (
        <EmptyState title="No guests yet">As soon as somebody scans a code, their table is here.</EmptyState>
      ) : (
        <ul className="space-y-2.5 px-5 pt-4 pb-6">
          {sessions.map((session) => (
            <li key={session.id}>
              <button
                type="button"
                onClick={() => onSelect(session.id)}
                className="flex min-h-18 w-full items-center gap-3 rounded-control border-2 border-line px-4 text-left"
              >
                <span className="min-w-0 flex-1">
                  <span className="block truncate text-xl font-bold">{session.table.label}</span>
                  <span className="block text-ink-soft">seated {formatAge(session.openedAt, now)}</span>
                </span>
                {session.status === 'BILL_REQUESTED' && (
                  <span className="flex items-center gap-2 rounded-full bg-saffron px-3 py-1.5 font-bold text-on-saffron">
                    <HandCoins aria-hidden="true" className="size-5" />
                    wants to pay
                  </span>
                )}
                <ChevronRight aria-hidden="true" className="size-6 text-ink-soft" />
              </button>
            </li>
          ))}
        </ul>
      )}
    </Sheet>
  )
}
