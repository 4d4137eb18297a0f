import { GraphQLError } from 'graphql'
import { builder } from './builder.ts'

const RFC_3339 = /^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2})(\.\d+)?(Z|[+-]\d{2}:\d{2})$/i

/** A moment that is on the calendar and that PostgreSQL can hold; Date itself takes 30 February for 2 March. */
function parseMoment(text: string): Date | null {
  const local = RFC_3339.exec(text)?.[1]?.toUpperCase()
  if (local === undefined) return null
  const onCalendar = new Date(`${local}Z`)
  const date = new Date(text.toUpperCase())
  if (Number.isNaN(date.getTime()) || Number.isNaN(onCalendar.getTime())) return null
  const exists = onCalendar.toISOString().startsWith(local)
  return exists && date.getUTCFullYear() >= 1 && date.getUTCFullYear() <= 9999 ? date : null
}

builder.scalarType('DateTime', {
  description: 'A moment, as RFC 3339 text; answered in UTC with milliseconds: 2026-11-23T19:42:00.000Z.',
  serialize: (value) => new Date(value).toISOString(),
  parseValue(value) {
    const date = typeof value === 'string' ? parseMoment(value) : null
    if (date) return date
    throw new GraphQLError('A DateTime is RFC 3339 text, such as "2026-11-23T19:42:00Z".')
  },
})
