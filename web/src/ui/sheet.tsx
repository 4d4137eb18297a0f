import { Drawer } from '@base-ui/react/drawer'
import { X } from 'lucide-react'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import { classNames } from './class-names'

type SheetProps = {
  open: boolean
  onOpenChange: (open: boolean) => void
  title: string
  /** Fills the top; the title is then for screen readers, and for the row that stands there once it is scrolled away. */
  picture?: ReactNode
  /** Stays at the bottom while the content scrolls: the sheet's one main action. */
  footer?: ReactNode
  children: ReactNode
}

/** Slides up from the bottom on phones (swipe down to close), stands in the middle on wider screens. */
export function Sheet({ open, onOpenChange, title, picture, footer, children }: SheetProps) {
  useFocusReturn()
  const [scrolled, setScrolled] = useState(false)
  const pictured = useRef<HTMLDivElement>(null)
  return (
    <Drawer.Root open={open} onOpenChange={onOpenChange} swipeDirection="down">
      <Drawer.Portal>
        <Drawer.Backdrop
          className={classNames(
            'fixed inset-0 z-40 bg-scrim opacity-[calc(1-var(--drawer-swipe-progress))]',
            'transition-opacity duration-300 data-ending-style:opacity-0 data-starting-style:opacity-0 data-swiping:duration-0',
          )}
        />
        <Drawer.Viewport className="fixed inset-0 z-50 flex items-end justify-center md:items-center md:p-6">
          <Drawer.Popup
            className={classNames(
              'relative flex max-h-[92dvh] w-full flex-col overflow-hidden rounded-t-sheet bg-surface shadow-lift outline-none',
              'md:max-h-[min(52rem,90dvh)] md:max-w-xl md:rounded-sheet',
              'transition-transform duration-400 ease-settle data-swiping:duration-0 data-swiping:select-none',
              '[transform:translateY(var(--drawer-swipe-movement-y))]',
              'data-ending-style:[transform:translateY(105dvh)] data-starting-style:[transform:translateY(105dvh)]',
            )}
          >
            {/* Or the × would lie on what scrolls by. */}
            <p
              aria-hidden="true"
              className={classNames(
                'absolute inset-x-0 top-0 z-10 h-18 truncate border-b border-line bg-surface pr-18 pl-5 font-display text-xl leading-18 font-bold',
                !scrolled && 'invisible',
              )}
            >
              {title}
            </p>
            <span
              aria-hidden="true"
              className="absolute top-2 left-1/2 z-10 h-1.5 w-11 -translate-x-1/2 rounded-full bg-ink/25 md:hidden"
            />
            <Drawer.Close
              aria-label="Close"
              className="absolute top-3 right-3 z-10 grid size-12 place-items-center rounded-full bg-surface/85 text-ink shadow-card backdrop-blur-sm"
            >
              <X aria-hidden="true" className="size-6" />
            </Drawer.Close>
            {/* relative: what is hidden for the eye (sr-only) scrolls with it, instead of making the whole sheet scroll. */}
            <Drawer.Content
              onScroll={({ currentTarget }) =>
                setScrolled(currentTarget.scrollTop > rowFrom(pictured.current))
              }
              className="relative min-h-0 flex-1 scroll-pt-20 overflow-y-auto overscroll-contain"
            >
              <Drawer.Title className={picture ? 'sr-only' : 'px-5 pt-6 pr-18 text-3xl'}>
                {title}
              </Drawer.Title>
              {picture && <div ref={pictured}>{picture}</div>}
              {children}
            </Drawer.Content>
            {footer && (
              <div className="border-t border-line bg-surface px-5 pt-3.5 pb-[max(0.875rem,env(safe-area-inset-bottom))]">
                {footer}
              </div>
            )}
          </Drawer.Popup>
        </Drawer.Viewport>
      </Drawer.Portal>
    </Drawer.Root>
  )
}

/** Of the row that stands at the top once the content is scrolled. */
const ROW_HEIGHT = 72

/** From how far down, in pixels, that row is needed: at once, or when what is below the picture comes under it. */
function rowFrom(picture: HTMLElement | null): number {
  return picture ? picture.offsetHeight - ROW_HEIGHT : 4
}

/** Most sheets are gone the moment they close: whoever uses a keyboard is then put back to where they opened it. */
function useFocusReturn(): void {
  const [opener] = useState(() => document.activeElement)
  useEffect(
    () => () => {
      if (opener instanceof HTMLElement && document.activeElement === document.body) opener.focus()
    },
    [opener],
  )
}
