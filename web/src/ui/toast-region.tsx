import { Toast } from '@base-ui/react/toast'
import { X } from 'lucide-react'
import { useEffect } from 'react'
import type { Tone } from './badge'
import { classNames } from './class-names'
import { receiveToasts, type ToastMessage } from './toast'

const manager = Toast.createToastManager<{ tone: Tone }>()

const bars: Record<Tone, string> = {
  neutral: 'bg-ink-soft',
  brand: 'bg-brand',
  pending: 'bg-pending',
  cooking: 'bg-cooking',
  ready: 'bg-ready',
  served: 'bg-served',
  cancelled: 'bg-cancelled',
}

function show({ id, title, description, tone = 'neutral', timeout = 5000, action }: ToastMessage) {
  manager.add({
    ...(id === undefined ? {} : { id }),
    title,
    ...(description === undefined ? {} : { description }),
    timeout,
    data: { tone },
    ...(action ? { actionProps: { children: action.label, onClick: action.onPress } } : {}),
  })
}

/**
 * Where toasts appear; once on the page. They stand below the top row, where every page has its way out; on phones, where
 * that would be on a heading or a sheet's ×, above what stands at the bottom: bars, floats, a sheet's action.
 * A chunk of its own: nobody's first look at the page waits for messages to come.
 */
export default function ToastRegion() {
  useEffect(
    () =>
      receiveToasts((change) => (change.type === 'show' ? show(change.message) : manager.close(change.id))),
    [],
  )
  return (
    <Toast.Provider toastManager={manager} limit={2}>
      <Toast.Portal>
        <Toast.Viewport className="fixed top-[calc(4.75rem+env(safe-area-inset-top))] left-1/2 z-70 max-md:top-auto max-md:bottom-[calc(6.5rem+env(safe-area-inset-bottom))] flex w-[min(26rem,calc(100vw-1.5rem))] -translate-x-1/2 flex-col gap-2 outline-none">
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
      swipeDirection={['up', 'down', 'left', 'right']}
      className={classNames(
        'rounded-control bg-raised text-ink shadow-lift ring-1 ring-line transition-[opacity,transform] duration-300 ease-settle',
        '[transform:translate(var(--toast-swipe-movement-x),var(--toast-swipe-movement-y))] data-limited:hidden',
        'data-ending-style:-translate-y-4 data-ending-style:opacity-0 data-starting-style:-translate-y-6 data-starting-style:opacity-0',
        'max-md:data-ending-style:translate-y-4 max-md:data-starting-style:translate-y-6',
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
