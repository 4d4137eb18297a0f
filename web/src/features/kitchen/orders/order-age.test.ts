import { expect, test } from 'vitest'
import { ageInSeconds, formatTimer, spokenAge, urgencyOf } from './order-age'

const order = { placedAt: '2026-11-20T19:00:00Z', updatedAt: '2026-11-20T19:10:00Z' }

test('an order is as old as the guest has waited, until it is ready', () => {
  const now = new Date('2026-11-20T19:12:00Z')
  expect(ageInSeconds(order, 'PENDING', now)).toBe(720)
  expect(ageInSeconds(order, 'COOKING', now)).toBe(720)
  expect(ageInSeconds(order, 'READY', now)).toBe(120)
})

test('a tablet whose clock is behind shows no negative age', () => {
  expect(ageInSeconds(order, 'PENDING', new Date('2026-11-20T18:59:00Z'))).toBe(0)
})

test('a pending order turns warm after three minutes and late after six', () => {
  expect(urgencyOf('PENDING', 179)).toBe('fresh')
  expect(urgencyOf('PENDING', 180)).toBe('warm')
  expect(urgencyOf('PENDING', 360)).toBe('late')
})

test('a plate on the pass is late sooner than a dish on the stove', () => {
  expect(urgencyOf('READY', 300)).toBe('late')
  expect(urgencyOf('COOKING', 300)).toBe('fresh')
})

test('the timer counts in minutes and seconds, and in hours from the first hour on', () => {
  expect([7, 750, 3599, 3900].map(formatTimer)).toEqual(['0:07', '12:30', '59:59', '1 h 05'])
})

test('a screen reader hears whole minutes', () => {
  expect([59, 60, 600].map(spokenAge)).toEqual(['less than a minute', '1 minute', '10 minutes'])
})
