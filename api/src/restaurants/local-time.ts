/** A moment on a restaurant's own calendar and clock. */
export interface LocalTime {
  /** YYYY-MM-DD */
  readonly date: string
  /** ISO 8601: 1 is Monday. */
  readonly weekday: number
  /** Minutes after local midnight. */
  readonly minute: number
}

/** One stretch of opening, as OpeningHours in the Prisma schema. */
export interface OpeningSpan {
  readonly weekday: number
  readonly opensAt: number
  readonly closesAt: number
}

const DAY_MINUTES = 1_440
const DAY_MS = 86_400_000
const formats = new Map<string, Intl.DateTimeFormat>()

/** @param timeZone an IANA name */
export function localTime(timeZone: string, at: Date): LocalTime {
  let format = formats.get(timeZone)
  if (!format) {
    // Swedish writes dates as ISO 8601 does.
    format = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short' })
    formats.set(timeZone, format)
  }
  const [date = '', time = ''] = format.format(at).split(' ')
  const [hour = 0, minute = 0] = time.split(':').map(Number)
  return { date, weekday: new Date(date).getUTCDay() || 7, minute: hour * 60 + minute }
}

/** The calendar date under which a sale at this moment is booked: a business day begins some hours after midnight. */
export function businessDay(timeZone: string, startsAtMinute: number, at: Date): string {
  const { date, minute } = localTime(timeZone, at)
  if (minute >= startsAtMinute) return date
  return new Date(Date.parse(date) - DAY_MS).toISOString().slice(0, 10)
}

/** Whether any span covers the moment; one that closes after midnight reaches into the next day. */
export function isWithinOpeningHours(spans: readonly OpeningSpan[], timeZone: string, at: Date): boolean {
  const { weekday, minute } = localTime(timeZone, at)
  const yesterday = weekday === 1 ? 7 : weekday - 1
  return spans.some(
    (span) =>
      (span.weekday === weekday && span.opensAt <= minute && minute < span.closesAt) ||
      (span.weekday === yesterday && minute + DAY_MINUTES < span.closesAt),
  )
}
