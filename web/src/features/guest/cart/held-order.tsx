import { useEffect } from 'react'
import { useClient } from 'urql'
import { Link } from 'wouter'
import { Problem } from '../../../ui/problem'
import { GuestMenu } from '../menu/use-menu'
import { announceAccepted } from '../orders/announce-event'
import { placeIdOf, type TableDevice } from '../session/device-storage'
import { describeProblem, WaitingOrder } from './order-bar'
import { useCart } from './use-cart'
import { useOrderSender } from './use-order-sender'

type HeldOrderProps = {
  device: TableDevice
  /** Where the cart is. */
  menu: string
  onSessionClosed: () => void
}

/** On a page without the cart: what was ordered goes on being sent from here, and says so until it is in. */
export function HeldOrder({ device, menu, onSessionClosed }: HeldOrderProps) {
  const { cart, dispatch } = useCart(placeIdOf(device), device.guestName)
  const { phase, problem, callBack } = useOrderSender({
    sessionToken: device.sessionToken,
    cart,
    dispatch,
    onAccepted: announceAccepted,
  })
  const client = useClient()
  const { sessionToken } = device
  useEffect(() => {
    if (problem?.kind === 'closed') onSessionClosed()
    // The menu then says which lines it is about.
    else if (problem)
      void client.query(GuestMenu, { sessionToken }, { requestPolicy: 'network-only' }).toPromise()
  }, [problem, onSessionClosed, client, sessionToken])

  if (phase === 'waiting') return <WaitingOrder attempted={cart.attempted} onCallBack={callBack} />
  if (phase === 'sending' || !problem || cart.lines.length === 0) return null
  return (
    <Problem>
      {describeProblem(problem)}{' '}
      <Link href={menu} className="font-semibold underline underline-offset-4">
        See what you chose
      </Link>
    </Problem>
  )
}
