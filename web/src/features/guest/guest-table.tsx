import { lazy, Suspense, useEffect, useMemo, useState } from 'react'
import { QueryView } from '../../graphql/query-view'
import { randomKey } from '../../graphql/random-key'
import { Card } from '../../ui/card'
import { classNames } from '../../ui/class-names'
import { Skeleton } from '../../ui/skeleton'
import { useMediaQuery } from '../../ui/use-media-query'
import { type CartLine, countDishes } from './cart/cart'
import { CartBar } from './cart/cart-bar'
import { CartContents } from './cart/cart-contents'
import { cartTotal, priceCart } from './cart/cart-lines'
import { OrderBar } from './cart/order-bar'
import { useCart } from './cart/use-cart'
import { useOrderSender } from './cart/use-order-sender'
import { GuestHeader } from './guest-header'
import type { Dish } from './menu/catalogue'
import { MenuSkeleton, MenuView } from './menu/menu-view'
import { useMenu } from './menu/use-menu'
import { announceAccepted } from './orders/announce-event'
import { LiveOrders } from './orders/live-orders'
import { ClosedStrip } from './session/closed-strip'
import { placeIdOf, type TableDevice } from './session/device-storage'
import { LeaveTableButton, loadConfirmDialog } from './session/leave-table'
import type { TableSession } from './session/use-table-session'

// What slides up comes after the menu is on the screen: a first look at the menu does not wait for it.
const loadItemSheet = () => import('./menu/item-sheet')
const loadCartSheet = () => import('./cart/cart-sheet')
const loadBillPage = () => import('./bill-page')
const ItemSheet = lazy(loadItemSheet)
const CartSheet = lazy(loadCartSheet)

/** The orders this device made, so that it is not told of them as of somebody else's. */
export type OwnOrders = { sending: boolean; ids: Set<string> }

type GuestTableProps = {
  device: TableDevice
  session: TableSession
  onSessionClosed: () => void
  /** This device gave its place up. */
  onLeft: () => void
  ownOrders: OwnOrders
}

type OpenDish = { dish: Dish; line?: CartLine; open: boolean }

