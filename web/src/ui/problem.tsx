import type { ReactNode } from 'react'

/** Says beside a control what went wrong with it, and what to do. Spoken at once. */
export function Problem({ children }: { children: ReactNode }) {
  return (
    <p role="alert" className="rounded-control bg-cancelled-soft px-4 py-3 font-semibold text-cancelled-ink">
      {children}
    </p>
  )
}
