import { Pencil, Trash2 } from 'lucide-react'
import { IconButton } from '../../../ui/button'
import { classNames } from '../../../ui/class-names'
import { Money } from '../../../ui/money'
import { Stepper } from '../../../ui/stepper'
import { TextArea, TextField } from '../../../ui/text-field'
import { DishPicture } from '../menu/dish-picture'
import type { Cart, CartAction, CartLine } from './cart'
import type { PricedLine } from './cart-lines'

type CartContentsProps = {
  cart: Cart
  lines: readonly PricedLine[]
  dispatch: (action: CartAction) => void
  onEdit: (line: CartLine) => void
}

/** What is about to be ordered, and for whom. Locked while it is on its way to the kitchen. */
export function CartContents({ cart, lines, dispatch, onEdit }: CartContentsProps) {
  const locked = cart.sentAt !== null
  return (
    <fieldset disabled={locked} className={classNames('min-w-0 space-y-6', locked && 'opacity-70')}>
      <legend className="sr-only">Your order</legend>
      <ul className="divide-y divide-line">
        {lines.map((priced) => (
          <CartLineRow key={priced.line.id} priced={priced} dispatch={dispatch} onEdit={onEdit} />
        ))}
      </ul>
      <TextField
        label="Name on the order"
        hint="optional"
        maxLength={60}
        autoComplete="given-name"
        value={cart.customerName}
        onChange={(event) => dispatch({ type: 'setCustomerName', customerName: event.target.value })}
      />
      <TextArea
        label="Anything else?"
        hint="optional"
        placeholder="Starters first, please"
        maxLength={500}
        value={cart.note}
        onChange={(event) => dispatch({ type: 'setNote', note: event.target.value })}
      />
    </fieldset>
  )
}

type CartLineRowProps = {
  priced: PricedLine
  dispatch: (action: CartAction) => void
  onEdit: (line: CartLine) => void
}

function CartLineRow({
  priced: { line, dish, optionNames, total, fault },
  dispatch,
  onEdit,
}: CartLineRowProps) {
  return (
    <li data-cart-line={line.name} className="flex gap-3.5 py-4">
      <DishPicture
        imageUrl={dish?.imageUrl}
        cloth={dish?.cloth ?? 'bg-sunken'}
        dimmed={fault === 'soldOut'}
        className="size-18 shrink-0 rounded-control"
      />
      <div className="min-w-0 flex-1">
        <div className="flex items-baseline justify-between gap-3">
          <h3 className={classNames('min-w-0 text-lg wrap-anywhere', fault === 'soldOut' && 'line-through')}>
            {line.name}
          </h3>
          {fault !== 'soldOut' && <Money value={total} className="font-bold" />}
        </div>
        {optionNames.length > 0 && <p className="text-ink-soft wrap-anywhere">{optionNames.join(', ')}</p>}
        {line.note && <p className="text-ink-soft italic wrap-anywhere">“{line.note}”</p>}
        {fault && (
          <p role="alert" className="mt-1 font-semibold text-cancelled-ink">
            {fault === 'soldOut'
              ? 'Just sold out, sorry. Please remove it.'
              : 'A choice has changed. Please choose again.'}
          </p>
        )}
        <div className="mt-2 flex items-center gap-1">
          {fault !== 'soldOut' && (
            <Stepper
              label={line.name}
              value={line.quantity}
              onChange={(quantity) => dispatch({ type: 'setQuantity', lineId: line.id, quantity })}
            />
          )}
          <span className="flex-1" />
          {dish && fault !== 'soldOut' && (
            <IconButton label={`Change ${line.name}`} onClick={() => onEdit(line)}>
              <Pencil aria-hidden="true" className="size-5" />
            </IconButton>
          )}
          <IconButton
            label={`Remove ${line.name}`}
            onClick={() => dispatch({ type: 'remove', lineId: line.id })}
            className="text-cancelled-ink"
          >
            <Trash2 aria-hidden="true" className="size-5" />
          </IconButton>
        </div>
      </div>
    </li>
  )
}