/** The table of a joined guest: the menu beside (on phones: above) the orders under way and the cart. */
export function GuestTable({ device, session, onSessionClosed, onLeft, ownOrders }: GuestTableProps) {
  const { restaurant, table, orders } = session
  const { cart, dispatch } = useCart(placeIdOf(device), device.guestName)
  const menu = useMenu(device.sessionToken)
  const [openDish, setOpenDish] = useState<OpenDish | null>(null)
  // The width from which the cart has a place of its own; Tailwind's `lg`.
  const wide = useMediaQuery('(min-width: 64rem)')
  const [cartOpen, setCartOpen] = useState(false)

  const sender = useOrderSender({
    sessionToken: device.sessionToken,
    cart,
    dispatch,
    onAccepted: (order, isChanged) => {
      ownOrders.ids.add(order.id)
      setCartOpen(false)
      scrollTo({ top: 0, behavior: 'smooth' })
      announceAccepted(order, isChanged)
    },
  })
  useEffect(() => {
    ownOrders.sending = cart.sentAt !== null
  }, [ownOrders, cart.sentAt])

  // Fetched ahead, so that the first tap does not wait for it, and does not fail where the Wi-Fi does.
  useEffect(() => {
    for (const load of [loadItemSheet, loadCartSheet, loadBillPage, loadConfirmDialog]) load().catch(() => {})
  }, [])

  const { problem } = sender
  const { refresh } = menu
  useEffect(() => {
    if (problem?.kind === 'closed') onSessionClosed()
    else if (problem) refresh()
  }, [problem, refresh, onSessionClosed])

  const lines = useMemo(
    () => priceCart(cart, menu.dishes, restaurant.currency),
    [cart, menu.dishes, restaurant],
  )
  const inCart = useMemo(() => countByDish(cart.lines), [cart.lines])
  const total = cartTotal(lines, restaurant.currency)
  const dishCount = countDishes(cart)
  // Or the next dish would open an emptied cart again.
  if (cartOpen && dishCount === 0) setCartOpen(false)

  function add(line: CartLine) {
    dispatch({ type: 'add', line, newKey: randomKey() })
    sender.dismissProblem()
  }

  const contents = (
    <CartContents
      cart={cart}
      lines={lines}
      dispatch={dispatch}
      onEdit={(line) => {
        const dish = menu.dishes.get(line.menuItemId)
        if (dish) setOpenDish({ dish, line, open: true })
      }}
    />
  )
  const orderBar = (
    <OrderBar
      total={total}
      pricesIncludeTax={restaurant.pricesIncludeTax}
      phase={sender.phase}
      attempted={cart.attempted}
      problem={problem}
      closedReason={closedReason(menu.restaurant)}
      hasFaults={lines.some((line) => line.fault !== undefined)}
      onSend={sender.send}
      onCallBack={sender.callBack}
    />
  )

  return (
    <div className="min-h-dvh">
      <title>{`${restaurant.name} · ${table.label}`}</title>
      <GuestHeader
        restaurantName={restaurant.name}
        tableLabel={table.label}
        pin={session.pin}
        timeZone={restaurant.timeZone}
      />
      <div className="mx-auto max-w-7xl gap-8 px-4 pb-36 md:px-8 lg:grid lg:grid-cols-[1fr_24rem] lg:pb-12">
        <aside className="space-y-6 pt-5 lg:sticky lg:top-0 lg:order-2 lg:flex lg:max-h-[calc(100dvh-9rem)] lg:flex-col lg:self-start">
          {/* Many orders scroll here, the newest in sight: the cart below never loses its button. */}
          <div className="lg:-mx-2 lg:min-h-42 lg:overflow-y-auto lg:px-2 empty:hidden">
            <LiveOrders
              tableSessionId={session.id}
              orders={orders}
              isOwn={(orderId) => ownOrders.ids.has(orderId)}
              timeZone={restaurant.timeZone}
            />
          </div>
          {wide && (
            <Card className={classNames('flex flex-col p-5', dishCount > 0 ? 'min-h-92' : 'shrink-0')}>
              <h2 className="text-2xl">To order</h2>
              {dishCount > 0 ? (
                <>
                  <div className="relative -mx-5 min-h-0 flex-1 overflow-y-auto px-5 pb-5">{contents}</div>
                  <div className="-mx-5 border-t border-line px-5 pt-4">{orderBar}</div>
                </>
              ) : (
                <p className="mt-2 text-ink-soft">Nothing yet. Tap the plus on a dish to begin.</p>
              )}
            </Card>
          )}
        </aside>
        <main className="min-w-0 pt-2">
          {menu.restaurant?.isAcceptingOrders === false && (
            <div className="mt-3 mb-1">
              <ClosedStrip isPaused={menu.restaurant.isPaused}>
                Have a look at the menu and choose. You can order as soon as the kitchen is back.
              </ClosedStrip>
            </div>
          )}
          <QueryView result={menu.result} retry={refresh} skeleton={<MenuSkeleton />}>
            {() => (
              <MenuView
                categories={menu.categories}
                ordering={{
                  inCart,
                  onOpen: (dish) => setOpenDish({ dish, open: true }),
                  onQuickAdd: (dish) => add(plainLine(dish)),
                }}
              />
            )}
          </QueryView>
          <div className="mt-10 text-center">
            <LeaveTableButton sessionToken={device.sessionToken} tableLabel={table.label} onLeft={onLeft} />
          </div>
        </main>
      </div>

      {dishCount > 0 && !wide && (
        <div className="fixed inset-x-0 bottom-0 z-30 bg-linear-to-t from-canvas from-60% to-transparent px-4 pt-6 pb-[max(1rem,env(safe-area-inset-bottom))]">
          {sender.phase === 'waiting' && !cartOpen ? (
            orderBar
          ) : (
            <CartBar count={dishCount} total={total} onOpen={() => setCartOpen(true)} />
          )}
        </div>
      )}

      <Suspense>
        {openDish && (
          <ItemSheet
            key={`${openDish.dish.id}/${openDish.line?.id}`}
            dish={menu.dishes.get(openDish.dish.id) ?? openDish.dish}
            line={openDish.line}
            open={openDish.open}
            onOpenChange={(open) => setOpenDish(open ? openDish : { ...openDish, open })}
            onDone={(line) => {
              if (openDish.line) dispatch({ type: 'replace', lineId: openDish.line.id, line })
              else add(line)
              setOpenDish({ ...openDish, open: false })
            }}
          />
        )}
        {!wide && (
          <CartSheet open={cartOpen} onOpenChange={setCartOpen} footer={orderBar}>
            {contents}
          </CartSheet>
        )}
      </Suspense>
    </div>
  )
}

function plainLine(dish: Dish): CartLine {
  return { id: randomKey(), menuItemId: dish.id, name: dish.name, quantity: 1, optionIds: [], note: '' }
}

function countByDish(lines: readonly CartLine[]): Map<string, number> {
  const counts = new Map<string, number>()
  for (const line of lines) counts.set(line.menuItemId, (counts.get(line.menuItemId) ?? 0) + line.quantity)
  return counts
}

function closedReason(restaurant: { isAcceptingOrders: boolean; isPaused: boolean } | undefined) {
  if (!restaurant || restaurant.isAcceptingOrders) return undefined
  return restaurant.isPaused
    ? 'The kitchen is taking a short break. Your order is kept here.'
    : 'The kitchen is closed right now. Your order is kept here.'
}

/** The shape of the page while the table's session loads. */
export function GuestTableSkeleton() {
  return (
    <div aria-busy="true">
      <div className="bg-awning px-4 pt-4 pb-5 md:px-8">
        <Skeleton className="h-12 w-28 opacity-25" />
        <Skeleton className="mt-3 h-12 w-2/3 max-w-96 opacity-25" />
        <Skeleton className="mt-2 h-6 w-24 opacity-25" />
      </div>
      <div aria-hidden="true" className="awning-hem" />
      <div className="mx-auto max-w-7xl px-4 pt-6 md:px-8">
        <MenuSkeleton />
      </div>
    </div>
  )
}
