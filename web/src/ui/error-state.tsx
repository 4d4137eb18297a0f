import { CloudOff, Soup } from 'lucide-react'
import type { ReactNode } from 'react'
import { Button } from './button'
import { Notice } from './notice'

type ErrorStateProps = {
  /** The network rather than us: says so, and that it tries again by itself. */
  offline?: boolean
  title?: string
  children?: ReactNode
  onRetry?: () => void
}

/** Something failed that the person cannot see the reason of; never shows a stack or a code. */
export function ErrorState({ offline = false, title, children, onRetry }: ErrorStateProps) {
  const Icon = offline ? CloudOff : Soup
  return (
    <Notice
      role="alert"
      icon={<Icon className="size-12" strokeWidth={1.75} />}
      title={title ?? (offline ? 'No connection' : 'Something boiled over')}
      actions={onRetry && <Button onClick={onRetry}>Try again</Button>}
    >
      {children ??
        (offline
          ? 'Check the Wi-Fi or mobile data. We keep trying, and carry on by ourselves when it is back.'
          : 'That was us, not you. Please try again; if it stays like this, tell the staff.')}
    </Notice>
  )
}
