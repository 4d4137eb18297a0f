import { Toast } from '@base-ui/react/toast'
import { X } from 'lucide-react'
import type { ReactNode } from 'react'
import type { Tone } from './badge'
import { classNames } from './class-names'

const manager = Toast.createToastManager<{ tone: Tone }>()

type ToastMessage = {
  /** What it is about: a later message about the same takes the place of this one. */
  id?: string
  title: string
  description?: string
  tone?: Tone
  /** Milliseconds it stays; 0 stays until dismissed. Default 5,000. */
  timeout?: number
  action?: { label: string; onPress: () => void }
}

/**
 * Shows a short message that needs no answer. Screen readers hear it politely.
 * @returns a function that takes it away early
 */
export function showToast({
  id: about,
  title,
  description,
  tone = 'neutral',
  timeout = 5000,
  action,
}: ToastMessage): () => void {
  const id = manager.add({
    ...(about === undefined ? {} : { id: about }),
    title,
    ...(description === undefined ? {} : { description }),
    timeout,
    data: { tone },
    ...(action ? { actionProps: { children: action.label, onClick: action.onPress } } : {}),
  })
  return () => manager.close(id)
}

const bars: Record<Tone, string> = {
  neutral: 'bg-ink-soft',
  brand: 'bg-brand',
  pending: 'bg-pending',
  cooking: 'bg-cooking',
  ready: 'bg-ready',
  served: 'bg-served',
  cancelled: 'bg-cancelled',
}

/** Where toasts appear: wrap the app in it once. They stand below the top row, where every page has its way out. */
export function ToastRegion({ children }: { children: ReactNode }) {
  return (
    <Toast.Provider toastManager={manager} limit={2}>
      {children}
      <Toast.Portal>
        <Toast.Viewport className="fixed top-[calc(4.75rem+env(safe-area-inset-top))] left-1/2 z-70 flex w-[min(26rem,calc(100vw-1.5rem))] -translate-x-1/2 flex-col gap-2 outline-none">
          <ToastList />
        </Toast.Viewport>
      </Toast.Portal>
    </Toast.Provider>
  )
}

function ToastList() {
  const { toasts } = Toast.useToastManager<{ tone: Tone }>()
  return toasts.map((toast) => (
    <Toast.Root
      key={toast.id}
      toast={toast}
      swipeDirection={['up', 'left', 'right']}
      className={classNames(
        'rounded-control bg-raised text-ink shadow-lift ring-1 ring-line transition-[opacity,transform] duration-300 ease-settle',
        '[transform:translate(var(--toast-swipe-movement-x),var(--toast-swipe-movement-y))] data-limited:hidden',
        'data-ending-style:-translate-y-4 data-ending-style:opacity-0 data-starting-style:-translate-y-6 data-starting-style:opacity-0',
      )}
    >
      <Toast.Content className="flex items-center gap-3 py-2 pr-1.5 pl-4">
        <span
          aria-hidden="true"
          className={classNames('h-9 w-1.5 shrink-0 rounded-full', bars[toast.data?.tone ?? 'neutral'])}
        />
        <div className="min-w-0 flex-1 py-1">
          <Toast.Title className="text-base leading-tight font-bold" />
          <Toast.Description className="mt-0.5 text-sm text-ink-soft" />
        </div>
        {toast.actionProps && (
          <Toast.Action className="min-h-12 rounded-control px-3 font-bold text-brand-ink" />
        )}
        <Toast.Close
          aria-label="Dismiss"
          className="grid size-12 place-items-center rounded-full text-ink-soft"
        >
          <X aria-hidden="true" className="size-5" />
        </Toast.Close>
      </Toast.Content>
    </Toast.Root>
  ))
}
