import { useEffect, useState } from 'react'
import { Button } from '../../../ui/button'
import { lastVisit } from './last-visit'
import { useCart } from './use-cart'

/** What was still to be ordered when this device's last visit to a table ended: it does not vanish without a word. */
export function LeftOver({ tableCode }: { tableCode: string }) {
  const [placeId] = useState(() => lastVisit(tableCode))
  return placeId && <LeftOverCart placeId={placeId} />
}

/** The same of a place that is known. */
export function LeftOverCart({ placeId }: { placeId: string }) {
  const { cart, dispatch, clear } = useCart(placeId, null)
  const { sentAt, attempted, lines } = cart
  useEffect(() => {
    // Nothing is sent by itself any more.
    if (sentAt !== null) dispatch({ type: 'hold' })
  }, [sentAt, dispatch])
  if (lines.length === 0) return null
  return (
    <section
      role="status"
      data-left-over={attempted ? 'unclear' : 'unsent'}
      className="space-y-3 rounded-control bg-pending-soft p-4 text-pending-ink"
    >
      <div>
        <h2 className="text-xl font-bold">{attempted ? 'Perhaps not ordered' : 'Not ordered'}</h2>
        <ul className="font-semibold">
          {lines.map(({ id, quantity, name }) => (
            <li key={id}>
              {quantity} × {name}
            </li>
          ))}
        </ul>
      </div>
      <p>
        {attempted
          ? 'Your visit ended while this was on its way, and nobody has confirmed it. Please ask the staff before you order it again.'
          : 'Your visit ended before this was sent.'}{' '}
        When you sit down again it is in your new order, for you to send or not.
      </p>
      <Button type="button" variant="secondary" className="text-ink" onClick={clear}>
        I don’t want it any more
      </Button>
    </section>
  )
}
