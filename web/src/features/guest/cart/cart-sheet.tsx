import type { ReactNode } from 'react'
import { Sheet } from '../../../ui/sheet'

type CartSheetProps = {
  open: boolean
  onOpenChange: (open: boolean) => void
  footer: ReactNode
  children: ReactNode
}

/** The cart on phones, where it has no place beside the menu. */
export default function CartSheet({ children, ...sheet }: CartSheetProps) {
  return (
    <Sheet title="Your order" {...sheet}>
      <div className="px-5 pt-2 pb-8">{children}</div>
    </Sheet>
  )
}
