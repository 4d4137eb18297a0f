import { expect, test } from 'vitest'
import { createPin, judgePin, type PinState } from './table-pin.ts'

const NOON = new Date('2026-11-23T12:00:00Z')
const fresh: PinState = { pin: '0420', pinFailures: 0, pinPausedUntil: null }

test('a PIN is four digits, and not always the same', () => {
  const pins = Array.from({ length: 50 }, createPin)
  for (const pin of pins) expect(pin).toMatch(/^\d{4}$/)
  expect(new Set(pins).size).toBeGreaterThan(1)
})

test('the right one is right, and none at all counts as no try', () => {
  expect(judgePin(fresh, '0420', NOON)).toEqual({ kind: 'right' })
  expect(judgePin(fresh, null, NOON)).toEqual({ kind: 'unread' })
})

test('each fifth wrong one brings a pause, twice as long as the one before, up to sixteen minutes', () => {
  let state = fresh
  const minutes: number[] = []
  let now = NOON
  for (let tries = 1; tries <= 35; tries++) {
    const verdict = judgePin(state, '9999', now)
    if (verdict.kind !== 'wrong') throw new Error(`Try ${tries} was ${verdict.kind}`)
    state = { ...state, ...verdict }
    expect(verdict.pinPausedUntil === null).toBe(tries % 5 !== 0)
    if (!verdict.pinPausedUntil) continue
    minutes.push((verdict.pinPausedUntil.getTime() - now.getTime()) / 60_000)
    expect(judgePin(state, state.pin, new Date(verdict.pinPausedUntil.getTime() - 1))).toEqual({
      kind: 'unread',
    })
    now = verdict.pinPausedUntil
  }
  expect(minutes).toEqual([1, 2, 4, 8, 16, 16, 16])
  expect(judgePin(state, state.pin, now)).toEqual({ kind: 'right' })
})
