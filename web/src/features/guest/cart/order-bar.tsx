import { CloudOff } from 'lucide-react'
import { Button } from '../../../ui/button'
import { Money, type MoneyValue } from '../../../ui/money'
import { Problem } from '../../../ui/problem'
import { tooManyTries } from '../../../ui/too-many-tries'
import type { OrderProblem } from './order-answer'
import type { SendPhase } from './use-order-sender'

type OrderBarProps = {
  total: MoneyValue
  /** False: the bill adds tax to the menu's prices. */
  pricesIncludeTax: boolean
  phase: SendPhase
  /** It may have arrived without an answer. */
  attempted: boolean
  problem: OrderProblem | null
  /** Why nothing can be ordered now, in words. */
  closedReason: string | undefined
  /** Lines that cannot be ordered as they are. */
  hasFaults: boolean
  onSend: () => void
  onCallBack: () => void
}

/** The one action at the end of the cart, and what became of it. */
export function OrderBar(props: OrderBarProps) {
  const { total, pricesIncludeTax, phase, problem, closedReason, hasFaults } = props
  if (phase === 'waiting') return <WaitingOrder attempted={props.attempted} onCallBack={props.onCallBack} />
  const reason = closedReason ?? (hasFaults ? 'Please look at the marked lines first.' : undefined)
  return (
    <div className="space-y-3">
      {(problem || reason) && <Problem>{reason ?? (problem && describeProblem(problem))}</Problem>}
      <Button
        size="lg"
        className="w-full"
        busy={phase === 'sending'}
        disabled={reason !== undefined}
        onClick={props.onSend}
      >
        <span className="flex-1 text-left">{phase === 'sending' ? 'On its way…' : 'Order now'}</span>
        <Money value={total} />
      </Button>
      {!pricesIncludeTax && <p className="text-center text-sm text-ink-soft">Tax is added on the bill.</p>}
    </div>
  )
}

/** An order that has not been confirmed, and the way to call it back. */
export function WaitingOrder({ attempted, onCallBack }: Pick<OrderBarProps, 'attempted' | 'onCallBack'>) {
  return (
    <div
      role="status"
      className="flex flex-wrap items-center gap-3 rounded-control bg-pending-soft p-3.5 text-pending-ink"
    >
      <CloudOff aria-hidden="true" className="size-7 shrink-0" />
      <div className="min-w-48 flex-1">
        <p className="text-lg leading-tight font-bold">{attempted ? 'Not confirmed yet' : 'Not sent yet'}</p>
        <p className="text-sm">
          {attempted
            ? 'No answer has come from the restaurant. We go on asking by ourselves; it is not made twice.'
            : 'There is no connection. We send it once, by itself, when it is back.'}
        </p>
      </div>
      <Button variant="secondary" onClick={onCallBack}>
        {attempted ? 'Stop asking' : 'Don’t send'}
      </Button>
    </div>
  )
}

/** What went wrong and what to do, in the guest's words. */
export function describeProblem(problem: OrderProblem): string {
  switch (problem.kind) {
    case 'unavailable':
      return 'Something in your order has just sold out. Please look at the marked lines.'
    case 'options':
      return 'A choice in your order is no longer possible. Please look at the marked lines.'
    case 'paused':
      return 'The kitchen takes no orders right now. Your order is kept here; try again in a few minutes.'
    case 'closed':
      return 'This table’s visit has ended. Please scan the code again to order.'
    case 'alreadyOrdered':
      return 'Your first try did reach the kitchen; see its status. What is here has not been ordered: order it only if you want it as well.'
    case 'addedSince':
      return 'Your earlier order is in. What you added after sending it is still here and has not been sent: order it if you want it as well.'
    case 'invalid':
      return `This order could not be taken: ${problem.message}`
    case 'full':
      return `${problem.message} Your order is kept here.`
    case 'notSent':
      return 'This order was not sent, for want of a connection. Do you still want it?'
    case 'unclear':
      return 'No answer came while this was on its way. If it arrived, it stands under “Your orders”; ordering it again does not make it twice.'
    case 'tooMany':
      return `${tooManyTries(problem.wait)} Your order is kept here.`
    case 'fault':
      return 'This order could not be taken. Please reload the page and try again; it will not be made twice.'
  }
}
