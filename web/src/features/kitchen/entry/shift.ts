import { tabStorage } from '../../../ui/storage'

const key = 'menumate.kitchen.shift'

/** The restaurant whose shift this tab is in, so that a reloaded or crashed tab comes back to its orders by itself. */
export function loadShift(storage: Pick<Storage, 'getItem'> = tabStorage): string | null {
  return storage.getItem(key)
}

/** Keeps the shift for this tab; null ends it. */
export function saveShift(
  restaurantId: string | null,
  storage: Pick<Storage, 'setItem' | 'removeItem'> = tabStorage,
): void {
  if (restaurantId === null) storage.removeItem(key)
  else storage.setItem(key, restaurantId)
}
