import { useState } from 'react'
import { randomKey } from '../../../graphql/random-key'
import { Badge } from '../../../ui/badge'
import { Button } from '../../../ui/button'
import { Money } from '../../../ui/money'
import { Sheet } from '../../../ui/sheet'
import { Stepper } from '../../../ui/stepper'
import { TextArea } from '../../../ui/text-field'
import type { CartLine } from '../cart/cart'
import type { Dish } from './catalogue'
import { DishPicture } from './dish-picture'
import { OptionGroupField } from './option-group-field'
import { firstIncompleteGroup, initialSelection, isOrderable, toggleOption, unitPrice } from './option-rules'

type ItemSheetProps = {
  /** The dish shown; it stays while the sheet slides away. */
  dish: Dish
  /** The line being changed; absent when the dish is new to the cart. */
  line?: CartLine | undefined
  open: boolean
  onOpenChange: (open: boolean) => void
  onDone: (line: CartLine) => void
}

/** A dish up close: what it is, its options, how many, a note, and the price of exactly that. */
export default function ItemSheet({ dish, line, open, onOpenChange, onDone }: ItemSheetProps) {
  const [selected, setSelected] = useState<ReadonlySet<string>>(() =>
    line ? stillOffered(dish, line.optionIds) : initialSelection(dish),
  )
  const [quantity, setQuantity] = useState(line?.quantity ?? 1)
  const [note, setNote] = useState(line?.note ?? '')
  const [showMissing, setShowMissing] = useState(false)

  const one = unitPrice(dish, selected)
  const total = { ...one, amountMinor: one.amountMinor * quantity }
  const orderable = isOrderable(dish)

  function done() {
    const incomplete = firstIncompleteGroup(dish, selected)
    if (incomplete) {
      setShowMissing(true)
      document
        .getElementById(`group-${incomplete.id}`)
        ?.scrollIntoView({ block: 'start', behavior: 'smooth' })
      return
    }
    onDone({
      id: line?.id ?? randomKey(),
      menuItemId: dish.id,
      name: dish.name,
      quantity,
      optionIds: [...selected],
      note: note.trim(),
    })
  }

  return (
    <Sheet
      open={open}
      onOpenChange={onOpenChange}
      title={dish.name}
      picture={<DishPicture imageUrl={dish.imageUrl} cloth={dish.cloth} eager className="h-60" />}
      footer={
        <div className="flex items-center gap-3.5">
          <Stepper label={dish.name} value={quantity} onChange={setQuantity} />
          <Button size="lg" className="flex-1 px-4" disabled={!orderable} onClick={done}>
            {orderable ? (line ? 'Change' : 'Add') : 'Sold out'}
            {orderable && <Money value={total} />}
          </Button>
        </div>
      }
    >
      <div className="space-y-7 px-5 pt-5 pb-8">
        <header>
          {/* The sheet's own title is read aloud; this is the same for the eye. */}
          <p aria-hidden="true" className="font-display text-4xl leading-none font-bold tracking-tight">
            {dish.name}
          </p>
          {dish.description && <p className="mt-2.5 text-lg text-ink-soft">{dish.description}</p>}
          {dish.allergens.length > 0 && (
            <ul aria-label="Contains" className="mt-3.5 flex flex-wrap gap-2">
              {dish.allergens.map((allergen) => (
                <li key={allergen}>
                  <Badge className="capitalize">{allergen.toLowerCase()}</Badge>
                </li>
              ))}
            </ul>
          )}
        </header>
        {dish.optionGroups.map((group) => (
          <OptionGroupField
            key={group.id}
            group={group}
            selected={selected}
            showMissing={showMissing}
            onToggle={(optionId) => setSelected(toggleOption(group, selected, optionId))}
          />
        ))}
        <TextArea
          label="A note for the kitchen"
          hint="optional"
          placeholder="No onions, please"
          maxLength={500}
          value={note}
          onChange={(event) => setNote(event.target.value)}
        />
      </div>
    </Sheet>
  )
}

/** The chosen options that the dish still has and that have not sold out. */
function stillOffered(dish: Dish, optionIds: readonly string[]): Set<string> {
  const offered = dish.optionGroups.flatMap((group) => group.options.filter((option) => option.isAvailable))
  return new Set(optionIds.filter((id) => offered.some((option) => option.id === id)))
}
