import { Clock3, QrCode, Users } from 'lucide-react'
import { Button } from '../../../ui/button'
import { ErrorState } from '../../../ui/error-state'
import { Notice } from '../../../ui/notice'
import { tooManyTries } from '../../../ui/too-many-tries'

/** Why there is no place at the table. */
export type Refusal = 'unknownCode' | 'replacedCode' | 'busy' | 'network' | 'fault' | { wait: number }

type JoinRefusedProps = { refusal: Refusal; onRetry: () => void; busy: boolean }

/** Says why, and what to do about it. */
export function JoinRefused({ refusal, onRetry, busy }: JoinRefusedProps) {
  const retry = (
    <Button busy={busy} onClick={onRetry}>
      Try again
    </Button>
  )
  if (typeof refusal === 'object') {
    return (
      <Notice role="status" icon={<Clock3 className="size-12" />} title="One moment, please" actions={retry}>
        {tooManyTries(refusal.wait)}
      </Notice>
    )
  }
  switch (refusal) {
    case 'unknownCode':
      return (
        <Notice
          role="alert"
          icon={<QrCode className="size-12" />}
          title="This code is not in use"
          actions={retry}
        >
          Please scan the code that is on your table now. If it brings you here again, the staff will gladly
          help.
        </Notice>
      )
    case 'replacedCode':
      return (
        <Notice role="alert" icon={<QrCode className="size-12" />} title="This table has a new code">
          The QR code you scanned has been replaced. Please scan the one that is on your table now, or ask the
          staff for it.
        </Notice>
      )
    case 'busy':
      return (
        <Notice
          role="alert"
          icon={<Users className="size-12" />}
          title="There is a queue for this table"
          actions={retry}
        >
          Several phones are waiting for the staff already. Please have a word with them, then try again.
        </Notice>
      )
    case 'network':
      return <ErrorState offline onRetry={onRetry} />
    case 'fault':
      return <ErrorState onRetry={onRetry} />
  }
}
