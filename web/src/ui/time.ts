import { useEffect, useState } from 'react'
import { serverClock } from './server-clock'

/** "19:42", in the device's language, in `timeZone` or the device's own. */
export function formatClock(at: Date | string, timeZone?: string, locale?: string): string {
  return new Intl.DateTimeFormat(locale, {
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    ...(timeZone ? { timeZone } : {}),
  }).format(new Date(at))
}

/** "19:42–19:44", or "19:42" alone where both are within that minute. */
export function formatSpan(from: string, until: string, timeZone?: string, locale?: string): string {
  const clocks = [from, until].map((at) => formatClock(at, timeZone, locale))
  return [...new Set(clocks)].join('–')
}

/** "just now", "4 min", "1 h 05": how long ago `at` was. Shorter than Intl's own words, to be read from afar. */
export function formatAge(at: Date | string, now: Date): string {
  const minutes = Math.max(0, Math.floor((now.getTime() - new Date(at).getTime()) / 60_000))
  if (minutes < 1) return 'just now'
  if (minutes < 60) return `${minutes} min`
  return `${Math.floor(minutes / 60)} h ${String(minutes % 60).padStart(2, '0')}`
}

/** "now", "12 minutes ago", "3 weeks ago": for what nobody waits for, in the device's language. */
export function formatAgo(at: Date | string, now: Date, locale?: string): string {
  const seconds = Math.min(0, (new Date(at).getTime() - now.getTime()) / 1000)
  const [unit, size] = agoUnits.find(([, each]) => -seconds >= each) ?? (['second', 60] as const)
  if (unit === 'second') return new Intl.RelativeTimeFormat(locale, { numeric: 'auto' }).format(0, unit)
  return new Intl.RelativeTimeFormat(locale).format(Math.ceil(seconds / size), unit)
}

const agoUnits = [
  ['year', 365 * 86_400],
  ['month', 30 * 86_400],
  ['week', 7 * 86_400],
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
] as const

/** "23 Nov 2026", in the device's language, in `timeZone` or the device's own. */
export function formatDate(at: Date | string, timeZone?: string, locale?: string): string {
  return new Intl.DateTimeFormat(locale, {
    dateStyle: 'medium',
    ...(timeZone ? { timeZone } : {}),
  }).format(new Date(at))
}

/** The server's time, renewed every `everyMs`, so that ages on the screen grow. */
export function useNow(everyMs = 15_000): Date {
  const [now, setNow] = useState(serverClock.now)
  useEffect(() => {
    const timer = setInterval(() => setNow(serverClock.now()), everyMs)
    return () => clearInterval(timer)
  }, [everyMs])
  return now
}
