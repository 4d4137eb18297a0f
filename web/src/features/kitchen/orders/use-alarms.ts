import { useCallback, useEffect, useMemo, useState } from 'react'
import { isAlarming } from '../../../graphql/order-alarm'
import { createRingLoop } from '../sound/ring-loop'
import type { BoardOrder } from './board-order'

/** Closer together than the bell: it is to be heard in the next room, too. */
const ALARM_EVERY_MS = 2500

type AlarmsOptions = { orders: readonly BoardOrder[]; sound: () => boolean }

/**
 * The orders that nobody has, and the sound that goes on until somebody does.
 * @returns them, and `take` to say that somebody here has taken some on: for this screen that is enough
 */
export function useAlarms({ orders, sound }: AlarmsOptions) {
  const [taken, setTaken] = useState<ReadonlySet<string>>(new Set())
  const alarms = useMemo(
    () => orders.filter((order) => isAlarming(order) && !taken.has(order.id)),
    [orders, taken],
  )
  const [loop] = useState(() => createRingLoop(sound, ALARM_EVERY_MS))
  useEffect(() => loop.update(alarms.map((order) => order.id)), [loop, alarms])
  useEffect(() => loop.stop, [loop])
  const take = useCallback(
    (orderIds: readonly string[]) => setTaken((before) => new Set([...before, ...orderIds])),
    [],
  )
  return { alarms, take }
}
