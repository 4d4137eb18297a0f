import { LinkIcon } from 'lucide-react'
import type { ReactNode } from 'react'
import { Link } from 'wouter'
import { buttonClasses } from '../../ui/button'
import { FullScreen } from '../../ui/full-screen'
import { Notice } from '../../ui/notice'

/** A page that somebody opens from a mail, or to be sent one. */
export function LinkPage({ title, children }: { title: string; children: ReactNode }) {
  return (
    <FullScreen>
      <title>{`${title} · MenuMate`}</title>
      {children}
    </FullScreen>
  )
}

type DeadLinkProps = { title: string; children: ReactNode; actions?: ReactNode }

/** The link of a mail that no longer works. */
export function DeadLink({ title, children, actions }: DeadLinkProps) {
  return (
    <Notice
      role="alert"
      icon={<LinkIcon className="size-12" strokeWidth={1.75} />}
      title={title}
      actions={actions ?? <SignInLink />}
    >
      {children}
    </Notice>
  )
}

/** Back to where one signs in. */
export function SignInLink() {
  return (
    <Link href="/kitchen" className={buttonClasses('secondary', 'lg')}>
      To the sign-in
    </Link>
  )
}
