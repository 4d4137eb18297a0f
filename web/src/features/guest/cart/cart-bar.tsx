import { ShoppingBag } from 'lucide-react'
import { Button } from '../../../ui/button'
import { Money, type MoneyValue } from '../../../ui/money'

/** The way to the cart on phones, at the thumb. */
export function CartBar({ count, total, onOpen }: { count: number; total: MoneyValue; onOpen: () => void }) {
  return (
    <Button size="lg" className="w-full shadow-lift" onClick={onOpen}>
      <ShoppingBag aria-hidden="true" className="size-6" />
      <span className="flex-1 text-left">Your order · {count}</span>
      <Money value={total} />
    </Button>
  )
}
