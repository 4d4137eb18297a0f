import type { ReactNode } from 'react'
import { classNames } from './class-names'

type NoticeProps = {
  /** A large emoji or icon that sets the mood. */
  icon: ReactNode
  title: string
  children?: ReactNode
  /** What one can do now: buttons or links. */
  actions?: ReactNode
  className?: string
  /** `alert` is spoken at once; use it for failures. */
  role?: 'alert' | 'status'
}

/** A whole area with one thing to say: nothing here yet, something failed, the evening is over. */
export function Notice({ icon, title, children, actions, className, role }: NoticeProps) {
  return (
    <div
      role={role}
      className={classNames(
        'mx-auto flex max-w-md animate-rise flex-col items-center px-6 py-14 text-center',
        className,
      )}
    >
      <div
        aria-hidden="true"
        className="grid size-28 place-items-center rounded-full bg-brand-soft text-brand-ink"
      >
        {icon}
      </div>
      <h2 className="mt-6 text-3xl">{title}</h2>
      {children && <div className="mt-3 text-lg text-balance text-ink-soft">{children}</div>}
      {actions && <div className="mt-7 flex flex-wrap justify-center gap-3">{actions}</div>}
    </div>
  )
}
