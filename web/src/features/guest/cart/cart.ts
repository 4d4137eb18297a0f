/** A line of the cart: ids and quantities only; names and prices come from the menu as it is now. */
export type CartLine = {
  id: string
  menuItemId: string
  /** As it was when added: shown when the item has left the menu. */
  name: string
  quantity: number
  optionIds: readonly string[]
  note: string
}

/**
 * What a guest is about to order.
 *
 * `idempotencyKey` is made when the cart is formed and stays until the server has acknowledged the order, whatever the
 * guest does in between. So one key can become at most one order: a retry, a reload or a second tap answers the
 * first order again, and a cart changed after an attempt whose answer was lost is refused as `IDEMPOTENCY_KEY_REUSED`
 * instead of being cooked twice.
 */
export type Cart = {
  lines: readonly CartLine[]
  customerName: string
  note: string
  idempotencyKey: string | null
  /** When the guest sent it; not acknowledged yet. Null while it is being put together. */
  sentAt: string | null
  /** The key has left this device, and the server has not refused it: there may be an order. */
  attempted: boolean
}

/** What went to the kitchen, to compare a cart with that was called back and changed while it was on its way. */
export type SentCart = Pick<Cart, 'lines' | 'note'>

export const emptyCart: Cart = {
  lines: [],
  customerName: '',
  note: '',
  idempotencyKey: null,
  sentAt: null,
  attempted: false,
}

export type CartAction =
  | { type: 'add'; line: CartLine; newKey: string }
  | { type: 'replace'; lineId: string; line: CartLine }
  | { type: 'setQuantity'; lineId: string; quantity: number }
  | { type: 'remove'; lineId: string }
  | { type: 'setCustomerName'; customerName: string }
  | { type: 'setNote'; note: string }
  /** The guest tapped «Order». */
  | { type: 'send'; at: string }
  /** The request is about to leave. */
  | { type: 'attempt' }
  /** Called back by the guest, or given up: it can be changed again. */
  | { type: 'hold' }
  /** The server would not take it, and heard no try before: it can be changed again, and there is no order. */
  | { type: 'refused' }
  /** As refused, of a cart that was called back or left meanwhile. */
  | { type: 'notTaken'; idempotencyKey: string }
  /** The server has an order for the old key: what is still in the cart would be a further order. */
  | { type: 'renewKey'; newKey: string }
  /** The order is in, as it was sent; what was changed since would be a further order, with the new key. */
  | { type: 'acknowledged'; idempotencyKey: string; sent: SentCart; newKey: string }

const MAX_QUANTITY = 99

/** Applies one action. While a cart is being sent nothing in it changes: what arrives is what the guest saw. */
export function reduceCart(cart: Cart, action: CartAction): Cart {
  switch (action.type) {
    case 'send':
      return cart.lines.length === 0 || cart.sentAt !== null ? cart : { ...cart, sentAt: action.at }
    case 'attempt':
      return cart.attempted ? cart : { ...cart, attempted: true }
    case 'hold':
      return { ...cart, sentAt: null }
    case 'refused':
      return { ...cart, sentAt: null, attempted: false }
    case 'notTaken':
      return cart.idempotencyKey === action.idempotencyKey ? { ...cart, attempted: false } : cart
    case 'renewKey':
      return { ...cart, idempotencyKey: action.newKey, sentAt: null, attempted: false }
    case 'acknowledged':
      // Another tab may have begun a new cart meanwhile: only the acknowledged one is cleared.
      return cart.idempotencyKey === action.idempotencyKey
        ? takeOrdered(cart, action.sent, action.newKey)
        : cart
  }
  if (cart.sentAt !== null) return cart
  switch (action.type) {
    case 'add':
      return {
        ...cart,
        lines: addLine(cart.lines, action.line),
        idempotencyKey: cart.idempotencyKey ?? action.newKey,
      }
    case 'replace':
      return { ...cart, lines: cart.lines.map((line) => (line.id === action.lineId ? action.line : line)) }
    case 'setQuantity':
      return {
        ...cart,
        lines: cart.lines
          .map((line) => (line.id === action.lineId ? { ...line, quantity: limit(action.quantity) } : line))
          .filter((line) => line.quantity > 0),
      }
    case 'remove':
      return { ...cart, lines: cart.lines.filter((line) => line.id !== action.lineId) }
    case 'setCustomerName':
      return { ...cart, customerName: action.customerName }
    case 'setNote':
      return { ...cart, note: action.note }
  }
}

/** How many dishes are in the cart. */
export function countDishes(cart: Cart): number {
  return cart.lines.reduce((sum, line) => sum + line.quantity, 0)
}

/** Whether the guest changed what is cooked after it was sent: the kitchen does not know of that. */
export function isChangedSince(cart: SentCart, sent: SentCart): boolean {
  return (
    cart.note !== sent.note ||
    linesBeyond(cart.lines, sent.lines).length > 0 ||
    linesBeyond(sent.lines, cart.lines).length > 0
  )
}

function takeOrdered(cart: Cart, sent: SentCart, newKey: string): Cart {
  const next = { ...emptyCart, customerName: cart.customerName }
  const lines = linesBeyond(cart.lines, sent.lines)
  if (lines.length === 0) return next
  return { ...next, lines, note: cart.note === sent.note ? '' : cart.note, idempotencyKey: newKey }
}

/** The lines less what others have of the same dishes. */
function linesBeyond(lines: readonly CartLine[], others: readonly CartLine[]): CartLine[] {
  const rest = others.map((other) => ({ ...other }))
  return lines.flatMap((line) => {
    let { quantity } = line
    for (const other of rest.filter((each) => sameDish(each, line))) {
      const both = Math.min(quantity, other.quantity)
      quantity -= both
      other.quantity -= both
    }
    return quantity > 0 ? [{ ...line, quantity }] : []
  })
}

/** The same dish with the same options and note counts up instead of making a second line. */
function addLine(lines: readonly CartLine[], line: CartLine): CartLine[] {
  const same = lines.find((other) => sameDish(other, line))
  if (!same) return [...lines, line]
  return lines.map((other) =>
    other === same ? { ...other, quantity: limit(other.quantity + line.quantity) } : other,
  )
}

function sameDish(a: CartLine, b: CartLine): boolean {
  return (
    a.menuItemId === b.menuItemId &&
    a.note === b.note &&
    [...a.optionIds].sort().join() === [...b.optionIds].sort().join()
  )
}

const limit = (quantity: number) => Math.min(MAX_QUANTITY, Math.max(0, Math.trunc(quantity)))
